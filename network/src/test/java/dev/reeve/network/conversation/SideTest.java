package dev.reeve.network.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Endpoint;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SideTest {
    private final Side side = new Side(new Endpoint(0, 1, false), 80);

    private void segment(long sequence, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        side.segment(sequence, bytes, 0, bytes.length, bytes.length);
    }

    @Test
    void segmentsAreReadInTheirOrderAndOnce() {
        side.opened(99);
        segment(104, "efg");
        segment(100, "abcd");
        segment(102, "cdef");
        segment(107, "h");
        assertThat(side.text()).isEqualTo("abcdefgh");
    }

    @Test
    void theSequenceMayWrap() {
        side.opened(0xFFFF_FFFEL);
        segment(0xFFFF_FFFFL, "ab");
        segment(1, "cd");
        assertThat(side.text()).isEqualTo("abcd");
    }

    @Test
    void afterAGapNothingIsMadeUp() {
        side.opened(99);
        segment(100, "ab");
        segment(103, "d");
        assertThat(side.text()).isEqualTo("ab");
    }

    @Test
    void noMoreThanThePrefixIsKept() {
        side.opened(99);
        segment(100, "x".repeat(Side.PREFIX_BYTES_MAX + 500));
        assertThat(side.known()).isEqualTo(Side.PREFIX_BYTES_MAX);
    }
}
