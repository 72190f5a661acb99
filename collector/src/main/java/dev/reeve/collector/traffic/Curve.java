package dev.reeve.collector.traffic;

/// Amounts by time, in steps of one length, for a fixed number of steps; what is older falls out. One thread
/// writes; a reader may see a step that is half added up, which the next look mends.
final class Curve {
    private final long stepMillis;
    private final int steps;
    private final float[][] amounts;
    private volatile long newest = Long.MIN_VALUE;

    Curve(long stepMillis, int steps) {
        this.stepMillis = stepMillis;
        this.steps = steps;
        this.amounts = new float[Amount.values().length][steps];
    }

    /// What is added up.
    enum Amount {
        BITS_OUT,
        BITS_IN,
        PACKETS_OUT,
        PACKETS_IN
    }

    /// Spreads amounts over the time that a record covers: exporters sum up half an hour in one.
    void add(Amount bits, double howManyBits, Amount packets, double howManyPackets, long fromMillis, long toMillis) {
        long first = Math.floorDiv(fromMillis, stepMillis);
        long last = Math.floorDiv(Math.max(fromMillis, toMillis), stepMillis);
        if (newest != Long.MIN_VALUE && last <= newest - steps) {
            return;
        }
        advance(last);
        double length = Math.max(1, toMillis - fromMillis);
        for (long step = Math.max(first, newest - steps + 1); step <= last; step++) {
            double begin = Math.max(fromMillis, step * stepMillis);
            double end = Math.min(toMillis, (step + 1) * stepMillis);
            double share = first == last ? 1 : Math.max(0, end - begin) / length;
            int at = (int) Math.floorMod(step, (long) steps);
            amounts[bits.ordinal()][at] += (float) (howManyBits * share);
            amounts[packets.ordinal()][at] += (float) (howManyPackets * share);
        }
    }

    private void advance(long step) {
        if (step <= newest) {
            return;
        }
        long from = newest == Long.MIN_VALUE ? step - steps + 1 : Math.max(newest + 1, step - steps + 1);
        for (long s = from; s <= step; s++) {
            for (float[] amount : amounts) {
                amount[(int) Math.floorMod(s, (long) steps)] = 0;
            }
        }
        newest = step;
    }

    /// @return by the second, for each step between two times, both ends included; 0 for what isn't known
    double[] perSecond(Amount amount, long fromMillis, long toMillis) {
        long first = Math.floorDiv(fromMillis, stepMillis);
        int count = (int) (Math.floorDiv(toMillis, stepMillis) - first + 1);
        double[] values = new double[count];
        long last = newest;
        for (int i = 0; i < count; i++) {
            long step = first + i;
            boolean known = last != Long.MIN_VALUE && step <= last && step > last - steps;
            values[i] = known
                    ? amounts[amount.ordinal()][(int) Math.floorMod(step, (long) steps)] * 1000.0 / stepMillis
                    : 0;
        }
        return values;
    }

    long stepMillis() {
        return stepMillis;
    }
}
