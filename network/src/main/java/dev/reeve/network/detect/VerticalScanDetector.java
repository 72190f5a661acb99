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

    /// What both slots are found and judged by stands together at the beginning: one fetch from memory. The body is
    /// begun with the second port of a host, for most clients that miss a host try one.
    private static final int ENTRY = 40;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int LAST = 16;
    private static final int FROM = 24;
    private static final int TRIED = 32;
    private static final int ACCEPTED = 34;
    private static final int FIRST_PORT = 36;
    private static final int ALARMED = 38;

    /// The ports that were tried, as a map of bits for each slot.
    private static final int BITMAP = 64;

    private static final int PORTS = SLOTS * ENTRY;

    private static final long WINDOW_MILLIS = 300_000;

    private static final int SUSPECTED = 4;

    /// Of the ports that were tried these many are closed or silent.
    private static final double REFUSED_SHARE = 0.8;

    @Override
    public String name() {
        return "vertical-scan/1";
    }

    @Override
    public int stateBytes() {
        return SLOTS * (ENTRY + BITMAP);
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        if (!outbound || protocol != 6 || (flags & 0x02) == 0) {
            return Concern.NONE;
        }
        return (flags & 0x10) == 0 ? Concern.ALWAYS : asking ? Concern.IF_KNOWN : Concern.NONE;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        boolean accepted = (flow.flags & 0x10) != 0;
        int slot = slot(flow, state, accepted);
        if (slot >= 0) {
            contact(flow, state, slot, accepted, thresholds, signs);
        }
        // What a host accepts is of interest only once some of its ports were closed.
        state.wake(state.u16(TRIED) >= SUSPECTED || state.u16(ENTRY + TRIED) >= SUSPECTED);
    }

    private void contact(Flow flow, Slice state, int slot, boolean accepted, Thresholds thresholds, Signs signs) {
        int entry = slot * ENTRY;
        if (flow.fromMillis - state.s64(entry + LAST) > WINDOW_MILLIS) {
            begin(flow, state, slot);
        }
        state.s64(entry + LAST, Math.max(state.s64(entry + LAST), flow.toMillis));
        int tried = tried(flow, state, slot);
        if (tried == state.u16(entry + TRIED)) {
            return;
        }
        state.u16(entry + TRIED, tried);
        state.u16(entry + ACCEPTED, state.u16(entry + ACCEPTED) + (accepted ? 1 : 0));
        double refused = 1 - (double) state.u16(entry + ACCEPTED) / tried;
        // A map of bits makes some more of few, never twice as many.
        if (tried < 2 || tried * 2 < thresholds.scanPortsMin() || refused < REFUSED_SHARE) {
            return;
        }
        double ports = state.distinct(ports(slot), BITMAP);
        if (ports >= thresholds.scanPortsMin()) {
            alarm(flow, state, slot, Math.max(ports, state.u16(entry + ALARMED)), refused, signs);
        }
    }

    /// Marks the port.
    ///
    /// @return how many ports were tried by now
    private static int tried(Flow flow, Slice state, int slot) {
        int entry = slot * ENTRY;
        int tried = state.u16(entry + TRIED);
        if (tried == 0) {
            state.u16(entry + FIRST_PORT, flow.targetPort);
            return 1;
        }
        int first = state.u16(entry + FIRST_PORT);
        if (tried == 1 && first == flow.targetPort) {
            return 1;
        }
        int ports = ports(slot);
        if (tried == 1) {
            state.clear(ports, BITMAP);
            state.mark(ports, BITMAP, spread(first));
        }
        return state.mark(ports, BITMAP, spread(flow.targetPort)) ? tried + 1 : tried;
    }

    private static long spread(int port) {
        return port * 0x9E37_79B9_7F4A_7C15L >>> 40;
    }

    private static int ports(int slot) {
        return PORTS + slot * BITMAP;
    }

    /// @return -1 where an accepted connection has no slot, for it needs none
    private static int slot(Flow flow, Slice state, boolean accepted) {
        int oldest = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            int entry = slot * ENTRY;
            boolean used = state.s64(entry + LAST) != 0;
            if (used && state.s64(entry + HIGH) == flow.targetHigh && state.s64(entry + LOW) == flow.targetLow) {
                return slot;
            }
            oldest = state.s64(entry + LAST) < state.s64(oldest * ENTRY + LAST) ? slot : oldest;
        }
        if (accepted) {
            return -1;
        }
        begin(flow, state, oldest);
        return oldest;
    }

    private static void begin(Flow flow, Slice state, int slot) {
        int entry = slot * ENTRY;
        state.clear(entry, ENTRY);
        state.s64(entry + HIGH, flow.targetHigh);
        state.s64(entry + LOW, flow.targetLow);
        state.s64(entry + LAST, flow.fromMillis);
        state.s64(entry + FROM, flow.fromMillis);
    }

    private void alarm(Flow flow, Slice state, int slot, double ports, double refused, Signs signs) {
        int entry = slot * ENTRY;
        state.u16(entry + ALARMED, (int) ports);
        long from = state.s64(entry + FROM);
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                0,
                from,
                Math.max(from, state.s64(entry + LAST)),
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
