package dev.reeve.network.detect;

import dev.reeve.network.clients.ClientNumbers;
import java.util.Arrays;

/// What an engine has of each client itself, in two tables by the client's number.
///
/// **Counts** are what every flow reads and writes: who is awake, and what was used so far of five minutes. They are 16
/// bytes, so that those of 16,384 clients fit a core's second cache, and none lies in two of its lines. **Slices** are
/// the plan and the numbers of what detectors know, 48 bytes, which only flows read that some detector wants. **Fronts**
/// are what detectors note of clients of whom they suspect nothing.
///
/// Clients that are neighbours lie together; their tables are made when one of them is first of interest.
final class ClientLines {
    /// Places of the counts.
    static final int AWAKE = 0;

    static final int OUT = 1;
    static final int IN = 2;
    static final int WINDOW = 3;
    static final int COUNTS = 4;

    /// Places of the slices: the plan, and one for each detector.
    static final int PLAN = 0;

    static final int FIRST = 1;
    private static final int SLICES = 12;

    static final int DETECTORS_MAX = SLICES - FIRST;

    /// Bytes of a client of whom no detector knows anything, and more of whom one does.
    static final int COUNT_BYTES = COUNTS * Integer.BYTES;

    static final int SLICE_BYTES = SLICES * Integer.BYTES;

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final int[][] counts = new int[ClientNumbers.END >>> CHUNK_BITS][];
    private final int[][] slices = new int[ClientNumbers.END >>> CHUNK_BITS][];
    private final byte[][] fronts = new byte[ClientNumbers.END >>> CHUNK_BITS][];
    private final int frontBytes;

    /// @param frontBytes of all detectors' fronts of one client
    ClientLines(int frontBytes) {
        this.frontBytes = frontBytes;
    }

    /// The table that holds a client's counts; they begin at {@link #count}.
    int[] counts(int client) {
        int[] chunk = counts[client >>> CHUNK_BITS];
        return chunk == null ? madeCounts(client) : chunk;
    }

    private int[] madeCounts(int client) {
        int[] chunk = new int[CHUNK * COUNTS];
        counts[client >>> CHUNK_BITS] = chunk;
        return chunk;
    }

    static int count(int client) {
        return (client & CHUNK - 1) * COUNTS;
    }

    /// The table that holds the numbers of a client's slices; they begin at {@link #slice}.
    int[] slices(int client) {
        int[] chunk = slices[client >>> CHUNK_BITS];
        return chunk == null ? madeSlices(client) : chunk;
    }

    private int[] madeSlices(int client) {
        int[] chunk = new int[CHUNK * SLICES];
        slices[client >>> CHUNK_BITS] = chunk;
        return chunk;
    }

    static int slice(int client) {
        return (client & CHUNK - 1) * SLICES;
    }

    /// The table that holds a client's fronts; they begin at {@link #front}.
    byte[] fronts(int client) {
        byte[] chunk = fronts[client >>> CHUNK_BITS];
        return chunk == null ? madeFronts(client) : chunk;
    }

    private byte[] madeFronts(int client) {
        byte[] chunk = new byte[CHUNK * frontBytes];
        fronts[client >>> CHUNK_BITS] = chunk;
        return chunk;
    }

    int front(int client) {
        return (client & CHUNK - 1) * frontBytes;
    }

    int frontBytes() {
        return frontBytes;
    }

    boolean isKnown(int client) {
        return counts[client >>> CHUNK_BITS] != null;
    }

    void forgetPlans() {
        for (int[] chunk : slices) {
            for (int at = PLAN; chunk != null && at < chunk.length; at += SLICES) {
                chunk[at] = 0;
            }
        }
    }

    void forget(int client) {
        int[] its = counts[client >>> CHUNK_BITS];
        if (its != null) {
            Arrays.fill(its, count(client), count(client) + COUNTS, 0);
        }
        int[] numbers = slices[client >>> CHUNK_BITS];
        if (numbers != null) {
            Arrays.fill(numbers, slice(client), slice(client) + SLICES, 0);
        }
        byte[] noted = fronts[client >>> CHUNK_BITS];
        if (noted != null) {
            Arrays.fill(noted, front(client), front(client) + frontBytes, (byte) 0);
        }
    }

    long bytes() {
        long bytes = 0;
        for (int i = 0; i < counts.length; i++) {
            bytes += counts[i] == null ? 0 : (long) CHUNK * COUNT_BYTES;
            bytes += slices[i] == null ? 0 : (long) CHUNK * SLICE_BYTES;
            bytes += fronts[i] == null ? 0 : (long) CHUNK * frontBytes;
        }
        return bytes;
    }
}
