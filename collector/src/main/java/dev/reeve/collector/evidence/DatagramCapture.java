package dev.reeve.collector.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes datagrams as a capture file that every analyser of packets opens: pcap with link type 101 (an IP
/// packet, no frame around it). The bytes of the datagrams are the exporter's; the IP and UDP heads around them
/// are made up, but for the exporter's address: a socket hands on no heads.
final class DatagramCapture {
    private static final int MAGIC = 0xA1B2C3D4;
    private static final int RAW_IP = 101;
    private static final int UDP = 17;
    private static final int SNAP = 65_575;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int port;

    /// @param port at which the collector listens, by which analysers know what it is
    DatagramCapture(int port) {
        this.port = port;
        ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        head.putInt(SNAP).putInt(RAW_IP);
        out.writeBytes(head.array());
    }

    void add(long millis, byte[] exporter, byte[] bytes, int length) {
        byte[] ip = Addresses.isV4(exporter) ? v4(exporter, length) : v6(exporter, length);
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        int size = ip.length + 8 + length;
        record.putInt((int) (millis / 1000))
                .putInt((int) (millis % 1000 * 1000))
                .putInt(size)
                .putInt(size);
        out.writeBytes(record.array());
        out.writeBytes(ip);
        out.writeBytes(ByteBuffer.allocate(8)
                .putShort((short) port)
                .putShort((short) port)
                .putShort((short) (8 + length))
                .putShort((short) 0)
                .array());
        out.write(bytes, 0, length);
    }

    private static byte[] v4(byte[] exporter, int length) {
        ByteBuffer ip = ByteBuffer.allocate(20);
        ip.put((byte) 0x45).put((byte) 0).putShort((short) (28 + length)).putInt(0);
        ip.put((byte) 64)
                .put((byte) UDP)
                .putShort((short) 0)
                .put(exporter, 12, 4)
                .putInt(0);
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += ip.getShort(i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ip.putShort(10, (short) ~sum).array();
    }

    private static byte[] v6(byte[] exporter, int length) {
        return ByteBuffer.allocate(40)
                .putInt(0x6000_0000)
                .putShort((short) (8 + length))
                .put((byte) UDP)
                .put((byte) 64)
                .put(exporter)
                .array();
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
