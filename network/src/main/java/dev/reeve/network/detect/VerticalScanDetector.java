package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// Scanning: many ports of one host. Each port counts once; what the host accepted counts against.
///
/// - **Needs** TCP flags.
/// - **Fooled by** passive FTP and peer-to-peer hosts, which use many ports of one host: theirs are accepted.
/// - **Ignores** UDP, where silence is the normal answer.
/// - **Under sampling** it sees scans of a great part of all ports only.
public final class VerticalScanDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/port_scan");
    private static final int SLOTS = 2;
    private static final int BITMAP = 64;
    private static final int SLOT = 48 + BITMAP;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int FROM = 16;
    private static final int LAST = 24;
    private static final int TRIED = 32;
    private static final int ACCEPTED = 36;
    private static final int ALARMED = 40;
    private static final int PORTS = 48;

    private static final long WINDOW_MILLIS = 300_000;

    /// Of the ports that were tried these many are closed or silent.
    private static final double REFUSED_SHARE = 0.8;

    @Override
    public String name() {
        return "vertical-scan/1";
    }

    @Override
    public int stateBytes() {
        return SLOTS * SLOT;
    }

    @Override
    public Concern concern(boolean outbound, int protocol, int flags) {
        if (!outbound || protocol != 6 || (flags & 0x02) == 0) {
            return Concern.NONE;
        }
        return (flags & 0x10) == 0 ? Concern.ALWAYS : Concern.IF_KNOWN;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (!outbound || flow.protocol != 6 || (flow.flags & 0x02) == 0) {
            return;
        }
        boolean accepted = (flow.flags & 0x10) != 0;
        int slot = slot(flow, state, accepted);
        if (slot < 0) {
            return;
        }
        if (flow.fromMillis - state.s64(slot + LAST) > WINDOW_MILLIS) {
            begin(flow, state, slot);
        }
        state.s64(slot + LAST, Math.max(state.s64(slot + LAST), flow.toMillis));
        long spread = flow.targetPort * 0x9E37_79B9_7F4A_7C15L >>> 40;
        if (!state.mark(slot + PORTS, BITMAP, spread)) {
            return;
        }
        state.s32(slot + TRIED, state.s32(slot + TRIED) + 1);
        state.s32(slot + ACCEPTED, state.s32(slot + ACCEPTED) + (accepted ? 1 : 0));
        double ports = state.distinct(slot + PORTS, BITMAP);
        double refused = 1 - (double) state.s32(slot + ACCEPTED) / state.s32(slot + TRIED);
        if (ports >= thresholds.scanPortsMin() && refused >= REFUSED_SHARE) {
            alarm(flow, state, slot, Math.max(ports, state.s32(slot + ALARMED)), refused, signs);
        }
    }

    /// @return -1 where an accepted connection has no slot, for it needs none
    private static int slot(Flow flow, Slice state, boolean accepted) {
        int oldest = 0;
        for (int i = 0; i < SLOTS; i++) {
            int slot = i * SLOT;
            boolean used = state.s64(slot + FROM) != 0;
            if (used && state.s64(slot + HIGH) == flow.targetHigh && state.s64(slot + LOW) == flow.targetLow) {
                return slot;
            }
            oldest = state.s64(slot + LAST) < state.s64(oldest + LAST) ? slot : oldest;
        }
        if (accepted) {
            return -1;
        }
        begin(flow, state, oldest);
        return oldest;
    }

    private static void begin(Flow flow, Slice state, int slot) {
        state.clear(slot, SLOT);
        state.s64(slot + HIGH, flow.targetHigh);
        state.s64(slot + LOW, flow.targetLow);
        state.s64(slot + FROM, flow.fromMillis);
        state.s64(slot + LAST, flow.fromMillis);
    }

    private void alarm(Flow flow, Slice state, int slot, double ports, double refused, Signs signs) {
        state.s32(slot + ALARMED, (int) ports);
        long from = state.s64(slot + FROM);
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                0,
                from,
                Math.max(from, state.s64(slot + LAST)),
                Strength.MEASURED,
                Map.of(
                        "ports", (double) Math.round(ports),
                        "refusedShare", (double) Math.round(refused * 100) / 100,
                        "sampling", (double) flow.sampling),
                Map.of(
                        "scan",
                        "vertical",
                        "protocol",
                        "tcp",
                        "target",
                        flow.target().toString())));
    }
}
