package dev.reeve.network.flow;

import dev.reeve.network.detection.Endpoint;

/// Totals of addresses of IPv4, added up in parts that fit a core's own cache.
///
/// What is to be added first waits in the part that the address belongs to, written one after the other: that needs
/// no fetch from memory. When a part has so much that its table is worth fetching, it is added up at once (a radix
/// partition, as in Balkesen et al., "Main-memory hash joins on multi-core CPUs", 2013). So each line of a table is
/// fetched for several sums, not for one.
///
/// Addresses are kept mixed: the first bits name the part, the next ones the place. Mixing can be undone, so the
/// address itself need not be kept, and no two become one.
final class V4Totals {
    private static final int PART_BITS = 10;
    private static final int PARTS = 1 << PART_BITS;

    /// What waits in a part at most: 32 kB of it, 32 MB in all.
    private static final int WAITING = 4_096;

    /// The rest of a mixed address, beyond the bits that name its part.
    static final int KEY_BITS = Integer.SIZE - PART_BITS;

    private static final int KEY = (1 << KEY_BITS) - 1;
    private static final int MIX_ONE = 0x85EB_CA6B;
    private static final int MIX_TWO = 0xC2B2_AE35;
    private static final int UNMIX_ONE = inverse(MIX_ONE);
    private static final int UNMIX_TWO = inverse(MIX_TWO);

    private final Outgrown outgrown;
    private final long[][] waiting = new long[PARTS][];
    private final int[] waits = new int[PARTS];
    private final V4Part[] parts = new V4Part[PARTS];

    V4Totals(Outgrown outgrown) {
        this.outgrown = outgrown;
    }

    void add(long low, long packets, long bytes) {
        int mixed = mix((int) low);
        int part = mixed >>> Integer.SIZE - PART_BITS;
        if ((packets >>> V4Part.PACKET_BITS | bytes >>> V4Part.BYTE_BITS) != 0) {
            part(part).add(mixed & KEY, packets, bytes);
            return;
        }
        int at = waits[part];
        if (at == 0 || at == WAITING) {
            settle(part);
            at = 0;
        }
        waiting[part][at] = V4Part.few(mixed & KEY, packets, bytes);
        waits[part] = at + 1;
    }

    private V4Part part(int part) {
        V4Part its = parts[part];
        if (its == null) {
            its = new V4Part((key, flows, packets, bytes) -> outgrown.add(endpoint(part, key), flows, packets, bytes));
            parts[part] = its;
        }
        return its;
    }

    /// Adds up what waits in a part, and makes room for more.
    private void settle(int part) {
        if (waiting[part] == null) {
            waiting[part] = new long[WAITING];
        }
        part(part).add(waiting[part], waits[part]);
        waits[part] = 0;
    }

    /// Adds up what waits.
    void settle() {
        for (int part = 0; part < PARTS; part++) {
            if (waits[part] > 0) {
                settle(part);
            }
        }
    }

    /// @return how many addresses there are among what was added up
    int used() {
        int used = 0;
        for (V4Part part : parts) {
            used += part == null ? 0 : part.used();
        }
        return used;
    }

    void visit(AddressTotals.Visitor visitor) {
        for (int i = 0; i < PARTS; i++) {
            int part = i;
            if (parts[part] != null) {
                parts[part].visit(
                        (key, flows, packets, bytes) -> visitor.total(endpoint(part, key), flows, packets, bytes));
            }
        }
    }

    private static Endpoint endpoint(int part, int key) {
        return new Endpoint(0, unmix(part << KEY_BITS | key) & 0xFFFF_FFFFL, false);
    }

    /// Spreads addresses over all bits, and can be undone (the end of MurmurHash3).
    static int mix(int address) {
        int h = address;
        h = (h ^ h >>> 16) * MIX_ONE;
        h = (h ^ h >>> 13) * MIX_TWO;
        return h ^ h >>> 16;
    }

    static int unmix(int mixed) {
        int h = (mixed ^ mixed >>> 16) * UNMIX_TWO;
        h = (h ^ h >>> 13 ^ h >>> 26) * UNMIX_ONE;
        return h ^ h >>> 16;
    }

    /// What times an odd number is one, in 32 bits: each step doubles the bits that are right.
    private static int inverse(int odd) {
        int inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
