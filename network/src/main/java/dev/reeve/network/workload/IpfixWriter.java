package dev.reeve.network.workload;

import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes flows as an exporter sends them: IPFIX datagrams (RFC 7011) in a capture, with templates and the
/// sampling rate said again now and then. What was scaled up by the sampling rate is written as it was counted.
public final class IpfixWriter implements FlowSink, AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 1_400;
    private static final int V4 = 256;
    private static final int V6 = 257;
    private static final int OPTIONS = 258;
    private static final int HEAD = 16;
    private static final int DOMAIN = 1;

    /// Templates come again after so many messages, as UDP may lose them (RFC 7011 §8.4).
    private static final int TEMPLATES_EVERY = 500;

    /// Element and length: times, ports, protocol, flags, packets, octets.
    private static final int[] COMMON = {152, 8, 153, 8, 7, 2, 11, 2, 4, 1, 6, 1, 2, 8, 1, 8};

    private static final int COMMON_BYTES = 38;

    private final OutputStream to;
    private final int sampling;
    private final ByteBuffer message = ByteBuffer.allocate(MESSAGE_BYTES_MAX);
    private final ByteBuffer frame = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer head = ByteBuffer.allocate(28);
    private long sequence;
    private long messages;
    private int records;
    private int setAt = -1;
    private int setOf;
    private long lastMillis;

    /// @throws IOException when it can't be written
    public IpfixWriter(OutputStream to, int sampling) throws IOException {
        this.to = to;
        this.sampling = sampling;
        ByteBuffer file = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xA1B2_C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        file.putInt(65_535).putInt(101);
        to.write(file.array());
        begin();
    }

    private void begin() {
        message.clear().position(HEAD);
        setAt = -1;
        records = 0;
        if (messages % TEMPLATES_EVERY == 0) {
            template(V4, 8, 12, 4);
            template(V6, 27, 28, 16);
            options();
        }
    }

    private void template(int id, int source, int target, int length) {
        u16(2, 4 + 4 + 4 * (2 + COMMON.length / 2), id, 2 + COMMON.length / 2, source, length, target, length);
        u16(COMMON);
    }

    private void options() {
        // Scope: the observation domain (149); the rate as packets of which one is counted (34).
        u16(3, 4 + 6 + 8, OPTIONS, 2, 1, 149, 4, 34, 4);
        u16(OPTIONS, 4 + 8);
        message.putInt(DOMAIN).putInt(sampling);
        sequence++;
    }

    private void u16(int... values) {
        for (int value : values) {
            message.putShort((short) value);
        }
    }

    @Override
    public void flow(Flow flow) {
        int bytes = (flow.v6 ? 32 : 8) + COMMON_BYTES;
        int id = flow.v6 ? V6 : V4;
        if (message.remaining() < bytes + 4) {
            send();
        }
        if (setAt < 0 || setOf != id) {
            endSet();
            setAt = message.position();
            setOf = id;
            u16(id, 0);
        }
        if (flow.v6) {
            message.putLong(flow.sourceHigh).putLong(flow.sourceLow);
            message.putLong(flow.targetHigh).putLong(flow.targetLow);
        } else {
            message.putInt((int) flow.sourceLow).putInt((int) flow.targetLow);
        }
        message.putLong(flow.fromMillis).putLong(flow.toMillis);
        u16(flow.sourcePort, flow.targetPort);
        message.put((byte) flow.protocol).put((byte) flow.flags);
        message.putLong(flow.samples).putLong(Math.round(flow.bytes / flow.sampling));
        records++;
        lastMillis = Math.max(lastMillis, flow.toMillis);
    }

    private void endSet() {
        if (setAt >= 0) {
            message.putShort(setAt + 2, (short) (message.position() - setAt));
        }
    }

    private void send() {
        endSet();
        int length = message.position();
        message.putShort(0, (short) 10).putShort(2, (short) length).putInt(4, (int) (lastMillis / 1_000));
        message.putInt(8, (int) sequence).putInt(12, DOMAIN);
        frame.clear();
        frame.putInt((int) (lastMillis / 1_000)).putInt((int) (lastMillis % 1_000) * 1_000);
        frame.putInt(28 + length).putInt(28 + length);
        head.clear();
        head.putShort((short) 0x4500)
                .putShort((short) (28 + length))
                .putInt(0)
                .put((byte) 64)
                .put((byte) 17);
        head.putShort((short) 0).putInt(0xC000_0201).putInt(0xC000_0202);
        head.putShort((short) 4_739)
                .putShort((short) 4_739)
                .putShort((short) (8 + length))
                .putShort((short) 0);
        try {
            to.write(frame.array());
            to.write(head.array());
            to.write(message.array(), 0, length);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        sequence += records;
        messages++;
        begin();
    }

    /// Writes what is left; the stream stays open.
    @Override
    public void close() {
        if (records > 0) {
            send();
        }
    }
}
