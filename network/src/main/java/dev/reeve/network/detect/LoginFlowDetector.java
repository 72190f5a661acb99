package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// Guessing of passwords as flow records show it: connections to SSH, RDP, Telnet, FTP or mail logins that are
/// as large as one failed login and no larger, in a streak or to many servers, and hardly any session (after
/// SSHCure, Hofstede et al. 2014).
///
/// - **Needs** records with packets, bytes and flags.
/// - **Fooled by** monitoring that logs in and out again with a key: list it, or let it keep its connection.
/// - **Ignores** connections that are smaller (a scan) or larger (a session): a session ends the streak, counts
///   against as many attempts as four, and is told where it is with a server that was guessed at. Port 25 too:
///   mail whose recipient is refused is as small as a failed login, and mail servers send much of it.
/// - **Under sampling** sizes mean nothing, but how often a sampled packet begins or ends a connection tells how
///   long connections are: of guessers' packets one in a dozen or more does, of sessions' one in fifty or less. A
///   sequential test (Wald 1945) of that needs some 150 samples of SSH, RDP or Telnet at five servers or more: G
///   guesses a second of P packets give G·P/N samples a second, so two a second at 1:1000 take an hour or two. Of
///   FTP and mail, where honest connections are as short, it says nothing.
public final class LoginFlowDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/login_attack");
    private static final int STREAK_MIN = 20;
    private static final int SERVERS_MIN = 5;

    /// Attempts at many servers, less what sessions count against them. An administrator of whose logins a third
    /// are short gets so far with a chance below one in a million, and after his first sessions never.
    private static final int SERVERS_SCORE_MIN = 15;

    private static final int SESSION_SCORE = 4;

    /// So much speaks for a client at most, so that it is found nonetheless when it is taken over.
    private static final int SCORE_MIN = -20;

    private static final long WINDOW_MILLIS = 1_800_000;
    private static final int BITMAP = 32;
    private static final int SLOTS = 2;
    private static final int SLOT = 56 + BITMAP;

    /// Share of sampled packets that begin or end a connection.
    private static final double ENDS_OF_SESSIONS = 0.02;

    private static final double ENDS_OF_GUESSES = 0.08;
    private static final double END = Math.log(ENDS_OF_GUESSES / ENDS_OF_SESSIONS);
    private static final double MIDDLE = Math.log((1 - ENDS_OF_GUESSES) / (1 - ENDS_OF_SESSIONS));

    /// One SYN in so many samples at most: what has more is a scan.
    private static final int SYNS = 3;

    private static final int PORT = 0;
    private static final int SCORE = 4;
    private static final int FROM = 8;
    private static final int LAST = 16;
    private static final int STREAK = 24;
    private static final int ATTEMPTS = 28;
    private static final int SAID = 32;
    private static final long SAY_MILLIS = 1_000;
    private static final int RATIO = 40;
    private static final int SAMPLES = 44;
    private static final int SYN_SAMPLES = 48;
    private static final int SERVERS = 56;

    @Override
    public String name() {
        return "login-flow/3";
    }

    @Override
    public int stateBytes() {
        return SLOTS * SLOT;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        return outbound && protocol == 6 && (flags & 0x12) != 0 ? Concern.ALWAYS : Concern.NONE;
    }

    @Override
    public Ports ports() {
        return Ports.ofOthers(21, 22, 23, 110, 143, 465, 587, 993, 995, 2222, 3389);
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (flow.sampling > 1) {
            sampled(flow, state, signs);
            return;
        }
        int verdict = (flow.flags & 0x12) != 0x12 ? 0 : verdict(flow);
        if (verdict == 0) {
            return;
        }
        int slot = slot(state, flow);
        long server = Flow.hash(flow.targetHigh, flow.targetLow);
        if (verdict < 0) {
            boolean guessed = state.s64(slot + SAID) != 0 && state.isMarked(slot + SERVERS, BITMAP, server);
            state.s32(slot + STREAK, 0);
            state.s32(slot + SCORE, Math.max(SCORE_MIN, state.s32(slot + SCORE) - SESSION_SCORE));
            state.s64(slot + LAST, Math.max(state.s64(slot + LAST), flow.toMillis));
            if (guessed) {
                say(flow, state, slot, "session", signs);
            }
            return;
        }
        state.s32(slot + STREAK, state.s32(slot + STREAK) + 1);
        state.s32(slot + SCORE, state.s32(slot + SCORE) + 1);
        state.s32(slot + ATTEMPTS, state.s32(slot + ATTEMPTS) + 1);
        state.s64(slot + LAST, Math.max(state.s64(slot + LAST), flow.toMillis));
        state.mark(slot + SERVERS, BITMAP, server);
        double servers = state.distinct(slot + SERVERS, BITMAP);
        boolean campaign = state.s32(slot + STREAK) >= STREAK_MIN
                || servers >= SERVERS_MIN && state.s32(slot + SCORE) >= SERVERS_SCORE_MIN;
        boolean due = state.s64(slot + LAST) - state.s64(slot + SAID) >= SAY_MILLIS
                || Growth.isStep(state.s32(slot + ATTEMPTS));
        if (campaign && due) {
            say(flow, state, slot, "attempt", signs);
        }
    }

    private void sampled(Flow flow, Slice state, Signs signs) {
        boolean judged = flow.targetPort == 22 || flow.targetPort == 2222 || flow.targetPort == 23;
        if (!judged && flow.targetPort != 3389) {
            return;
        }
        int slot = slot(state, flow);
        int ends = Integer.bitCount(flow.flags & 0x03);
        long middles = Math.max(0, flow.samples - ends);
        double ratio = Math.max(-ContactTest.ALARM, state.f32(slot + RATIO) + ends * END + middles * MIDDLE);
        state.f32(slot + RATIO, ratio);
        state.s32(slot + SAMPLES, state.s32(slot + SAMPLES) + (int) flow.samples);
        state.s32(slot + SYN_SAMPLES, state.s32(slot + SYN_SAMPLES) + (flow.flags >>> 1 & 1));
        state.s64(slot + LAST, Math.max(state.s64(slot + LAST), flow.toMillis));
        state.mark(slot + SERVERS, BITMAP, Flow.hash(flow.targetHigh, flow.targetLow));
        boolean due = state.s64(slot + LAST) - state.s64(slot + SAID) >= SAY_MILLIS;
        if (due && ratio >= ContactTest.alarm(flow) && isNoScan(state, slot)) {
            // Each connection shows by its beginning and its end.
            state.s32(slot + ATTEMPTS, state.s32(slot + SYN_SAMPLES) * flow.sampling);
            say(flow, state, slot, "attempt", signs);
        }
    }

    private static boolean isNoScan(Slice state, int slot) {
        return state.s32(slot + SYN_SAMPLES) * SYNS <= state.s32(slot + SAMPLES)
                && state.distinct(slot + SERVERS, BITMAP) >= SERVERS_MIN;
    }

    /// @param after what came last: another attempt, or a session with a server that was guessed at
    private void say(Flow flow, Slice state, int slot, String after, Signs signs) {
        long from = state.s64(slot + FROM);
        int attempts = state.s32(slot + ATTEMPTS);
        state.s64(slot + SAID, state.s64(slot + LAST));
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                flow.targetPort,
                from,
                Math.max(from, state.s64(slot + LAST)),
                Strength.MEASURED,
                Map.of("attempts", (double) attempts, "servers", (double)
                        Math.round(state.distinct(slot + SERVERS, BITMAP))),
                Map.of("port", String.valueOf(flow.targetPort), "attempts", String.valueOf(attempts), "after", after)));
    }

    /// @return 1 for a failed login, -1 for a session, 0 for neither
    private static int verdict(Flow flow) {
        return switch (flow.targetPort) {
            case 22, 2222 -> band(flow, 8, 51, 1_000, 6_000);
            case 3389 -> band(flow, 20, 100, 2_200, 8_000);
            case 23 -> band(flow, 9, 50, 400, 4_000);
            case 21, 110, 143, 465, 587, 993, 995 -> band(flow, 6, 25, 300, 2_500);
            default -> 0;
        };
    }

    private static int band(Flow flow, int packetsMin, int packetsMax, int bytesMin, int bytesMax) {
        if (flow.packets > packetsMax * 3.0 || flow.bytes > bytesMax * 3.0) {
            return -1;
        }
        boolean within = flow.packets >= packetsMin
                && flow.packets <= packetsMax
                && flow.bytes >= bytesMin
                && flow.bytes <= bytesMax
                && flow.toMillis - flow.fromMillis <= 60_000;
        return within ? 1 : 0;
    }

    private static int slot(Slice state, Flow flow) {
        int chosen = 0;
        for (int i = 0; i < SLOTS; i++) {
            int slot = i * SLOT;
            if (state.s64(slot + FROM) != 0 && state.u16(slot + PORT) == flow.targetPort) {
                if (flow.fromMillis - state.s64(slot + LAST) > WINDOW_MILLIS) {
                    begin(state, slot, flow);
                }
                return slot;
            }
            chosen = state.s64(slot + LAST) < state.s64(chosen + LAST) ? slot : chosen;
        }
        begin(state, chosen, flow);
        return chosen;
    }

    private static void begin(Slice state, int slot, Flow flow) {
        state.clear(slot, SLOT);
        state.u16(slot + PORT, flow.targetPort);
        state.s64(slot + FROM, Math.max(1, flow.fromMillis));
        state.s64(slot + LAST, Math.max(1, flow.fromMillis));
    }
}
