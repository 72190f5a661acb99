package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// Mail sent straight to many mail servers: what a bot does, and what a mail server of a client does as well.
/// So it is a suspicion that wants a second source, or a plan without mail.
///
/// - **Needs** TCP flags.
/// - **Fooled by** every real mail server; raise the threshold of plans that may run one.
/// - **Ignores** connections that no server accepted (a scan of port 25 is a scan).
/// - **Under sampling** it sees the larger part of what is sent, for each mail has some packets.
public final class MailBurstDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("messaging/direct_to_mx");
    private static final int BITMAP = 64;
    private static final long WINDOW_MILLIS = 600_000;
    private static final int FROM = 0;
    private static final int LAST = 8;
    private static final int CONNECTIONS = 16;

    /// The last second in which it was said.
    private static final int SAID = 20;

    private static final int HOSTS = 24;

    @Override
    public String name() {
        return "mail-burst/1";
    }

    @Override
    public int stateBytes() {
        return HOSTS + BITMAP;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        return outbound && protocol == 6 && flags != 0x02 ? Concern.ALWAYS : Concern.NONE;
    }

    @Override
    public Ports ports() {
        return Ports.ofOthers(25);
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        boolean accepted = flow.sampling > 1 ? flow.flags != 0x02 : (flow.flags & 0x12) == 0x12;
        if (!accepted) {
            return;
        }
        if (state.s64(FROM) == 0 || flow.fromMillis - state.s64(FROM) > WINDOW_MILLIS) {
            state.clear(0, HOSTS + BITMAP);
            state.s64(FROM, Math.max(1, flow.fromMillis));
        }
        state.s64(LAST, Math.max(state.s64(LAST), flow.toMillis));
        state.s32(CONNECTIONS, state.s32(CONNECTIONS) + 1);
        state.mark(HOSTS, BITMAP, Flow.hash(flow.targetHigh, flow.targetLow));
        double hosts = state.distinct(HOSTS, BITMAP);
        int second = (int) (state.s64(LAST) / 1000);
        if (hosts >= thresholds.mailHostsMin() && state.s32(SAID) != second) {
            state.s32(SAID, second);
            long from = state.s64(FROM);
            signs.see(new Sign(
                    name(),
                    KIND,
                    flow.source(),
                    25,
                    from,
                    Math.max(from, state.s64(LAST)),
                    Strength.CLAIMED,
                    Map.of(
                            "hosts", (double) Math.round(hosts),
                            "connections", (double) state.s32(CONNECTIONS),
                            "sampling", (double) flow.sampling),
                    Map.of("port", "25")));
        }
    }
}
