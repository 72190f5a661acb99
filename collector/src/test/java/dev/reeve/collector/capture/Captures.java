package dev.reeve.collector.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Builds capture files.
public final class Captures {
    private Captures() {}

    /// @param frames with their times in milliseconds
    public record Frame(long millis, byte[] bytes) {}

    public static byte[] pcap(ByteOrder order, boolean nanos, int linkType, List<Frame> frames) {
        ByteBuffer b = ByteBuffer.allocate(
                        24 + frames.stream().mapToInt(f -> 16 + f.bytes.length).sum())
                .order(order);
        b.putInt(nanos ? 0xA1B23C4D : 0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        b.putInt(65_535).putInt(linkType);
        for (Frame frame : frames) {
            b.putInt((int) (frame.millis / 1000)).putInt((int) (frame.millis % 1000) * (nanos ? 1_000_000 : 1_000));
            b.putInt(frame.bytes.length).putInt(frame.bytes.length).put(frame.bytes);
        }
        return b.array();
    }

    public static byte[] pcapng(ByteOrder order, int linkType, List<Frame> frames) {
        ByteBuffer b = ByteBuffer.allocate(10_000
                        + frames.stream().mapToInt(f -> 40 + f.bytes.length).sum())
                .order(order);
        b.putInt(0x0A0D0D0A)
                .putInt(28)
                .putInt(0x1A2B3C4D)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1)
                .putInt(28);
        b.putInt(1).putInt(32).putShort((short) linkType).putShort((short) 0).putInt(0);
        b.putShort((short) 9)
                .putShort((short) 1)
                .put((byte) 3)
                .put(new byte[3])
                .putInt(0)
                .putInt(32);
        for (Frame frame : frames) {
            int padded = frame.bytes.length + 3 & ~3;
            b.putInt(6)
                    .putInt(32 + padded)
                    .putInt(0)
                    .putInt((int) (frame.millis >>> 32))
                    .putInt((int) frame.millis);
            b.putInt(frame.bytes.length).putInt(frame.bytes.length).put(frame.bytes);
            b.put(new byte[padded - frame.bytes.length]).putInt(32 + padded);
        }
        byte[] all = new byte[b.position()];
        b.flip().get(all);
        return all;
    }
}
