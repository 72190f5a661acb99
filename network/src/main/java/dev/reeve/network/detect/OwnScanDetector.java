package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// Looking around among the provider's own addresses: addresses and ports of neighbours, or of nobody, that
/// don't answer. It has a kind of its own, for it is the provider's own systems that are probed, and a break-in
/// spreads this way.
///
/// - **Needs** TCP flags, and exporters that see traffic within the own network.
/// - **Fooled by** a client's own monitoring of its several machines while they are down: its dead targets
///   count.
/// - **Ignores** what answers, and everything that leaves the own network.
/// - **Under sampling** it needs so many more contacts; the rest is the same.
public final class OwnScanDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/reconnaissance");
    private static final long WINDOW_MILLIS = 3_600_000;

    /// A visit to an address without a tenant counts as much as so many to silent ones.
    private static final int DARK_WEIGHT = 3;

    private static final int FROM = 0;
    private static final int LAST = 8;
    private static final int DARK = 16;

    /// The last second in which it was said.
    private static final int SAID = 20;

    private static final int TARGETS = 24;
    private static final int BITMAP = 64;

    @Override
    public String name() {
        return "own-scan/1";
    }

    @Override
    public int stateBytes() {
        return TARGETS + BITMAP;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        boolean unanswered = protocol == 6 && (flags & 0x12) == 0x02;
        return outbound && unanswered ? Concern.ALWAYS : Concern.NONE;
    }

    @Override
    public boolean withinOwn() {
        return true;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (state.s64(FROM) == 0 || flow.fromMillis - state.s64(FROM) > WINDOW_MILLIS) {
            state.clear(0, TARGETS + BITMAP);
            state.s64(FROM, Math.max(1, flow.fromMillis));
        }
        state.s64(LAST, Math.max(state.s64(LAST), flow.toMillis));
        if (!state.mark(TARGETS, BITMAP, Flow.hash(flow.targetHigh + flow.targetPort, flow.targetLow))) {
            return;
        }
        state.s32(DARK, state.s32(DARK) + (flow.targetDark ? 1 : 0));
        int second = (int) (state.s64(LAST) / 1000);
        if (state.s32(SAID) == second) {
            return;
        }
        double targets = state.distinct(TARGETS, BITMAP);
        if (targets + (DARK_WEIGHT - 1.0) * state.s32(DARK) >= thresholds.ownScanMin()) {
            state.s32(SAID, second);
            long from = state.s64(FROM);
            signs.see(new Sign(
                    name(),
                    KIND,
                    flow.source(),
                    0,
                    from,
                    Math.max(from, state.s64(LAST)),
                    Strength.MEASURED,
                    Map.of(
                            "targets", (double) Math.round(targets),
                            "dark", (double) state.s32(DARK),
                            "sampling", (double) flow.sampling),
                    Map.of("scan", "own-systems", "protocol", "tcp")));
        }
    }
}
