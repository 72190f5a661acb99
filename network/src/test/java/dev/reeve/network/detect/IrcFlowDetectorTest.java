package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Strength;
import dev.reeve.network.flow.Flows;
import org.junit.jupiter.api.Test;

final class IrcFlowDetectorTest {
    private final Bench bench = new Bench(new IrcFlowDetector());

    private void session(int port, int minutes, long packets, long bytes) {
        for (int i = 0; i < minutes; i++) {
            long at = Flows.START + i * 60_000L;
            bench.flow(
                    Flows.flow(Bench.CLIENT, 50_000, "198.51.100.7", port, 6, 0x18, packets, bytes, at, at + 59_000));
        }
    }

    @Test
    void aQuietLastingConnectionIsASuspicion() {
        session(6667, 15, 12, 900);
        assertThat(bench.last().strength()).isEqualTo(Strength.CLAIMED);
        assertThat(bench.signs.get(0).atMillis() - Flows.START).isBetween(600_000L, 660_000L);
    }

    @Test
    void aShortOneIsNone() {
        session(6667, 9, 12, 900);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void muchDataIsNone() {
        session(6667, 30, 5_000, 6_000_000);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void anotherPortIsNone() {
        session(6700, 30, 12, 900);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void severalSessionsAtOnceAreFollowedEachForItself() {
        for (int minute = 0; minute < 15; minute++) {
            long at = Flows.START + minute * 60_000L;
            for (int server = 1; server <= 4; server++) {
                bench.flow(Flows.flow(
                        Bench.CLIENT, 50_000, "198.51.100." + server, 6667, 6, 0x18, 12, 900, at, at + 59_000));
            }
        }
        assertThat(bench.signs.stream().map(s -> s.facts().get("server")).distinct())
                .hasSize(4);
    }

    @Test
    void aSessionAfterLongSilenceBeginsAnew() {
        session(6667, 6, 12, 900);
        long later = Flows.START + 7_200_000;
        bench.flow(Flows.flow(Bench.CLIENT, 50_000, "198.51.100.7", 6667, 6, 0x18, 12, 900, later, later + 59_000));
        assertThat(bench.signs).isEmpty();
    }
}
