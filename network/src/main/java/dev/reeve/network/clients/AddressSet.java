package dev.reeve.network.clients;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.detection.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which addresses lie within some blocks: immutable, and asked once or twice for every flow.
///
/// For IPv4 three steps, of which foreign addresses take the first as a rule: a bit for each /16 (8 kB, so it
/// stays in the nearest cache), a table of each /16 that has blocks, and for each /24 that is not wholly inside
/// one bit for each address. For IPv6 one hash set for each length of prefix that occurs, longest first, behind
/// the same bit.
public final class AddressSet {
    public static final AddressSet NONE = of(List.of());

    /// Negative, and nothing else is: {@link #placeV4} tells it by its sign.
    private static final int WHOLE = -1;

    private static final int PAGE = 256;

    private final long[] top4 = new long[1 << 10];
    private final long[] top6 = new long[1 << 10];
    private final boolean[] wide = new boolean[256];
    private final char[] pageOf = new char[1 << 16];
    private final int[] pages;
    private final long[] masks;
    private final Length[] lengths;
    private final boolean empty;
    private final boolean hasWide;

    /// Shorter ones are kept by their first octet, not by /24: they are the whole Internet or half of it.
    private static final int V4_BITS_MIN = 8;

    private record Key(long high, long low) {}

    /// All IPv6 prefixes of one length, as an open hash table of pairs; what is no first address is zero, and
    /// zero itself is told apart by a flag.
    private static final class Length {
        final int bits;
        private final long[] firsts;
        private final boolean zero;

        Length(int bits, Set<Key> keys) {
            this.bits = bits;
            this.zero = keys.contains(new Key(0, 0));
            this.firsts = new long[Integer.highestOneBit(Math.max(1, keys.size())) * 8];
            for (Key key : keys) {
                int at = find(key.high, key.low);
                firsts[at] = key.high;
                firsts[at + 1] = key.low;
            }
        }

        boolean contains(long high, long low) {
            if ((high | low) == 0) {
                return zero;
            }
            int at = find(high, low);
            return firsts[at] == high && firsts[at + 1] == low;
        }

        private int find(long high, long low) {
            int mask = firsts.length - 1;
            int at = (int) (ClientNumbers.hash(high, low) >>> 32) << 1 & mask;
            while ((firsts[at] | firsts[at + 1]) != 0 && (firsts[at] != high || firsts[at + 1] != low)) {
                at = at + 2 & mask;
            }
            return at;
        }
    }

    private AddressSet(Collection<IpPrefix> blocks) {
        empty = blocks.isEmpty();
        hasWide = blocks.stream()
                .anyMatch(block -> block.first().family() == IpAddress.Family.IPV4 && block.length() < V4_BITS_MIN);
        Map<Integer, long[]> by24 = new HashMap<>();
        Map<Integer, Set<Key>> by6 = new HashMap<>();
        for (IpPrefix block : blocks) {
            if (block.first().family() == IpAddress.Family.IPV4) {
                if (block.length() < V4_BITS_MIN) {
                    Arrays.fill(
                            wide,
                            (int) (block.first().low() >>> 24),
                            (int) (block.last().low() >>> 24) + 1,
                            true);
                } else {
                    mark(by24, block);
                }
            } else {
                by6.computeIfAbsent(block.length(), bits -> new HashSet<>())
                        .add(new Key(block.first().high(), block.first().low()));
                mark6(block);
            }
        }
        // The first page is empty: foreign addresses lead there.
        int used = 1;
        for (int net : by24.keySet()) {
            int top = net >>> 8;
            if (pageOf[top] == 0) {
                top4[top >>> 6] |= 1L << top;
                pageOf[top] = (char) used++;
            }
        }
        pages = new int[used * PAGE];
        List<long[]> partial = new ArrayList<>();
        by24.forEach((net, mask) -> {
            boolean whole = (mask[0] & mask[1] & mask[2] & mask[3]) == -1L;
            if (!whole) {
                partial.add(mask);
            }
            pages[pageOf[net >>> 8] * PAGE + (net & 255)] = whole ? WHOLE : partial.size();
        });
        masks = partial.stream().flatMapToLong(Arrays::stream).toArray();
        lengths = by6.entrySet().stream()
                .map(e -> new Length(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingInt((Length length) -> length.bits).reversed())
                .toArray(Length[]::new);
    }

    public static AddressSet of(Collection<IpPrefix> blocks) {
        return new AddressSet(blocks);
    }

    private static void mark(Map<Integer, long[]> by24, IpPrefix block) {
        long first = block.first().low();
        long last = block.last().low();
        for (long net = first >>> 8; net <= last >>> 8; net++) {
            long[] mask = by24.computeIfAbsent((int) net, n -> new long[4]);
            long from = Math.max(first, net << 8) & 255;
            long to = Math.min(last, net << 8 | 255) & 255;
            for (long host = from; host <= to; host++) {
                mask[(int) (host >>> 6)] |= 1L << host;
            }
        }
    }

    private void mark6(IpPrefix block) {
        int from = (int) (block.first().high() >>> 48);
        int to = (int) (block.last().high() >>> 48);
        for (int top = from; top <= to; top++) {
            top6[top >>> 6] |= 1L << top;
        }
    }

    public boolean isEmpty() {
        return empty;
    }

    /// @param address in its lower 32 bits
    public boolean containsV4(long address) {
        return placeV4(address) >= 0 || isWide(address);
    }

    boolean hasWide() {
        return hasWide;
    }

    /// Whether a block that is shorter than /8 holds the address.
    boolean isWide(long address) {
        return wide[(int) (address >>> 24) & 255];
    }

    /// Without a branch for whole networks: whether an address is own or foreign is as good as chance, and a
    /// wrong guess of the processor costs more than all three look-ups.
    ///
    /// @return the place of the address's /24 among {@link #places}; -1 where the address is not within
    int placeV4(long address) {
        int top = (int) (address >>> 16) & 0xFFFF;
        int bit = (int) (top4[top >>> 6] >>> top) & 1;
        int place = pageOf[top & -bit] * PAGE + ((int) (address >>> 8) & 255);
        int entry = pages[place];
        if (entry > 0) {
            int host = (int) address & 255;
            return (masks[(entry - 1) * 4 + (host >>> 6)] & 1L << host) != 0 ? place : -1;
        }
        return place | ~(entry >> 31);
    }

    int places() {
        return pages.length;
    }

    /// @return the length of the longest block that holds the address; -1 where none does
    public int lengthV6(long high, long low) {
        int top = (int) (high >>> 48);
        if ((top6[top >>> 6] & 1L << top) == 0) {
            return -1;
        }
        for (Length length : lengths) {
            if (length.contains(high & high(length.bits), low & low(length.bits))) {
                return length.bits;
            }
        }
        return -1;
    }

    public boolean contains(Endpoint address) {
        return contains(address.high(), address.low(), address.v6());
    }

    public boolean contains(long high, long low, boolean v6) {
        return v6 ? lengthV6(high, low) >= 0 : containsV4(low);
    }

    /// The upper half of a mask of so many bits.
    static long high(int bits) {
        return bits == 0 ? 0 : bits >= 64 ? -1L : -1L << 64 - bits;
    }

    static long low(int bits) {
        return bits <= 64 ? 0 : -1L << 128 - bits;
    }

    /// Takes a /24 network and its place.
    interface Nets {
        void net(int net, int place);
    }

    /// Shows the /24 networks of IPv4 that the blocks touch, lowest first.
    void nets(Nets to) {
        for (int top = 0; top < 1 << 16; top++) {
            if (pageOf[top] != 0) {
                for (int i = 0; i < PAGE; i++) {
                    int place = pageOf[top] * PAGE + i;
                    if (pages[place] != 0) {
                        to.net(top << 8 | i, place);
                    }
                }
            }
        }
    }
}
