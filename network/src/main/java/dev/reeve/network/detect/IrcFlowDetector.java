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
/// - **Under sampling** a session of some hundred packets still shows: what counts is from the first to the
///   last sample.
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
    private static final int SIZE = 48;

    @Override
    public String name() {
        return "irc-flow/1";
    }

    @Override
    public int stateBytes() {
        return SIZE;
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
        boolean same = state.s64(HIGH) == flow.targetHigh
                && state.s64(LOW) == flow.targetLow
                && state.u16(PORT) == flow.targetPort
                && flow.fromMillis - state.s64(LAST) <= SILENCE_MILLIS;
        if (!same) {
            state.clear(0, SIZE);
            state.s64(HIGH, flow.targetHigh);
            state.s64(LOW, flow.targetLow);
            state.u16(PORT, flow.targetPort);
            state.s64(FROM, flow.fromMillis);
        }
        state.s64(LAST, Math.max(state.s64(LAST), flow.toMillis));
        state.f32(PACKETS, state.f32(PACKETS) + flow.packets);
        state.f32(BYTES, state.f32(BYTES) + flow.bytes);
        double seconds = (state.s64(LAST) - state.s64(FROM)) / 1000.0;
        double packets = state.f32(PACKETS);
        boolean quiet = packets <= seconds * PACKETS_PER_SECOND_MAX && state.f32(BYTES) <= packets * PACKET_BYTES_MAX;
        if (seconds >= thresholds.ircSecondsMin() && quiet) {
            signs.see(new Sign(
                    name(),
                    KIND,
                    flow.source(),
                    flow.targetPort,
                    state.s64(FROM),
                    state.s64(LAST),
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
}
