package dev.reeve.network.flow;

import dev.reeve.network.detection.Endpoint;

/// Totals of addresses of IPv4, two longs each: the address with its flows (32 bits each), and bytes (40 bits) with
/// packets (24). A place without flows is free.
final class V4Totals {
    private static final int FIRST_BITS = 14;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final int PACKET_BITS = 24;
    private static final int BYTE_BITS = 40;
    private static final long PACKETS = (1L << PACKET_BITS) - 1;

    private final Outgrown outgrown;
    private long[] slots = new long[2 << FIRST_BITS];
    private int shift = Long.SIZE - FIRST_BITS;
    private int used;

    V4Totals(Outgrown outgrown) {
        this.outgrown = outgrown;
    }

    int used() {
        return used;
    }

    /// Makes room for so many new addresses: at most three places in four are taken.
    void reserve(int more) {
        if ((used + more) * 8L > slots.length * 3L) {
            long[] old = slots;
            slots = new long[old.length * 2];
            shift--;
            // Places follow the hash, so that what moves goes to one end of memory and then on: it likes that.
            for (int at = 0; at < old.length; at += 2) {
                if ((old[at] & LOW) != 0) {
                    int to = find(place(old[at] >>> 32), old[at] >>> 32);
                    slots[to] = old[at];
                    slots[to + 1] = old[at + 1];
                }
            }
        }
    }

    /// Where an address lies as a rule.
    int place(long low) {
        return (int) (Flow.hash(0, low) >>> shift) << 1;
    }

    long touch(int place) {
        return slots[place];
    }

    private int find(int place, long low) {
        int mask = slots.length - 1;
        int at = place;
        while ((slots[at] & LOW) != 0 && slots[at] >>> 32 != low) {
            at = at + 2 & mask;
        }
        return at;
    }

    void add(int place, long low, long packets, long bytes) {
        int at = find(place, low);
        long flows = slots[at] & LOW;
        if (flows == 0) {
            used++;
            slots[at] = low << 32 | 1;
        } else if (flows == LOW) {
            outgrown.add(new Endpoint(0, low, false), flows, 0, 0);
            slots[at] = low << 32 | 1;
        } else {
            slots[at]++;
        }
        long allPackets = (slots[at + 1] & PACKETS) + packets;
        long allBytes = (slots[at + 1] >>> PACKET_BITS) + bytes;
        if ((allPackets >>> PACKET_BITS | allBytes >>> BYTE_BITS) == 0) {
            slots[at + 1] = allBytes << PACKET_BITS | allPackets;
        } else {
            outgrown.add(new Endpoint(0, low, false), 0, allPackets, allBytes);
            slots[at + 1] = 0;
        }
    }

    void visit(AddressTotals.Visitor visitor) {
        for (int at = 0; at < slots.length; at += 2) {
            long flows = slots[at] & LOW;
            if (flows != 0) {
                visitor.total(
                        new Endpoint(0, slots[at] >>> 32, false),
                        flows,
                        slots[at + 1] & PACKETS,
                        slots[at + 1] >>> PACKET_BITS);
            }
        }
    }
}
