package dev.reeve.collector;

import dev.reeve.collector.capture.CaptureReader;
import dev.reeve.network.packet.PacketView;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;

/// Reads what an exporter sent from files: a raw datagram, or several one after the other, or a capture of them.
public final class ExportFiles {
    /// Raw files are read at once; larger ones are captures.
    private static final int RAW_BYTES_MAX = 1 << 30;

    private ExportFiles() {}

    /// Takes datagrams one by one.
    @FunctionalInterface
    public interface DatagramSink {
        void datagram(byte[] bytes, int from, int to);
    }

    /// @throws IOException when the file can't be read, naming why
    public static void read(Path file, DatagramSink sink) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] start = in.readNBytes(4);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
            if (CaptureReader.recognises(start)) {
                PacketView packet = new PacketView();
                CaptureReader.read(whole, (bytes, from, to, linkType, nanos) -> {
                    boolean udp = packet.over(bytes, from, to, linkType) && packet.protocol() == PacketView.UDP;
                    if (udp && packet.payload() >= 0 && packet.payloadCaptured() > 0) {
                        sink.datagram(bytes, packet.payload(), packet.payload() + packet.payloadCaptured());
                    }
                });
                return;
            }
            byte[] all = whole.readNBytes(RAW_BYTES_MAX);
            sink.datagram(all, 0, all.length);
        }
    }
}
