package dev.reeve.collector.evidence;

import dev.reeve.network.detection.Detection;
import dev.reeve.network.link.LinkDetectors;
import dev.reeve.network.link.Stations;
import dev.reeve.network.packet.PacketView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// The last frames of all captures that are followed, and the evidence that is cut out of them after a verdict: the
/// client's frames in that time as a pcap, byte for byte. Captures may be deleted meanwhile, as who rotates them does.
public final class FrameRing {
    /// Largest cut: the first frames tell what it was.
    public static final int BYTES_MAX = 4_000_000;

    private static final int MAGIC = 0xA1B2C3D4;
    private static final int SNAP = 65_535;
    private static final int RECORD_HEAD = 16;

    private final EvidenceRing ring;

    private FrameRing(EvidenceRing ring) {
        this.ring = ring;
    }

    /// Takes up what an earlier process left.
    public static FrameRing open(Path file, long bytes) throws IOException {
        return new FrameRing(EvidenceRing.open(file, bytes));
    }

    /// @param pcap empty where the ring holds nothing of it
    /// @param leftOut further frames, beyond {@link #BYTES_MAX} or of another link type than the first
    /// @param end where the next cut of this detection goes on
    public record Piece(byte[] pcap, int frames, int leftOut, long end) {}

    /// Keeps one frame; for several captures' threads.
    public synchronized void keep(byte[] bytes, int from, int to, int linkType, long millis) {
        ring.writeFrame(linkType, bytes, from, to, millis);
    }

    /// @param from where the cut before this one ended; 0 for the first
    public Piece cut(Detection detection, long from) {
        Cut cut = new Cut(detection);
        // Whose machine it is may have been seen long before.
        long begin = LinkDetectors.said(detection.detector()) ? 0 : from;
        long end = ring.read(begin, cut::look);
        return new Piece(cut.out.toByteArray(), cut.frames, cut.leftOut, end);
    }

    private static final class Cut {
        private final ClientFrames its;
        private final Stations stations;
        private final PacketView packet = new PacketView();
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int linkType = -1;
        private int frames;
        private int leftOut;

        Cut(Detection detection) {
            its = new ClientFrames(detection);
            stations = new Stations(detection.client()::equals);
        }

        void look(long millis, byte[] source, byte[] bytes, int length) {
            int type = ByteBuffer.wrap(source).getInt();
            if (!ClientFrames.concerns(packet, bytes, 0, length, type)) {
                return;
            }
            stations.learn(packet);
            if (its.hold(packet, stations, millis)) {
                add(type, millis, bytes, length);
            }
        }

        private void add(int type, long millis, byte[] bytes, int length) {
            boolean another = linkType >= 0 && type != linkType;
            if (another || out.size() + RECORD_HEAD + length > BYTES_MAX) {
                leftOut++;
                return;
            }
            if (linkType < 0) {
                linkType = type;
                ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
                head.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
                out.writeBytes(head.putInt(SNAP).putInt(type).array());
            }
            ByteBuffer record = ByteBuffer.allocate(RECORD_HEAD).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt((int) (millis / 1000)).putInt((int) (millis % 1000 * 1000));
            out.writeBytes(record.putInt(length).putInt(length).array());
            out.write(bytes, 0, length);
            frames++;
        }
    }
}
