package dev.reeve.network.clients;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// Numbers of clients for the hot path. Those of IPv4 stand in the {@link ClientSpace}; those of IPv6 are given
/// out here, when a client is first seen, up to a limit. Single-threaded.
public final class ClientNumbers {
    /// From here on numbers are those of IPv6 clients; below, one for each address of at most a /8.
    public static final int V6_FROM = 1 << 24;

    /// All numbers lie below.
    public static final int END = V6_FROM + (1 << 22);

    /// Stands in place of the upper half for IPv4: no machine has such an address of IPv6.
    private static final long V4 = -1;

    /// Shorter blocks of IPv4 have no numbers beforehand.
    private static final int DENSE_BITS = 8;

    private ClientSpace space;
    private boolean wide;
    private final int givenMax;
    private long[] keys = new long[2 << 10];
    private int[] values = new int[1 << 10];
    private int given;
    private long refused;

    public ClientNumbers(ClientSpace space, int givenMax) {
        this.space = space;
        this.wide = space.hasWide();
        this.givenMax = Math.min(givenMax, END - V6_FROM);
        Arrays.fill(values, ClientSpace.NOBODY);
    }

    /// Takes another version of what is own.
    public void swap(ClientSpace now) {
        space = now;
        wide = now.hasWide();
    }

    public ClientSpace space() {
        return space;
    }

    /// @return {@link ClientSpace#NOBODY} for foreign addresses
    public int number(long high, long low, boolean v6) {
        if (v6) {
            int bits = space.clientBitsV6(high, low);
            return bits < 0 ? ClientSpace.NOBODY : given(high, low & AddressSet.low(bits));
        }
        int number = space.numberV4(low);
        // Whether there are such blocks at all is asked first, for whether an address is foreign is as good as chance.
        return wide && number < 0 && space.isWide(low) ? given(V4, low) : number;
    }

    /// @return the number that a key has, or is given now
    private int given(long high, long keyLow) {
        int slot = slot(high, keyLow);
        if (values[slot] >= 0) {
            return values[slot];
        }
        if (given >= givenMax) {
            refused++;
            return ClientSpace.NOBODY;
        }
        keys[slot * 2] = high;
        keys[slot * 2 + 1] = keyLow;
        int number = V6_FROM + given++;
        values[slot] = number;
        if (given * 2 > values.length) {
            grow();
        }
        return number;
    }

    /// Names the numbers of all clients of a block, and perhaps some more that share a /64 with one.
    public void within(IpPrefix block, IntConsumer to) {
        boolean v4 = block.first().family() == IpAddress.Family.IPV4;
        for (long a = block.first().low();
                v4 && block.length() >= DENSE_BITS && a <= block.last().low();
                a++) {
            if (space.numberV4(a) >= 0) {
                to.accept(space.numberV4(a));
            }
        }
        for (int slot = 0; slot < values.length; slot++) {
            if (values[slot] >= 0 && meets(block, keys[slot * 2], keys[slot * 2 + 1])) {
                to.accept(values[slot]);
            }
        }
    }

    private static boolean meets(IpPrefix block, long high, long low) {
        if (block.first().family() == IpAddress.Family.IPV4) {
            return high == V4
                    && low >= block.first().low()
                    && low <= block.last().low();
        }
        boolean sameLink = block.length() > 64 && block.first().high() == high;
        return sameLink || high != V4 && block.contains(new IpAddress(IpAddress.Family.IPV6, high, low));
    }

    private int slot(long high, long low) {
        int mask = values.length - 1;
        int slot = (int) (hash(high, low) >>> 32) & mask;
        while (values[slot] >= 0 && (keys[slot * 2] != high || keys[slot * 2 + 1] != low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    static long hash(long high, long low) {
        return (high * 0x9E37_79B9_7F4A_7C15L ^ low) * 0xD6E8_FEB8_6659_FD93L;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldValues.length * 2];
        Arrays.fill(values, ClientSpace.NOBODY);
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] >= 0) {
                int slot = slot(oldKeys[i * 2], oldKeys[i * 2 + 1]);
                keys[slot * 2] = oldKeys[i * 2];
                keys[slot * 2 + 1] = oldKeys[i * 2 + 1];
                values[slot] = oldValues[i];
            }
        }
    }

    /// Times that a client got no number because too many had one.
    public long refused() {
        return refused;
    }
}
