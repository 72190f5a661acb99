package dev.reeve.browser;

import dev.reeve.server.demo.Demo;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;

/// An hour of a router's flow records, of honest clients and of one that scans and then floods, sent to the
/// demo's sensor.
final class Exports {
    private static final int HONEST = 0xCB00710D;
    private static final int CULPRIT = 0xCB00710C;
    private static final int SECONDS = 3_500;
    private static final int STEP = 5;

    private final DatagramSocket socket;
    private final int port;
    private int sequence;

    private Exports(DatagramSocket socket, int port) {
        this.socket = socket;
        this.port = port;
    }

    static void play(Demo demo) throws IOException {
        demo.desk().sweep();
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Exports exports = new Exports(socket, demo.desk().network.port().orElseThrow());
            Instant begin = demo.clock().instant().minusSeconds(SECONDS);
            for (int at = 0; at < SECONDS; at += STEP) {
                exports.honest(begin.plusSeconds(at), at);
                if (at >= 1_800 && at < 1_830) {
                    exports.scan(begin.plusSeconds(at), at);
                }
                if (at >= 2_700 && at < 2_900) {
                    exports.record(begin.plusSeconds(at), CULPRIT, 0xC6336407, 17, 0, 200_000, 120_000_000);
                }
            }
        }
        demo.host().work();
    }

    private void honest(Instant at, int seconds) throws IOException {
        long wave = Math.round(2_000_000 * (1.5 + Math.sin(seconds / 400.0) + 0.3 * Math.sin(seconds / 37.0)));
        for (int client : new int[] {HONEST, CULPRIT}) {
            long bytes = client == HONEST ? wave : wave / 2;
            record(at, client, 0xC6130001, 6, 0x1B, Math.max(1, bytes / 1_200), bytes);
            record(at, 0xC6130001, client, 6, 0x1B, Math.max(1, bytes / 2_400), bytes / 20);
        }
    }

    private void scan(Instant at, int seconds) throws IOException {
        for (int i = 0; i < 20; i++) {
            record(at, CULPRIT, 0xC6120000 + seconds * 20 + i, 6, 2, 1, 40);
        }
    }

    /// NetFlow v5, one record.
    private void record(Instant at, int source, int target, int protocol, int flags, long packets, long bytes)
            throws IOException {
        ByteBuffer b = ByteBuffer.allocate(72);
        b.putShort((short) 5).putShort((short) 1).putInt(60_000);
        b.putInt((int) at.getEpochSecond())
                .putInt(at.getNano())
                .putInt(sequence++)
                .putInt(0);
        b.putInt(source)
                .putInt(target)
                .putInt(0)
                .putInt(0)
                .putInt((int) packets)
                .putInt((int) bytes);
        b.putInt(packets > 1 ? 60_000 - STEP * 1_000 : 60_000).putInt(60_000);
        b.putShort((short) 40_000).putShort((short) 443);
        b.put((byte) 0).put((byte) flags).put((byte) protocol);
        socket.send(new DatagramPacket(b.array(), b.capacity(), InetAddress.getLoopbackAddress(), port));
    }
}
