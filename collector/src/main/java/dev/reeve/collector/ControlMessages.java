package dev.reeve.collector;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What Linux says beside each datagram (`cmsg(3)`): how many it had to drop before, and how long each is
/// where it hands on several of one sender as one.
final class ControlMessages {
    static final int SOL_SOCKET = 1;

    /// How many datagrams the socket had no room for, since it was opened; said once there was one (`socket(7)`).
    static final int SO_RXQ_OVFL = 40;

    static final int SOL_UDP = 17;

    /// Datagrams of one sender that came together are handed on together (`udp(7)`, Linux 5.0).
    static final int UDP_GRO = 104;

    /// Two messages of 24 bytes, and room for one that isn't ours.
    static final int BYTES = 80;

    private static final int LEVEL = 8;
    private static final int TYPE = 12;
    private static final int VALUE = 16;

    private final MemorySegment all;
    private int length;
    private int drops;
    private volatile long dropped;

    ControlMessages(Arena arena, int slots) {
        all = arena.allocate((long) slots * BYTES, 8);
    }

    /// Where the system writes what it says beside one datagram.
    MemorySegment slot(int slot) {
        return all.asSlice((long) slot * BYTES, BYTES);
    }

    /// Reads what was said beside one datagram.
    ///
    /// @param bytes how many the system wrote
    void read(int slot, long bytes) {
        length = 0;
        long at = (long) slot * BYTES;
        long end = at + Math.min(bytes, BYTES);
        while (end - at > VALUE) {
            long size = all.get(JAVA_LONG, at);
            if (size < VALUE + Integer.BYTES || size > end - at) {
                return;
            }
            one(all.get(JAVA_INT, at + LEVEL), all.get(JAVA_INT, at + TYPE), all.get(JAVA_INT, at + VALUE));
            at += size + 7 & -8;
        }
    }

    private void one(int level, int type, int value) {
        if (level == SOL_SOCKET && type == SO_RXQ_OVFL) {
            // It counts in 32 bits, and begins anew.
            dropped = dropped + (value - drops & 0xFFFF_FFFFL);
            drops = value;
        } else if (level == SOL_UDP && type == UDP_GRO) {
            length = value;
        }
    }

    /// Bytes of each datagram, the last may have fewer; 0 where there is but one.
    int length() {
        return length;
    }

    /// Datagrams for which there was no room, as far as was said.
    long dropped() {
        return dropped;
    }
}
