package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is handed over on a real desk stands in the test of the demo.
final class HandOverTest {
    private static Detection said(Detection.State state, long toMillis, double hosts, Strength strength) {
        return new Detection(
                "d-1",
                1,
                state,
                "scan/1",
                Kind.parse("connection/port_scan"),
                new Endpoint(0, 0xCB00710AL, false),
                22,
                0,
                toMillis,
                strength,
                Map.of("hosts", hosts, "packetsPerSecond", 1_234.0),
                Map.of("scan", "horizontal"));
    }

    private final Detection told = said(Detection.State.OPENED, 1_000, 60, Strength.CLAIMED);

    private boolean isNews(Detection.State state, long toMillis, double hosts, Strength strength) {
        return HandOver.isNews(told, said(state, toMillis, hosts, strength));
    }

    @Test
    void theDeskHearsOfItsBeginningItsGrowthAndItsEnd() {
        assertThat(HandOver.isNews(null, told)).isTrue();
        assertThat(isNews(Detection.State.UPDATED, 61_000, 119, Strength.CLAIMED))
                .as("more of the same")
                .isFalse();
        assertThat(isNews(Detection.State.UPDATED, 61_000, 120, Strength.CLAIMED))
                .isTrue();
        assertThat(isNews(Detection.State.UPDATED, 61_000, 60, Strength.MEASURED))
                .isTrue();
        assertThat(isNews(Detection.State.UPDATED, 3_601_000, 60, Strength.CLAIMED))
                .isTrue();
        assertThat(isNews(Detection.State.CLOSED, 1_000, 60, Strength.CLAIMED)).isTrue();
    }

    @Test
    void aDocumentIsReadAsItWasWritten() {
        byte[] bytes = new DetectionDocument(told, null, List.of()).bytes();
        assertThat(DetectionDocument.read(bytes)).isEqualTo(told);
    }

    @Test
    void thePeakIsSaidInAFewWords() {
        assertThat(Peak.of(told)).isEqualTo("1.2 kpackets/s, 60 hosts");
        assertThat(Peak.scaled(192_000_000, "bit/s")).isEqualTo("192 Mbit/s");
        assertThat(Peak.scaled(12_000, "hosts")).isEqualTo("12000 hosts");
    }
}
