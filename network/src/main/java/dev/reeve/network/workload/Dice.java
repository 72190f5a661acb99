package dev.reeve.network.workload;

/// Chance that is the same for the same seed, on every machine: SplitMix64 (Steele, Lea, Flood 2014), and tables
/// of quantiles instead of library functions, which may differ in the last bit and cost more than a whole flow
/// may.
final class Dice {
    private static final int QUANTILES = 4_096;
    private static final float[] EXPONENTIAL = exponential();

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    private static float[] exponential() {
        float[] all = new float[QUANTILES];
        for (int i = 0; i < QUANTILES; i++) {
            all[i] = (float) -StrictMath.log(1 - (i + 0.5) / QUANTILES);
        }
        return all;
    }

    static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    long next() {
        state += 0x9E37_79B9_7F4A_7C15L;
        return mix(state);
    }

    /// From 0 on, below 1.
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    int between(int from, int to) {
        return from + below(to - from + 1);
    }

    boolean chance(double share) {
        return unit() < share;
    }

    /// With a mean of 1: how far apart things are that have nothing to do with each other.
    double exponentially() {
        return EXPONENTIAL[(int) (next() >>> 52)];
    }

    /// A whole number whose mean is this.
    int about(double mean) {
        int whole = (int) mean;
        return whole + (unit() < mean - whole ? 1 : 0);
    }

    /// Heavy-tailed sizes (Pareto): most are small, and most of the volume is in a few.
    static final class Sizes {
        private final float[] quantiles = new float[QUANTILES];

        Sizes(double min, double shape, double max) {
            for (int i = 0; i < QUANTILES; i++) {
                double share = (i + 0.5) / QUANTILES;
                quantiles[i] = (float) Math.min(max, min / StrictMath.pow(1 - share, 1 / shape));
            }
        }

        double pick(Dice dice) {
            return quantiles[(int) (dice.next() >>> 52)];
        }
    }
}
