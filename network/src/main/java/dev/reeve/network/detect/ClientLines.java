package dev.reeve.network.detect;

import dev.reeve.network.clients.ClientNumbers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// What an engine has of each client itself, in three tables by the client's number.
///
/// **Counts** are what every flow reads and writes: who is awake, and what was used so far of five minutes. They are
/// 16 bytes, so that those of 16,384 clients fit a core's second cache. **Slices** are the numbers of what detectors
/// know, 48 bytes, which only flows read that some detector wants. **Fronts** are the plan, and what detectors note of
/// clients of whom they suspect nothing.
///
/// Clients that are neighbours lie together; their tables are made when one of them is first of interest.
final class ClientLines {
    /// Places of the counts.
    static final int AWAKE = 0;

    static final int OUT = 1;
    static final int IN = 2;
    static final int WINDOW = 3;
    static final int COUNTS = 4;

    /// Numbers of slices, one for each detector.
    static final int SLICES = 12;

    static final int COUNT_BYTES = COUNTS * Integer.BYTES;
    static final int SLICE_BYTES = SLICES * Integer.BYTES;

    /// In a client's front line the plan stands first.
    private static final int PLAN_BYTES = 4;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final int[][] counts = new int[ClientNumbers.END >>> CHUNK_BITS][];
    private final int[][] slices = new int[ClientNumbers.END >>> CHUNK_BITS][];
    private final byte[][] fronts = new byte[ClientNumbers.END >>> CHUNK_BITS][];
    private final int frontBytes;
    private final int frontLine;

    /// @param frontBytes of all detectors' fronts of one client
    ClientLines(int frontBytes) {
        this.frontBytes = frontBytes;
        this.frontLine = PLAN_BYTES + frontBytes;
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
        byte[] chunk = new byte[CHUNK * frontLine];
        fronts[client >>> CHUNK_BITS] = chunk;
        return chunk;
    }

    int front(int client) {
        return (client & CHUNK - 1) * frontLine + PLAN_BYTES;
    }

    int frontBytes() {
        return frontBytes;
    }

    /// @return the number of the client's plan; 0 where it wasn't asked for yet
    int plan(int client) {
        return (int) INT.get(fronts(client), front(client) - PLAN_BYTES);
    }

    void plan(int client, int number) {
        INT.set(fronts(client), front(client) - PLAN_BYTES, number);
    }

    boolean isKnown(int client) {
        return counts[client >>> CHUNK_BITS] != null;
    }

    void forgetPlans() {
        for (byte[] chunk : fronts) {
            for (int at = 0; chunk != null && at < chunk.length; at += frontLine) {
                INT.set(chunk, at, 0);
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
            Arrays.fill(noted, front(client) - PLAN_BYTES, front(client) + frontBytes, (byte) 0);
        }
    }

    /// Bytes of one client of whom all tables are made.
    int clientBytes() {
        return COUNT_BYTES + SLICE_BYTES + frontLine;
    }

    long bytes() {
        long bytes = 0;
        for (int i = 0; i < counts.length; i++) {
            bytes += counts[i] == null ? 0 : (long) CHUNK * COUNT_BYTES;
            bytes += slices[i] == null ? 0 : (long) CHUNK * SLICE_BYTES;
            bytes += fronts[i] == null ? 0 : (long) CHUNK * frontLine;
        }
        return bytes;
    }
}
