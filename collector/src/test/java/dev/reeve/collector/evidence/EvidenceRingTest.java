package dev.reeve.collector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceRingTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("ring");
    }

    /// A datagram that says which it is, and fills the rest with that.
    private static byte[] datagram(int number, int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) number);
        ByteBuffer.wrap(bytes).putInt(number);
        return bytes;
    }

    private static void write(EvidenceRing ring, int number, int length) {
        byte[] bytes = datagram(number, length);
        ring.write("192.0.2.1", bytes, 0, length, number);
    }

    private static List<Integer> numbers(EvidenceRing ring) {
        List<Integer> all = new ArrayList<>();
        ring.read(0, (millis, exporter, bytes, length) -> {
            int number = ByteBuffer.wrap(bytes).getInt();
            assertThat(java.util.Arrays.copyOf(bytes, length)).isEqualTo(datagram(number, length));
            assertThat(millis).isEqualTo(number);
            assertThat(Addresses.text(exporter)).isEqualTo("192.0.2.1");
            all.add(number);
        });
        return all;
    }

    @Test
    void whatWasWrittenLastIsThereWholeAndInOrder() throws IOException {
        EvidenceRing ring = EvidenceRing.open(file, EvidenceRing.BYTES_MIN);
        for (int i = 0; i < 5_000; i++) {
            write(ring, i, 100 + i % 1_300);
        }
        List<Integer> numbers = numbers(ring);
        assertThat(numbers).hasSizeBetween(1_000, 1_600).isSorted().endsWith(4_998, 4_999);
        assertThat(numbers.getLast() - numbers.getFirst() + 1).isEqualTo(numbers.size());
        assertThat(Files.size(file)).isEqualTo(EvidenceRing.BYTES_MIN);
    }

    @Test
    void aReaderGoesOnWhereItEnded() throws IOException {
        EvidenceRing ring = EvidenceRing.open(file, EvidenceRing.BYTES_MIN);
        write(ring, 1, 50);
        long end = ring.read(0, (millis, exporter, bytes, length) -> {});
        write(ring, 2, 50);
        List<Long> seen = new ArrayList<>();
        ring.read(end, (millis, exporter, bytes, length) -> seen.add(millis));
        assertThat(seen).containsExactly(2L);
    }

    @Test
    void theNextProcessFindsWhatTheLastOneKept() throws IOException {
        EvidenceRing ring = EvidenceRing.open(file, EvidenceRing.BYTES_MIN);
        for (int i = 0; i < 3_000; i++) {
            write(ring, i, 700);
        }
        List<Integer> before = numbers(ring);
        EvidenceRing next = EvidenceRing.open(file, EvidenceRing.BYTES_MIN);
        assertThat(numbers(next)).isEqualTo(before);
        write(next, 3_000, 700);
        assertThat(numbers(next)).endsWith(2_999, 3_000);
    }

    @Test
    void aFileThatDoesNotAddUpIsBegunAnew() throws IOException {
        EvidenceRing ring = EvidenceRing.open(file, EvidenceRing.BYTES_MIN);
        write(ring, 1, 100);
        write(ring, 2, 100);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(64);
            raw.writeInt(0x7FFF_FFFF);
        }
        assertThat(numbers(EvidenceRing.open(file, EvidenceRing.BYTES_MIN))).isEmpty();
    }

    @Test
    void aReaderThatIsOvertakenNeverSeesHalfAnEntry() throws IOException, InterruptedException {
        EvidenceRing ring = EvidenceRing.open(file, EvidenceRing.BYTES_MIN);
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; !stop.get(); i++) {
                write(ring, i, 64 + i % 1_000);
            }
        });
        for (int i = 0; i < 100; i++) {
            assertThat(numbers(ring)).isSorted();
        }
        stop.set(true);
        writer.join();
    }
}
