package dev.reeve.benchmarks.flows;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// IPFIX datagrams as an exporter sends them, made of a seed: most of it web traffic of clients in both
/// directions, with name queries, QUIC, mail, failed contacts, and one in a thousand records of a scanner, a
/// guesser and an NTP reflector.
final class FlowWork {
    static final int RECORDS = 29;
    static final int RECORD = 47;

    /// Of each datagram.
    static final int LENGTH = 16 + 4 + RECORDS * RECORD;

    /// The own block: 10.0.0.0/8, of which the first addresses are clients.
    static final int OWN = 10 << 24;

    private static final int TEMPLATE_ID = 256;
    private static final int DOMAIN = 7;
    private static final long START_MILLIS = 1_767_225_600_000L;
    private static final double FLOWS_PER_MILLI = 250;

    /// Element and length.
    private static final int[][] FIELDS = {
        {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {6, 1}, {5, 1}, {2, 8}, {1, 8}, {152, 8}, {153, 8}
    };

    private final byte[] bytes;
    private final int datagrams;
    private final SplittableRandom chance;
    private final int clients;
    private long made;

    FlowWork(long seed, int flows, int clients) {
        this.datagrams = flows / RECORDS;
        this.bytes = new byte[datagrams * LENGTH];
        this.chance = new SplittableRandom(seed);
        this.clients = clients;
        for (int i = 0; i < datagrams; i++) {
            datagram(ByteBuffer.wrap(bytes, i * LENGTH, LENGTH), i);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int datagrams() {
        return datagrams;
    }

    long flows() {
        return (long) datagrams * RECORDS;
    }

    /// The datagram that announces the template.
    static byte[] template() {
        ByteBuffer b = ByteBuffer.allocate(16 + 8 + FIELDS.length * 4);
        head(b, b.capacity(), 0, START_MILLIS);
        b.putShort((short) 2).putShort((short) (b.capacity() - 16));
        b.putShort((short) TEMPLATE_ID).putShort((short) FIELDS.length);
        for (int[] field : FIELDS) {
            b.putShort((short) field[0]).putShort((short) field[1]);
        }
        return b.array();
    }

    private static void head(ByteBuffer b, int length, long sequence, long millis) {
        b.putShort((short) 10).putShort((short) length).putInt((int) (millis / 1000));
        b.putInt((int) sequence).putInt(DOMAIN);
    }

    private void datagram(ByteBuffer b, int number) {
        head(b, LENGTH, (long) number * RECORDS, START_MILLIS + (long) (made / FLOWS_PER_MILLI));
        b.putShort((short) TEMPLATE_ID).putShort((short) (LENGTH - 16));
        for (int i = 0; i < RECORDS; i++) {
            record(b, START_MILLIS + (long) (made++ / FLOWS_PER_MILLI));
        }
    }

    private void record(ByteBuffer b, long now) {
        // The least of two draws: few clients have much traffic, many have little.
        int client = OWN + Math.min(chance.nextInt(clients), chance.nextInt(clients));
        int remote = 0x60000000 + chance.nextInt(1 << 22);
        int port = 32_768 + chance.nextInt(28_000);
        int kind = chance.nextInt(1_000);
        if (kind < 400) {
            put(b, remote, client, port, 443, 6, 0x1B, 12, 1_900, now);
        } else if (kind < 800) {
            put(b, client, remote, 443, port, 6, 0x1B, 20, 24_000, now);
        } else if (kind < 840) {
            put(b, client, remote, port, 53, 17, 0, 1, 74, now);
        } else if (kind < 880) {
            put(b, remote, client, 53, port, 17, 0, 1, 190, now);
        } else if (kind < 910) {
            put(b, client, remote, 443, port, 17, 0, 30, 36_000, now);
        } else if (kind < 940) {
            put(b, remote, client, port, 443, 17, 0, 15, 2_000, now);
        } else if (kind < 970) {
            put(b, client, remote, port, 443, 6, 0x1B, 9, 1_200, now);
        } else if (kind < 980) {
            put(b, client, remote, port, 25, 6, 0x1B, 25, 9_000, now);
        } else if (kind < 997) {
            put(b, client, remote, port, 443, 6, 0x02, 1, 60, now);
        } else if (kind == 997) {
            put(b, OWN + 1, remote, port, 22, 6, 0x02, 1, 60, now);
        } else if (kind == 998) {
            put(b, OWN + 2, 0x60000007, port, 22, 6, 0x1B, 20, 3_000, now);
        } else {
            put(b, OWN + 3, remote, 123, 80, 17, 0, 50, 23_400, now);
        }
    }

    private static void put(
            ByteBuffer b,
            int source,
            int target,
            int sourcePort,
            int targetPort,
            int protocol,
            int flags,
            long packets,
            long octets,
            long now) {
        b.putInt(source).putInt(target).putShort((short) sourcePort).putShort((short) targetPort);
        b.put((byte) protocol).put((byte) flags).put((byte) 0).putLong(packets).putLong(octets);
        b.putLong(now - 180).putLong(now);
    }
}
