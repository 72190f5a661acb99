package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// Mail sent straight to many mail servers: what a bot does, and what a mail server of a client does as well. But
/// who is a mail server gets mail too. A sequential test (Wald 1945; false alarm 1e-9) goes over the different hosts
/// with which mail was exchanged, in the order in which they came: of a mail server's at most 70 in a hundred are
/// ones that it sends to and doesn't hear from, of a bot's 99. It stays a suspicion, for a newsletter's server gets
/// no mail.
///
/// - **Needs** TCP flags and both directions.
/// - **Fooled by** a server that only sends: raise the threshold of plans that may run one (`mailHostsMin`). A bot on
///   a machine that is a busy mail server as well shows only where it sends to ten times as many hosts as send to
///   the server.
/// - **Ignores** connections that no server accepted (a scan of port 25 is a scan), and visitors of the client's
///   port 25 that leave no mail: every open one has guessers and scanners, and they make no mail server of a bot.
/// - **Under sampling** it sees the larger part of what is sent, for each mail has some packets: M mails a second of
///   P packets give M·P/N samples, of which 60 are needed. Two a second at 1:1000 take half an hour, one in five
///   seconds five hours.
public final class MailBurstDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("messaging/direct_to_mx");
    private static final int MAIL = 25;

    /// Of the hosts with which a mail server has to do it sends to these many only; a bot to these.
    private static final double HONEST = 0.7;

    private static final double BOT = 0.99;
    private static final double SENT = Math.log(BOT / HONEST);
    private static final double GOT = Math.log((1 - BOT) / (1 - HONEST));

    /// So much speaks for a mail server at most, so that it is found nonetheless when it is taken over.
    private static final double CREDIT = -20;

    /// Bytes of a session that left a mail: its head alone is larger than what a guesser or a scanner says.
    private static final double MAIL_BYTES_MIN = 2_000;

    private static final int BITMAP = 64;
    private static final long WINDOW_MILLIS = 600_000;

    /// Where samples come one in minutes.
    private static final long WINDOW_SAMPLED_MILLIS = 21_600_000;

    private static final int FROM = 0;
    private static final int LAST = 8;
    private static final int CONNECTIONS = 16;

    /// The last second in which it was said.
    private static final int SAID = 20;

    private static final int RATIO = 24;
    private static final int GOT_FROM = 28;
    private static final int HOSTS = 32;
    private static final int SENDERS = HOSTS + BITMAP;

    @Override
    public String name() {
        return "mail-burst/2";
    }

    @Override
    public int stateBytes() {
        return SENDERS + BITMAP;
    }

    /// What comes in makes nobody known: only what a client sends does.
    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        boolean accepted = protocol == 6 && (flags & 0x10) != 0;
        return !accepted ? Concern.NONE : outbound ? Concern.ALWAYS : Concern.IF_KNOWN;
    }

    @Override
    public Ports ports() {
        return Ports.ofEither(MAIL);
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        long window = flow.sampling > 1 ? WINDOW_SAMPLED_MILLIS : WINDOW_MILLIS;
        if (state.s64(FROM) == 0 || flow.fromMillis - state.s64(FROM) > window) {
            // Hosts are counted anew; what the test knows by then stays.
            double ratio = Math.min(ContactTest.ALARM, state.f32(RATIO));
            state.clear(0, SENDERS + BITMAP);
            state.s64(FROM, Math.max(1, flow.fromMillis));
            state.f32(RATIO, ratio);
        }
        if (outbound && flow.targetPort == MAIL) {
            sent(flow, state, thresholds, signs);
        } else if (!outbound && flow.targetPort == MAIL) {
            got(flow, state);
        }
    }

    private static void got(Flow flow, Slice state) {
        boolean mail = flow.sampling > 1 || flow.bytes >= MAIL_BYTES_MIN;
        if (mail && state.mark(SENDERS, BITMAP, Flow.hash(flow.sourceHigh, flow.sourceLow))) {
            state.s32(GOT_FROM, state.s32(GOT_FROM) + 1);
            state.f32(RATIO, Math.max(CREDIT, state.f32(RATIO) + GOT));
        }
    }

    private void sent(Flow flow, Slice state, Thresholds thresholds, Signs signs) {
        boolean accepted = flow.sampling > 1 || (flow.flags & 0x02) != 0;
        if (!accepted) {
            return;
        }
        state.s64(LAST, Math.max(state.s64(LAST), flow.toMillis));
        state.s32(CONNECTIONS, state.s32(CONNECTIONS) + 1);
        long host = Flow.hash(flow.targetHigh, flow.targetLow);
        boolean fresh = state.mark(HOSTS, BITMAP, host);
        if (fresh && !state.isMarked(SENDERS, BITMAP, host)) {
            state.f32(RATIO, state.f32(RATIO) + SENT);
        }
        int second = (int) (state.s64(LAST) / 1000);
        if (state.f32(RATIO) >= ContactTest.ALARM && state.s32(SAID) != second) {
            judge(flow, state, second, thresholds, signs);
        }
    }

    private void judge(Flow flow, Slice state, int second, Thresholds thresholds, Signs signs) {
        double hosts = state.distinct(HOSTS, BITMAP);
        if (hosts < thresholds.mailHostsMin()) {
            return;
        }
        state.s32(SAID, second);
        long from = state.s64(FROM);
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                MAIL,
                from,
                Math.max(from, state.s64(LAST)),
                Strength.CLAIMED,
                Map.of(
                        "hosts", (double) Math.round(hosts),
                        "hostsThatSentMail", (double) state.s32(GOT_FROM),
                        "connections", (double) state.s32(CONNECTIONS),
                        "sampling", (double) flow.sampling),
                Map.of("port", "25")));
    }
}
