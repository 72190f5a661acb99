package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flows;
import org.junit.jupiter.api.Test;

final class VerticalScanDetectorTest {
    private final Bench bench = new Bench(new VerticalScanDetector());

    private void contact(int port, int flags, int number) {
        bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100.7", port, flags, Flows.START + number * 50L));
    }

    @Test
    void manyClosedPortsOfOneHostAreAScan() {
        for (int port = 1; port <= 60; port++) {
            contact(port, 0x02, port);
        }
        assertThat(bench.last().numbers().get("ports")).isBetween(25.0, 70.0);
        assertThat(bench.last().facts()).containsEntry("scan", "vertical").containsEntry("target", "198.51.100.7");
    }

    @Test
    void onePortAgainAndAgainIsNone() {
        for (int i = 0; i < 500; i++) {
            contact(8080, 0x02, i);
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void manyPortsThatAcceptAreNone() {
        contact(21, 0x02, 0);
        for (int i = 0; i < 300; i++) {
            contact(50_000 + i, 0x1B, i);
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void twentyFourPortsAreNoneYet() {
        for (int port = 1; port <= 22; port++) {
            contact(port, 0x02, port);
        }
        assertThat(bench.signs).isEmpty();
    }
}
