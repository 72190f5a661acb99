package dev.reeve.collector.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Reads pcap and pcapng files, in either byte order and with either clock.
///
/// Sources: the pcap and pcapng capture file format drafts of the IETF's opsawg. Simple packet blocks carry no time;
/// they
/// get that of the frame before them.
public final class CaptureReader {
    /// Largest frame or block: twice what tcpdump writes at most.
    private static final int BLOCK_BYTES_MAX = 600_000;

    private static final int PCAP_MICROS = 0xA1B2C3D4;
    private static final int PCAP_NANOS = 0xA1B23C4D;
    private static final int SECTION = 0x0A0D0D0A;
    private static final int BYTE_ORDER = 0x1A2B3C4D;

    private final InputStream in;
    private final FrameSink sink;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private final List<Interface> interfaces = new ArrayList<>();
    private long lastNanos;

    private record Interface(int linkType, long ticksPerSecond, long offsetSeconds) {}

    private CaptureReader(InputStream in, FrameSink sink) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.sink = sink;
    }

    /// Whether bytes begin as a capture does.
    public static boolean recognises(byte[] bytes) {
        if (bytes.length < 4) {
            return false;
        }
        int big = ByteBuffer.wrap(bytes).getInt();
        int little = Integer.reverseBytes(big);
        return big == SECTION || isPcap(big) || isPcap(little);
    }

    private static boolean isPcap(int magic) {
        return magic == PCAP_MICROS || magic == PCAP_NANOS;
    }

    /// @throws CaptureException naming what is wrong with the file; frames before it were handed on
    public static void read(InputStream in, FrameSink sink) throws IOException {
        new CaptureReader(in, sink).read();
    }

    private void read() throws IOException {
        int magic = ByteBuffer.wrap(need(4, "its first four bytes")).getInt();
        if (magic == SECTION) {
            section();
            return;
        }
        boolean swapped = !isPcap(magic);
        int straight = swapped ? Integer.reverseBytes(magic) : magic;
        if (!isPcap(straight)) {
            throw new CaptureException("this is neither a pcap nor a pcapng file");
        }
        order = swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer head = block(20, "the file's head");
        int linkType = head.getInt(16) & 0x0FFF_FFFF;
        long ticks = straight == PCAP_NANOS ? 1_000_000_000L : 1_000_000L;
        while (true) {
            byte[] start = in.readNBytes(16);
            if (start.length == 0) {
                return;
            }
            if (start.length < 16) {
                throw new CaptureException("the last frame is cut off in its head");
            }
            ByteBuffer frame = ByteBuffer.wrap(start).order(order);
            int length = size(frame.getInt(8), "a frame");
            byte[] bytes = need(length, "the last frame");
            long nanos = (frame.getInt(0) & 0xFFFF_FFFFL) * 1_000_000_000L
                    + (frame.getInt(4) & 0xFFFF_FFFFL) * (1_000_000_000L / ticks);
            sink.frame(bytes, 0, length, linkType, nanos);
        }
    }

    private void section() throws IOException {
        sectionHead();
        while (true) {
            byte[] start = in.readNBytes(8);
            if (start.length == 0) {
                return;
            }
            if (start.length < 8) {
                throw new CaptureException("the last block is cut off in its head");
            }
            if (ByteBuffer.wrap(start).getInt() == SECTION) {
                sectionAgain(start);
                continue;
            }
            ByteBuffer head = ByteBuffer.wrap(start).order(order);
            int total = size(head.getInt(4), "a block");
            if (total < 12) {
                throw new CaptureException("a block announces " + total + " bytes, fewer than its frame has");
            }
            ByteBuffer body = block(padded(total) - 8, "the last block");
            block(head.getInt(0), body.limit() - 4, body);
        }
    }

    /// The type was read; its length is in an order that only the next four bytes tell.
    private void sectionHead() throws IOException {
        byte[] length = need(4, "the section's head");
        sectionBody(length);
    }

    private void sectionAgain(byte[] start) throws IOException {
        sectionBody(new byte[] {start[4], start[5], start[6], start[7]});
    }

    private void sectionBody(byte[] length) throws IOException {
        byte[] magic = need(4, "the section's head");
        order = ByteBuffer.wrap(magic).getInt() == BYTE_ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        if (ByteBuffer.wrap(magic).order(order).getInt() != BYTE_ORDER) {
            throw new CaptureException("a section has no byte order mark");
        }
        int total = size(ByteBuffer.wrap(length).order(order).getInt(), "a section's head");
        if (total < 28) {
            throw new CaptureException("a section's head announces " + total + " bytes");
        }
        need(padded(total) - 12, "the section's head");
        interfaces.clear();
    }

    private void block(int type, int length, ByteBuffer body) {
        switch (type) {
            case 1 -> newInterface(length, body);
            case 6 -> {
                if (length >= 20) {
                    packet(body.getInt(0), ticks(body, 4), 20, body.getInt(12), length, body);
                }
            }
            case 2 -> {
                if (length >= 20) {
                    packet(body.getShort(0) & 0xFFFF, ticks(body, 4), 20, body.getInt(12), length, body);
                }
            }
            case 3 -> {
                if (length >= 4 && !interfaces.isEmpty()) {
                    int captured = Math.min(body.getInt(0) & 0x7FFF_FFFF, length - 4);
                    sink.frame(body.array(), 4, 4 + captured, interfaces.get(0).linkType, lastNanos);
                }
            }
            default -> {
                // Names, statistics and what is not for us.
            }
        }
    }

    private static long ticks(ByteBuffer body, int at) {
        return (body.getInt(at) & 0xFFFF_FFFFL) << 32 | body.getInt(at + 4) & 0xFFFF_FFFFL;
    }

    private void packet(int number, long ticks, int at, int captured, int length, ByteBuffer body) {
        if (number < 0 || number >= interfaces.size() || captured < 0 || captured > length - at) {
            return;
        }
        Interface from = interfaces.get(number);
        long seconds = Long.divideUnsigned(ticks, from.ticksPerSecond);
        long rest = Long.remainderUnsigned(ticks, from.ticksPerSecond);
        long nanos = (long) ((double) rest / from.ticksPerSecond * 1e9);
        lastNanos = (seconds + from.offsetSeconds) * 1_000_000_000L + nanos;
        sink.frame(body.array(), at, at + captured, from.linkType, lastNanos);
    }

    private void newInterface(int length, ByteBuffer body) {
        if (length < 8) {
            return;
        }
        int linkType = body.getShort(0) & 0xFFFF;
        long ticks = 1_000_000;
        long offset = 0;
        int at = 8;
        while (at + 4 <= length) {
            int code = body.getShort(at) & 0xFFFF;
            int size = body.getShort(at + 2) & 0xFFFF;
            if (code == 0 || at + 4 + size > length) {
                break;
            }
            if (code == 9 && size >= 1) {
                ticks = resolution(body.get(at + 4));
            }
            if (code == 14 && size >= 8) {
                offset = body.getLong(at + 4);
            }
            at += 4 + padded(size);
        }
        interfaces.add(new Interface(linkType, ticks, offset));
    }

    /// A power of ten, or of two where the upper bit is set.
    private static long resolution(byte value) {
        int power = value & 0x7F;
        if (value < 0) {
            return 1L << Math.min(power, 62);
        }
        long ticks = 1;
        for (int i = 0; i < Math.min(power, 18); i++) {
            ticks *= 10;
        }
        return ticks;
    }

    private static int padded(int size) {
        return size + 3 & ~3;
    }

    private static int size(int size, String what) throws CaptureException {
        if (size < 0 || size > BLOCK_BYTES_MAX) {
            throw new CaptureException(
                    what + " announces " + (size & 0xFFFF_FFFFL) + " bytes, more than " + BLOCK_BYTES_MAX);
        }
        return size;
    }

    private ByteBuffer block(int length, String what) throws IOException {
        return ByteBuffer.wrap(need(length, what)).order(order);
    }

    private byte[] need(int length, String what) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new CaptureException(what + " is cut off: the file ends too early");
        }
        return bytes;
    }
}
