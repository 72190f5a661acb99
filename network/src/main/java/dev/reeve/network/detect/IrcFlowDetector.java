package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// IRC as flow records show it: a connection to one of its ports that lasts, says little and says it in small
/// packets, as people and the server's pings do (RFC 1459 §4.6.2). A suspicion, which wants what was said as a
/// second source.
///
/// - **Needs** nothing but ports, times and sizes.
/// - **Fooled by** any other quiet, lasting service on such a port.
/// - **Ignores** IRC on other ports, and connections that are short or carry much.
/// - **Under sampling** what counts is from the first to the last sample, so two samples are needed that are as far
///   apart as a session must last: at one packet in N a session of P packets gives P/N. One of ten thousand is found
///   at 1:1000, one of a thousand in a quarter of the cases, one of a hundred hardly ever (one in two hundred).
public final class IrcFlowDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("service/irc_client");

    /// Servers ping every one to three minutes; exporters say it at their active timeout, half an hour at most.
    private static final long SILENCE_MILLIS = 1_900_000;

    private static final double PACKETS_PER_SECOND_MAX = 5;
    private static final double PACKET_BYTES_MAX = 400;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int FROM = 16;
    private static final int LAST = 24;
    private static final int PACKETS = 32;
    private static final int BYTES = 36;
    private static final int PORT = 40;
    private static final int SLOT = 48;

    /// Sessions that are followed at once; the one that was quiet longest gives way.
    private static final int SLOTS = 4;

    @Override
    public String name() {
        return "irc-flow/2";
    }

    @Override
    public int stateBytes() {
        return SLOTS * SLOT;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        boolean established = protocol == 6 && (flags & 0x10) != 0;
        return outbound && asking && established ? Concern.ALWAYS : Concern.NONE;
    }

    @Override
    public Ports ports() {
        return Ports.ofOthers(6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 6697, 7000, 9999);
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        int slot = slot(flow, state);
        state.s64(slot + LAST, Math.max(state.s64(slot + LAST), flow.toMillis));
        state.f32(slot + PACKETS, state.f32(slot + PACKETS) + flow.packets);
        state.f32(slot + BYTES, state.f32(slot + BYTES) + flow.bytes);
        double seconds = (state.s64(slot + LAST) - state.s64(slot + FROM)) / 1000.0;
        double packets = state.f32(slot + PACKETS);
        boolean quiet =
                packets <= seconds * PACKETS_PER_SECOND_MAX && state.f32(slot + BYTES) <= packets * PACKET_BYTES_MAX;
        if (seconds >= thresholds.ircSecondsMin() && quiet) {
            signs.see(new Sign(
                    name(),
                    KIND,
                    flow.source(),
                    flow.targetPort,
                    state.s64(slot + FROM),
                    state.s64(slot + LAST),
                    Strength.CLAIMED,
                    Map.of(
                            "seconds", (double) Math.round(seconds),
                            "packets", (double) Math.round(packets),
                            "sampling", (double) flow.sampling),
                    Map.of(
                            "server",
                            flow.target().toString(),
                            "port",
                            String.valueOf(flow.targetPort),
                            "seen",
                            "flows")));
        }
    }

    private static int slot(Flow flow, Slice state) {
        int chosen = 0;
        for (int slot = 0; slot < SLOTS * SLOT; slot += SLOT) {
            boolean same = state.s64(slot + HIGH) == flow.targetHigh
                    && state.s64(slot + LOW) == flow.targetLow
                    && state.u16(slot + PORT) == flow.targetPort;
            if (same && flow.fromMillis - state.s64(slot + LAST) <= SILENCE_MILLIS) {
                return slot;
            }
            // A session of before with the same server gives way first.
            if (same) {
                chosen = slot;
                break;
            }
            chosen = state.s64(slot + LAST) < state.s64(chosen + LAST) ? slot : chosen;
        }
        state.clear(chosen, SLOT);
        state.s64(chosen + HIGH, flow.targetHigh);
        state.s64(chosen + LOW, flow.targetLow);
        state.u16(chosen + PORT, flow.targetPort);
        state.s64(chosen + FROM, flow.fromMillis);
        return chosen;
    }
}
