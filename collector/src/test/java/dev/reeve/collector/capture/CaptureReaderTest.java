package dev.reeve.collector.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.collector.capture.Captures.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CaptureReaderTest {
    private static final List<Frame> FRAMES = List.of(
            new Frame(1_767_225_600_123L, new byte[] {1, 2, 3}),
            new Frame(1_767_225_601_456L, new byte[] {4, 5, 6, 7, 8}));

    private final List<String> seen = new ArrayList<>();

    private void read(byte[] file) throws IOException {
        seen.clear();
        CaptureReader.read(
                new ByteArrayInputStream(file),
                (bytes, from, to, linkType, nanos) -> seen.add(nanos / 1_000_000 + " " + linkType + " "
                        + Arrays.toString(Arrays.copyOfRange(bytes, from, to))));
    }

    @Test
    void bothOrdersAndBothClocksAreRead() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (boolean nanos : new boolean[] {false, true}) {
                read(Captures.pcap(order, nanos, 1, FRAMES));
                assertThat(seen).containsExactly("1767225600123 1 [1, 2, 3]", "1767225601456 1 [4, 5, 6, 7, 8]");
            }
            read(Captures.pcapng(order, 101, FRAMES));
            assertThat(seen).containsExactly("1767225600123 101 [1, 2, 3]", "1767225601456 101 [4, 5, 6, 7, 8]");
        }
    }

    @Test
    void ofAFileThatIsCutOffWhatIsWholeIsHandedOn() {
        byte[] whole = Captures.pcap(ByteOrder.LITTLE_ENDIAN, false, 1, FRAMES);
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 2)))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("cut off");
        assertThat(seen).hasSize(1);
    }

    @Test
    void aFrameThatAnnouncesTooMuchIsRefused() {
        byte[] file = Captures.pcap(ByteOrder.BIG_ENDIAN, false, 1, FRAMES);
        file[24 + 8] = 0x7F;
        assertThatThrownBy(() -> read(file)).hasMessageContaining("a frame announces");
    }

    @Test
    void whatIsNoCaptureIsSaidToBeNone() {
        assertThatThrownBy(() -> read("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .hasMessage("this is neither a pcap nor a pcapng file");
        assertThat(CaptureReader.recognises(new byte[] {1, 2})).isFalse();
    }
}
