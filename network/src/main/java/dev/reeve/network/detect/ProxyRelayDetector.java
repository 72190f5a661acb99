package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// A proxy by the balance of bytes: a connection comes in, within a second one goes out, and in both directions
/// both carry as much, to within a tenth; many such pairs, to many destinations. A suspicion: what was said to
/// it is the proof.
///
/// - **Needs** unsampled records of both directions of whole connections.
/// - **Fooled by** a gateway that is meant to be one, such as a forwarder of mail that neither adds nor stores;
///   and not by a reverse proxy, for that one has few destinations.
/// - **Ignores** small answers, which are all alike, and most of what happens while nothing is suspected: of a
///   client with few pairs it looks at one second in sixteen, so that servers cost little.
/// - **Under sampling** sizes of single connections mean nothing, and it stays silent: of a connection with 20
///   packets each way both records are seen once in 2,500 at 1:1000, and its size is known to no better than all.
///   Totals of both directions don't do instead: those of mail relays, VPN gateways and game servers are as alike. So
///   any sampling makes it blind; what helps is unsampled export at the hosts, captures, or Zeek's logs.
public final class ProxyRelayDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("service/proxy");
    private static final long WINDOW_MILLIS = 3_600_000;

    private static final long APART_MILLIS = 1_000;
    private static final double ALIKE = 0.1;

    /// A proxy's own words to both sides.
    private static final double WORDS_BYTES = 300;

    private static final double DOWN_BYTES_MIN = 2_000;
    private static final int DESTINATIONS_MIN = 10;

    /// Of what the client asks of others, at least this share is what others asked of it.
    private static final double PAIRED_SHARE = 0.4;

    private static final int SUSPECTED = 3;

    private static final int FROM = 0;
    private static final int LAST = 8;
    private static final int PAIRS = 16;
    private static final int ASKED = 20;
    private static final int NEXT_IN = 24;
    private static final int NEXT_OUT = 28;
    private static final int DESTINATIONS = 32;
    private static final int BITMAP = 32;

    /// Connections that came in, and those that went out. Their keys stand together, so that all are one fetch
    /// from memory.
    private static final int LEGS = 8;

    private static final int KEYS = 64;
    private static final int BODIES = KEYS + 2 * LEGS * 4;
    private static final int BODY = 24;

    /// Offsets within a leg, one connection: `up` is from who asks, `down` the answer.
    private static final int START = 0;

    private static final int UP = 8;
    private static final int DOWN = 12;
    private static final int PEER = 16;

    @Override
    public String name() {
        return "proxy-relay/1";
    }

    @Override
    public int stateBytes() {
        return BODIES + 2 * LEGS * BODY;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        boolean whole = protocol == 6 && (flags & 0x13) == 0x13;
        return !whole ? Concern.NONE : outbound && asking ? Concern.NOW_AND_THEN : Concern.IF_KNOWN;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (flow.sampling > 1) {
            return;
        }
        if (state.s64(FROM) == 0 || flow.fromMillis - state.s64(FROM) > WINDOW_MILLIS) {
            state.clear(0, BODIES + 2 * LEGS * BODY);
            state.s64(FROM, Math.max(1, flow.fromMillis));
        }
        boolean looking = isSuspected(state) || Interests.isNow(flow.toMillis);
        state.wake(looking);
        if (!looking) {
            return;
        }
        int clientPort = outbound ? flow.sourcePort : flow.targetPort;
        int otherPort = outbound ? flow.targetPort : flow.sourcePort;
        boolean asking = otherPort < clientPort;
        int leg = leg(flow, outbound, asking, clientPort, otherPort, state);
        int body = body(leg);
        state.f32(body + (outbound == asking ? UP : DOWN), flow.bytes);
        state.s64(body + START, Math.min(state.s64(body + START), flow.fromMillis));
        state.s64(LAST, Math.max(state.s64(LAST), flow.toMillis));
        if (state.f32(body + UP) > 0 && state.f32(body + DOWN) >= DOWN_BYTES_MIN) {
            state.s32(ASKED, state.s32(ASKED) + (asking ? 1 : 0));
            pair(flow, outbound, asking, state, leg, thresholds, signs);
        }
    }

    private static boolean isSuspected(Slice state) {
        return state.s32(PAIRS) >= SUSPECTED && state.s32(PAIRS) >= state.s32(ASKED) * PAIRED_SHARE;
    }

    private static int body(int leg) {
        return BODIES + leg * BODY;
    }

    /// The leg of this connection: the one whose other direction was seen, or one in place of the oldest. The
    /// first half of the legs came in, the second went out.
    private static int leg(Flow flow, boolean outbound, boolean asking, int clientPort, int otherPort, Slice state) {
        long peer = outbound ? Flow.hash(flow.targetHigh, flow.targetLow) : Flow.hash(flow.sourceHigh, flow.sourceLow);
        int key = (int) Flow.hash(peer, (long) clientPort << 16 | otherPort) | 1;
        int first = asking ? LEGS : 0;
        for (int leg = first; leg < first + LEGS; leg++) {
            if (state.s32(KEYS + leg * 4) == key) {
                return leg;
            }
        }
        int next = asking ? NEXT_OUT : NEXT_IN;
        int leg = first + (state.s32(next) & LEGS - 1);
        state.s32(next, state.s32(next) + 1);
        state.s32(KEYS + leg * 4, key);
        state.clear(body(leg), BODY);
        state.s64(body(leg) + START, flow.fromMillis);
        state.s64(body(leg) + PEER, peer);
        return leg;
    }

    private void pair(
            Flow flow, boolean outbound, boolean asking, Slice state, int leg, Thresholds thresholds, Signs signs) {
        int first = asking ? 0 : LEGS;
        for (int other = first; other < first + LEGS; other++) {
            if (state.s32(KEYS + other * 4) != 0 && alike(state, body(leg), body(other))) {
                state.mark(DESTINATIONS, BITMAP, state.s64(body(asking ? leg : other) + PEER));
                state.s32(PAIRS, state.s32(PAIRS) + 1);
                state.s32(KEYS + leg * 4, 0);
                state.s32(KEYS + other * 4, 0);
                judge(flow, outbound, state, thresholds, signs);
                return;
            }
        }
    }

    private static boolean alike(Slice state, int leg, int other) {
        return Math.abs(state.s64(leg + START) - state.s64(other + START)) <= APART_MILLIS
                && alike(state.f32(leg + UP), state.f32(other + UP))
                && alike(state.f32(leg + DOWN), state.f32(other + DOWN));
    }

    private static boolean alike(double one, double other) {
        return one > 0 && other > 0 && Math.abs(one - other) <= Math.max(WORDS_BYTES, ALIKE * Math.max(one, other));
    }

    private void judge(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        double destinations = state.distinct(DESTINATIONS, BITMAP);
        if (state.s32(PAIRS) < thresholds.relayPairsMin() || destinations < DESTINATIONS_MIN || !isSuspected(state)) {
            return;
        }
        long from = state.s64(FROM);
        signs.see(new Sign(
                name(),
                KIND,
                outbound ? flow.source() : flow.target(),
                0,
                from,
                Math.max(from, state.s64(LAST)),
                Strength.CLAIMED,
                Map.of(
                        "pairs", (double) state.s32(PAIRS),
                        "pairedShare", Math.round(100.0 * state.s32(PAIRS) / Math.max(1, state.s32(ASKED))) / 100.0,
                        "destinations", (double) Math.round(destinations)),
                Map.of("seen", "flows")));
    }
}
