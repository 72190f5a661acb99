package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A scan in captures that are written while a real desk follows them becomes a case, with the frames that led to it.
final class CaptureSensorTest {
    private static final String CLIENT = "203.0.113.28";
    private static final int RAW_IP = 101;

    private static byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putLong(0);
        return head.putInt(65_535).putInt(RAW_IP).array();
    }

    /// A SYN from the client, or from a neighbour, to one host's port 23.
    private static byte[] syn(Instant at, int source, int host) {
        ByteBuffer b = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt((int) at.getEpochSecond())
                .putInt(at.getNano() / 1_000)
                .putInt(40)
                .putInt(40);
        b.order(ByteOrder.BIG_ENDIAN);
        b.putShort((short) 0x4500)
                .putShort((short) 40)
                .putInt(0)
                .put((byte) 64)
                .put((byte) 6)
                .putShort((short) 0);
        b.putInt(0xCB007100 | source).putInt(0xC6120000 | host << 8 | 7);
        return b.putShort((short) 40_000)
                .putShort((short) 23)
                .putInt(host)
                .putInt(0)
                .putShort((short) 0x5002)
                .array();
    }

    private static Path folder() {
        return TestSite.desk().settings.network().captures().getFirst();
    }

    private static void write(Path file, Instant from, int first, int count) throws IOException {
        for (int host = first; host < first + count; host++) {
            byte[] frame = syn(from.plusMillis(host * 20L), 28, host % 250);
            Files.write(file, frame, StandardOpenOption.APPEND);
            Files.write(file, syn(from.plusMillis(host * 20L), 29, 1), StandardOpenOption.APPEND);
        }
    }

    private static Optional<Detections.Row> detection() {
        return new Detections(TestSite.desk().database.jdbc())
                .recent(TestSite.now(), Duration.ofDays(1)).stream()
                        .filter(row -> CLIENT.equals(row.address()))
                        .findFirst();
    }

    private static byte[] evidence(Detections.Row row) throws IOException {
        return TestSite.desk().evidence.read(row.evidence()).orElseThrow();
    }

    @Test
    void aScanInFollowedCapturesIsOneIncidentOfACaseWithItsFramesThoughTheCaptureIsRotatedMeanwhile()
            throws IOException {
        TestEvidence.openCase();
        TestSite.desk().network.look();
        Instant begin = TestSite.now().minusSeconds(200);
        Path first = Files.write(folder().resolve("eth0-1.pcap"), head());
        write(first, begin, 0, 30);
        // A scan is told after 33 hosts: what leads to it stands in two captures.
        Path second = Files.write(folder().resolve("eth0-2.pcap"), head());
        Files.setLastModifiedTime(second, FileTime.from(Instant.now().plusSeconds(1)));
        write(second, begin, 30, 90);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> detection().filter(row -> row.caseId() != null).isPresent());
        Detections.Row row = detection().orElseThrow();
        assertThat(row.kind()).isEqualTo("connection/port_scan");
        String document = new String(
                TestSite.desk().evidence.read(row.document()).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(document).contains("\"frames\"", row.evidence());
        byte[] pcap = evidence(row);
        assertThat(pcap).startsWith(head());
        int frames = (pcap.length - 24) / 56;
        assertThat(frames).isGreaterThan(30);
        for (int i = 0; i < frames; i++) {
            assertThat(ByteBuffer.wrap(pcap, 24 + i * 56 + 16 + 12, 4).getInt())
                    .as("its own frames and nobody else's")
                    .isEqualTo(0xCB00711C);
        }
    }
}
