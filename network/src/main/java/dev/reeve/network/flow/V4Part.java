package dev.reeve.network.flow;

/// Totals of those addresses of IPv4 that begin, mixed, with the same bits; two longs each: the rest of the address (22
/// bits) with its flows (42), and bytes (40 bits) with packets (24). A place without flows is free.
final class V4Part {
    /// Of a flow that may wait.
    static final int PACKET_BITS = 16;

    static final int BYTE_BITS = 26;

    private static final int FLOW_BITS = Long.SIZE - V4Totals.KEY_BITS;
    private static final long FLOWS = (1L << FLOW_BITS) - 1;
    private static final int ALL_PACKET_BITS = 24;
    private static final int ALL_BYTE_BITS = Long.SIZE - ALL_PACKET_BITS;
    private static final long ALL_PACKETS = (1L << ALL_PACKET_BITS) - 1;

    private static final int FIRST_BITS = 6;

    /// Sums whose places are fetched at once: about as many as a core can wait for.
    private static final int AT_ONCE = 32;

    private final Sink outgrown;
    private long[] slots = new long[2 << FIRST_BITS];
    private int shift = V4Totals.KEY_BITS - FIRST_BITS;
    private int used;
    private long touched;

    /// Takes totals of an address, of which the part is known.
    interface Sink {
        void total(int key, long flows, long packets, long bytes);
    }

    /// @param outgrown takes sums that a place has no bits for
    V4Part(Sink outgrown) {
        this.outgrown = outgrown;
    }

    int used() {
        return used;
    }

    /// What the touching read; of no meaning, but it keeps the reads from being optimised away.
    long touched() {
        return touched;
    }

    /// One flow as it waits.
    static long few(int key, long packets, long bytes) {
        return (long) key << FLOW_BITS | packets << BYTE_BITS | bytes;
    }

    /// @param waiting flows as {@link #few} makes them
    void add(long[] waiting, int count) {
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, count);
            reserve();
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += slots[place((int) (waiting[i] >>> FLOW_BITS))];
            }
            touched = sum;
            for (int i = from; i < to; i++) {
                long packets = waiting[i] >>> BYTE_BITS & (1L << PACKET_BITS) - 1;
                sum((int) (waiting[i] >>> FLOW_BITS), packets, waiting[i] & (1L << BYTE_BITS) - 1);
            }
        }
    }

    void add(int key, long packets, long bytes) {
        reserve();
        sum(key, packets, bytes);
    }

    private void sum(int key, long packets, long bytes) {
        int at = find(key);
        long counts = slots[at];
        used += counts == 0 ? 1 : 0;
        slots[at] = ((long) key << FLOW_BITS | counts) + 1;
        long allPackets = (slots[at + 1] & ALL_PACKETS) + packets;
        long allBytes = (slots[at + 1] >>> ALL_PACKET_BITS) + bytes;
        boolean fits = (allPackets >>> ALL_PACKET_BITS | allBytes >>> ALL_BYTE_BITS) == 0;
        slots[at + 1] = fits ? allBytes << ALL_PACKET_BITS | allPackets : 0;
        if (!fits) {
            outgrown.total(key, 0, allPackets, allBytes);
        }
    }

    private int place(int key) {
        return key >>> shift << 1;
    }

    private int find(int key) {
        int mask = slots.length - 1;
        int at = place(key);
        while ((slots[at] & FLOWS) != 0 && (int) (slots[at] >>> FLOW_BITS) != key) {
            at = at + 2 & mask;
        }
        return at;
    }

    /// Makes room for what is added at once: at most five places in eight are taken.
    private void reserve() {
        while ((used + AT_ONCE) * 16L > slots.length * 5L) {
            long[] old = slots;
            slots = new long[old.length * 2];
            shift--;
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] != 0) {
                    int to = find((int) (old[i] >>> FLOW_BITS));
                    slots[to] = old[i];
                    slots[to + 1] = old[i + 1];
                }
            }
        }
    }

    void visit(Sink sink) {
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at] != 0) {
                sink.total(
                        (int) (slots[at] >>> FLOW_BITS),
                        slots[at] & FLOWS,
                        slots[at + 1] & ALL_PACKETS,
                        slots[at + 1] >>> ALL_PACKET_BITS);
            }
        }
    }
}
