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

    private ClientSpace space;
    private final int v6Max;
    private long[] keys = new long[2 << 10];
    private int[] values = new int[1 << 10];
    private int v6Clients;
    private long refused;

    public ClientNumbers(ClientSpace space, int v6Max) {
        this.space = space;
        this.v6Max = Math.min(v6Max, END - V6_FROM);
        Arrays.fill(values, ClientSpace.NOBODY);
    }

    /// Takes another version of what is own.
    public void swap(ClientSpace now) {
        space = now;
    }

    public ClientSpace space() {
        return space;
    }

    /// @return {@link ClientSpace#NOBODY} for foreign addresses
    public int number(long high, long low, boolean v6) {
        return v6 ? numberV6(high, low) : space.numberV4(low);
    }

    private int numberV6(long high, long low) {
        int bits = space.clientBitsV6(high, low);
        if (bits < 0) {
            return ClientSpace.NOBODY;
        }
        long keyLow = low & AddressSet.low(bits);
        int slot = slot(high, keyLow);
        if (values[slot] >= 0) {
            return values[slot];
        }
        if (v6Clients >= v6Max) {
            refused++;
            return ClientSpace.NOBODY;
        }
        keys[slot * 2] = high;
        keys[slot * 2 + 1] = keyLow;
        int number = V6_FROM + v6Clients++;
        values[slot] = number;
        if (v6Clients * 2 > values.length) {
            grow();
        }
        return number;
    }

    /// Names the numbers of all clients of a block that may be known.
    public void within(IpPrefix block, IntConsumer to) {
        if (block.first().family() == IpAddress.Family.IPV4) {
            for (long a = block.first().low(); a <= block.last().low(); a++) {
                int number = space.numberV4(a);
                if (number >= 0) {
                    to.accept(number);
                }
            }
            return;
        }
        for (int slot = 0; slot < values.length; slot++) {
            IpAddress first = new IpAddress(IpAddress.Family.IPV6, keys[slot * 2], keys[slot * 2 + 1]);
            boolean longer = (block.first().high() == keys[slot * 2]) && block.length() > 64;
            if (values[slot] >= 0 && (block.contains(first) || longer)) {
                to.accept(values[slot]);
            }
        }
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

    /// Times that an IPv6 client got no number because too many had one.
    public long refused() {
        return refused;
    }
}
