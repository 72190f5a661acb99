package dev.reeve.server.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Sends IPFIX (RFC 7011) to a sensor over loopback, as a router does: a template, then records of it.
public final class FlowExporter implements AutoCloseable {
    private static final int TEMPLATE = 300;
    private static final int[] FIELDS = {8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 6, 1, 2, 8, 1, 8, 152, 8, 153, 8};
    private static final int RECORD_BYTES = 46;
    private static final int SYN = 2;
    private static final int PER_DATAGRAM = 20;

    private final DatagramSocket socket;
    private final int port;
    private int sequence;

    /// @param port of the sensor
    public FlowExporter(int port) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.port = port;
    }

    /// SYNs of a client to hosts that don't answer, ten a second, each in a network of its own.
    public void scan(int client, int hosts, Instant from) throws IOException {
        template(from);
        for (int first = 0; first < hosts; first += PER_DATAGRAM) {
            ByteBuffer records = ByteBuffer.allocate(PER_DATAGRAM * RECORD_BYTES);
            for (int i = first; i < first + PER_DATAGRAM; i++) {
                record(records, client, 0xC6120001 + (i << 8), 22, SYN, 1, 40, from.toEpochMilli() + i * 100L);
            }
            send(TEMPLATE, records.array(), from);
        }
    }

    /// A long steady download from a client, which is nobody's harm.
    public void download(int client, Instant from) throws IOException {
        template(from);
        ByteBuffer records = ByteBuffer.allocate(2 * RECORD_BYTES);
        record(records, client, 0xC6130001, 50_000, 0x1B, 70_000, 90_000_000, from.toEpochMilli());
        record(records, 0xC6130001, client, 443, 0x1B, 30_000, 1_800_000, from.toEpochMilli());
        send(TEMPLATE, records.array(), from);
    }

    private static void record(
            ByteBuffer to, int source, int target, int port, int flags, long packets, long bytes, long millis) {
        to.putInt(source).putInt(target).putShort((short) 40_000).putShort((short) port);
        to.put((byte) 6).put((byte) flags).putLong(packets).putLong(bytes);
        to.putLong(millis).putLong(millis + (packets > 1 ? 50_000 : 0));
    }

    private void template(Instant at) throws IOException {
        ByteBuffer template = ByteBuffer.allocate(4 + FIELDS.length * 2);
        template.putShort((short) TEMPLATE).putShort((short) (FIELDS.length / 2));
        for (int field : FIELDS) {
            template.putShort((short) field);
        }
        send(2, template.array(), at);
    }

    private void send(int set, byte[] content, Instant at) throws IOException {
        byte[] message = ByteBuffer.allocate(20 + content.length)
                .putShort((short) 10)
                .putShort((short) (20 + content.length))
                .putInt((int) at.getEpochSecond())
                .putInt(sequence)
                .putInt(7)
                .putShort((short) set)
                .putShort((short) (4 + content.length))
                .put(content)
                .array();
        sequence += set == 2 ? 0 : content.length / RECORD_BYTES;
        socket.send(new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public void close() {
        socket.close();
    }
}
