package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExcessUseDetectorTest {
    private static final double MBIT = 1e6;
    private static final long START = 1_767_225_600_000L;

    private final ExcessUseDetector detector = new ExcessUseDetector();
    private final byte[] bytes = new byte[detector.stateBytes()];
    private final Slice state = new Slice().over(bytes, 0, true);
    private final List<Sign> signs = new ArrayList<>();
    private final Thresholds plan =
            Thresholds.DEFAULTS.with(Map.of("planBitsPerSecond", 100 * MBIT, "uplinkBitsPerSecond", 1_000 * MBIT));

    private void use(int number, double megabits, double allMegabits) {
        Use use = new Use(
                new Endpoint(0, 0xCB00710AL, false),
                START + number * Use.MILLIS,
                0,
                megabits * MBIT,
                allMegabits * MBIT);
        detector.use(use, state, plan, signs::add);
    }

    @Test
    void aDayAboveThePlanIsExcess() {
        for (int i = 0; i < 300; i++) {
            use(i, 130, 500);
        }
        assertThat(signs.get(0).numbers().get("percent_of_plan")).isBetween(124.0, 136.0);
        assertThat(signs.get(0).facts()).containsEntry("neighbours", "unaffected");
        assertThat(signs.get(0).atMillis() - signs.get(0).fromMillis()).isGreaterThanOrEqualTo(86_399_000);
        assertThat(signs).hasSize(13);
    }

    @Test
    void halfAnHourAboveItIsWhatSharingIsFor() {
        for (int i = 0; i < 600; i++) {
            use(i, i % 288 < 6 ? 400 : 20, 500);
        }
        assertThat(signs).isEmpty();
    }

    @Test
    void aTwentiethOfTheDayMayBeAboveAndNoMore() {
        for (int i = 0; i < 288; i++) {
            use(i, i < 14 ? 400 : 20, 500);
        }
        assertThat(signs).isEmpty();
        for (int i = 288; i < 312; i++) {
            use(i, 400, 500);
        }
        assertThat(signs).isNotEmpty();
    }

    @Test
    void anHourOnAFullUplinkIsFeltByTheNeighbours() {
        for (int i = 0; i < 12; i++) {
            use(i, 400, 900);
        }
        assertThat(signs).singleElement().satisfies(s -> {
            assertThat(s.facts()).containsEntry("neighbours", "affected");
            assertThat(s.numbers()).containsEntry("percent_of_plan", 400.0);
            assertThat(s.atMillis() - s.fromMillis()).isEqualTo(3_599_999);
        });
    }

    @Test
    void aSmallShareOfAFullUplinkIsNot() {
        for (int i = 0; i < 100; i++) {
            use(i, 150, 900);
        }
        assertThat(signs).isEmpty();
    }
}
