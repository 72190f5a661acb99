package dev.reeve.network.flow;

/// Flows side by side, one array for each field: what the hot path works on. It is filled by a reader, handed
/// to a sink and cleared; nothing is allocated for a flow.
///
/// Packets and bytes are as the exporter counted them; times the rate they are what was on the wire.
public final class FlowBatch {
    /// So few that all columns together stay in a core's own cache, so many that memory of several clients is
    /// fetched at once.
    public static final int ROWS = 512;

    public final long[] fromMillis = new long[ROWS];
    public final long[] toMillis = new long[ROWS];
    public final long[] sourceHigh = new long[ROWS];
    public final long[] sourceLow = new long[ROWS];
    public final long[] targetHigh = new long[ROWS];
    public final long[] targetLow = new long[ROWS];
    public final long[] packets = new long[ROWS];
    public final long[] bytes = new long[ROWS];
    public final int[] sampling = new int[ROWS];
    public final int[] input = new int[ROWS];
    public final int[] output = new int[ROWS];
    public final char[] sourcePort = new char[ROWS];
    public final char[] targetPort = new char[ROWS];
    public final byte[] protocol = new byte[ROWS];
    public final byte[] flags = new byte[ROWS];
    public final boolean[] v6 = new boolean[ROWS];

    /// Numbers of the clients at both ends, once an engine has looked them up.
    public final int[] sourceClient = new int[ROWS];

    public final int[] targetClient = new int[ROWS];
    private int rows;

    public int rows() {
        return rows;
    }

    public int room() {
        return ROWS - rows;
    }

    public void clear() {
        rows = 0;
    }

    /// Counts rows that were filled from {@link #rows} on.
    void filled(int more) {
        rows += more;
    }

    /// Appends one flow.
    public void add(Flow flow) {
        int row = rows++;
        fromMillis[row] = flow.fromMillis;
        toMillis[row] = flow.toMillis;
        sourceHigh[row] = flow.sourceHigh;
        sourceLow[row] = flow.sourceLow;
        targetHigh[row] = flow.targetHigh;
        targetLow[row] = flow.targetLow;
        sampling[row] = flow.sampling;
        packets[row] = flow.samples;
        bytes[row] = flow.sampling > 1 ? Math.round(flow.bytes / flow.sampling) : (long) flow.bytes;
        input[row] = flow.input;
        output[row] = flow.output;
        sourcePort[row] = (char) flow.sourcePort;
        targetPort[row] = (char) flow.targetPort;
        protocol[row] = (byte) flow.protocol;
        flags[row] = (byte) flow.flags;
        v6[row] = flow.v6;
    }

    /// Copies one row into a flow.
    public void read(int row, Flow flow) {
        flow.fromMillis = fromMillis[row];
        flow.toMillis = toMillis[row];
        flow.sourceHigh = sourceHigh[row];
        flow.sourceLow = sourceLow[row];
        flow.targetHigh = targetHigh[row];
        flow.targetLow = targetLow[row];
        flow.sampling = sampling[row];
        flow.samples = packets[row];
        flow.packets = (double) packets[row] * sampling[row];
        flow.bytes = (double) bytes[row] * sampling[row];
        flow.input = input[row];
        flow.output = output[row];
        flow.sourcePort = sourcePort[row];
        flow.targetPort = targetPort[row];
        flow.protocol = protocol[row] & 0xFF;
        flow.flags = flags[row] & 0xFF;
        flow.v6 = v6[row];
    }
}
