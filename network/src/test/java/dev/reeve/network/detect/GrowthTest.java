package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GrowthTest {
    @Test
    void aCountIsSaidTwiceAsItDoubles() {
        assertThat(IntStream.rangeClosed(8, 64).filter(Growth::isStep)).containsExactly(8, 12, 16, 24, 32, 48, 64);
        assertThat(IntStream.rangeClosed(1, 1_000_000).filter(Growth::isStep).count())
                .isEqualTo(38);
    }
}
