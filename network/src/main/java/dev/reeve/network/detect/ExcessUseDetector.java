package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.Map;

/// More than the plan, for long: the value that 95 of 100 five-minute means of the last day stay below (as
/// transit is billed) is above what was bought; or the client is above it for an hour, takes a fifth of the
/// uplink and more while that is nearly full, and so its neighbours suffer.
///
/// - **Needs** the plan's limit, and that of the uplink for the neighbours' sake.
/// - **Fooled by** exporters that see only part of the traffic, or the same traffic twice.
/// - **Ignores** peaks: a busy half hour is what sharing is for. A day that isn't over counts as far as it
///   went, quiet times included.
/// - **Under sampling** five minutes hold enough samples to be off by little.
public final class ExcessUseDetector implements UseDetector {
    private static final Kind KIND = Kind.parse("usage/bandwidth");

    /// Five-minute means of a day.
    private static final int MEANS = 288;

    private static final int MEANS_PER_HOUR = 12;

    /// A twentieth of the day may be above.
    private static final int ABOVE = MEANS / 20;

    /// A client that never used this part of its plan needs no memory.
    private static final double NOTICED = 4;

    private static final double UPLINK_FULL = 0.8;
    private static final double SHARE_LARGE = 0.2;

    /// Steps of a logarithmic scale for each doubling: a value is off by 4 % at most, and fits a byte.
    private static final double STEPS = 8;

    private static final int NEWEST = 0;
    private static final int FIRST = 8;
    private static final int SUFFERING = 16;
    private static final int RING = 24;

    @Override
    public String name() {
        return "excess-use/1";
    }

    @Override
    public int stateBytes() {
        return RING + MEANS;
    }

    @Override
    public boolean concerns(Use use, Thresholds thresholds) {
        double plan = thresholds.planBitsPerSecond();
        return plan > 0 && Math.max(use.bitsIn(), use.bitsOut()) >= plan / NOTICED;
    }

    @Override
    public void use(Use use, Slice state, Thresholds thresholds, Signs signs) {
        double plan = thresholds.planBitsPerSecond();
        double bits = Math.max(use.bitsIn(), use.bitsOut());
        long mean = use.fromMillis() / Use.MILLIS;
        boolean next = mean == state.s64(NEWEST) + 1;
        advance(state, mean);
        state.u8(RING + (int) (mean % MEANS), level(bits));
        boolean full = thresholds.uplinkBitsPerSecond() > 0
                && use.allBitsOut() >= thresholds.uplinkBitsPerSecond() * UPLINK_FULL;
        boolean large = use.bitsOut() >= use.allBitsOut() * SHARE_LARGE;
        boolean suffers = full && large && use.bitsOut() > plan;
        state.s32(SUFFERING, !suffers ? 0 : next ? state.s32(SUFFERING) + 1 : 1);
        double percentile = bits(percentile(state));
        if (state.s32(SUFFERING) >= MEANS_PER_HOUR) {
            say(use, state.s32(SUFFERING), bits, percentile, thresholds, "affected", signs);
        } else if (mean - state.s64(FIRST) >= MEANS - 1 && percentile > plan) {
            say(use, MEANS, percentile, percentile, thresholds, "unaffected", signs);
        }
    }

    private static void advance(Slice state, long mean) {
        long newest = state.s64(NEWEST);
        if (newest == 0 || mean - newest >= MEANS) {
            state.clear(RING, MEANS);
            state.s64(FIRST, mean);
        } else {
            for (long quiet = newest + 1; quiet < mean; quiet++) {
                state.u8(RING + (int) (quiet % MEANS), 0);
            }
        }
        state.s64(NEWEST, mean);
    }

    private static int level(double bits) {
        return bits < 1_000 ? 0 : (int) Math.min(255, Math.round(STEPS * Math.log(bits / 1_000) / Math.log(2)));
    }

    private static double bits(int level) {
        return level == 0 ? 0 : 1_000 * Math.pow(2, level / STEPS);
    }

    /// The highest level that more than a twentieth of the day's means reach.
    private static int percentile(Slice state) {
        int[] count = new int[256];
        for (int i = 0; i < MEANS; i++) {
            count[state.u8(RING + i)]++;
        }
        int level = 255;
        for (int above = count[level]; above <= ABOVE && level > 0; above += count[level]) {
            level--;
        }
        return level;
    }

    private void say(
            Use use, int means, double bits, double percentile, Thresholds thresholds, String neighbours, Signs signs) {
        long at = use.fromMillis() + Use.MILLIS - 1;
        signs.see(new Sign(
                name(),
                KIND,
                use.client(),
                0,
                at + 1 - means * Use.MILLIS,
                at,
                Strength.MEASURED,
                Map.of(
                        "percent_of_plan",
                        (double) Math.round(100 * bits / thresholds.planBitsPerSecond()),
                        "bitsPerSecond",
                        (double) Math.round(bits),
                        "bitsPerSecond95",
                        (double) Math.round(percentile),
                        "uplinkShare",
                        use.allBitsOut() > 0 ? Math.round(100 * use.bitsOut() / use.allBitsOut()) / 100.0 : 0),
                Map.of("neighbours", neighbours)));
    }
}
