package dev.reeve.network.flow;

import dev.reeve.network.detection.Endpoint;

/// Totals of addresses of IPv6, four longs each: the address, flows with packets (32 bits each), and bytes. A place
/// without flows is free.
final class V6Totals {
    private static final int FIRST_BITS = 10;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int COUNTS = 2;
    private static final int BYTES = 3;

    private final Outgrown outgrown;
    private long[] slots = new long[4 << FIRST_BITS];
    private int shift = Long.SIZE - FIRST_BITS;
    private int used;

    V6Totals(Outgrown outgrown) {
        this.outgrown = outgrown;
    }

    int used() {
        return used;
    }

    /// Makes room for so many new addresses: at most three places in four are taken.
    void reserve(int more) {
        if ((used + more) * 16L > slots.length * 3L) {
            long[] old = slots;
            slots = new long[old.length * 2];
            shift--;
            for (int at = 0; at < old.length; at += 4) {
                if (old[at + COUNTS] != 0) {
                    int to = find(place(old[at], old[at + 1]), old[at], old[at + 1]);
                    System.arraycopy(old, at, slots, to, 4);
                }
            }
        }
    }

    /// Where an address lies as a rule.
    int place(long high, long low) {
        return (int) (Flow.hash(high, low) >>> shift) << 2;
    }

    long touch(int place) {
        return slots[place];
    }

    private int find(int place, long high, long low) {
        int mask = slots.length - 1;
        int at = place;
        while (slots[at + COUNTS] != 0 && (slots[at + 1] != low || slots[at] != high)) {
            at = at + 4 & mask;
        }
        return at;
    }

    void add(int place, long high, long low, long packets, long bytes) {
        int at = find(place, high, low);
        long flows = slots[at + COUNTS] >>> 32;
        long allPackets = (slots[at + COUNTS] & LOW) + packets;
        if (flows == 0) {
            used++;
            slots[at] = high;
            slots[at + 1] = low;
        }
        if (flows == LOW || allPackets >>> 32 != 0) {
            outgrown.add(new Endpoint(high, low, true), flows, allPackets, 0);
            flows = 0;
            allPackets = 0;
        }
        slots[at + COUNTS] = flows + 1 << 32 | allPackets;
        slots[at + BYTES] += bytes;
    }

    void visit(AddressTotals.Visitor visitor) {
        for (int at = 0; at < slots.length; at += 4) {
            long counts = slots[at + COUNTS];
            if (counts != 0) {
                visitor.total(
                        new Endpoint(slots[at], slots[at + 1], true), counts >>> 32, counts & LOW, slots[at + BYTES]);
            }
        }
    }
}
