package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// Slow scanning: hosts on any ports that don't answer, over a day, so few an hour that no shorter window shows
/// them; and scans that connect as honest programs do, by the operating system, which the test of fast ones lets
/// pass. A sequential test as for fast scans (Wald 1945; Jung et al. 2004; false alarm 1e-9), between clients of
/// whose contacts at most 85 in a hundred fail, as while a mail server runs its queue, and scanners of whose 97 do,
/// with a higher floor of hosts.
///
/// - **Needs** TCP flags.
/// - **Fooled by** a client whose peers are gone for good, such as a poller of machines that were taken down: a
///   floor of networks as well keeps one dead network from counting as a scan.
/// - **Ignores** UDP and ICMP, where silence is the normal answer, and everything while a client's contacts go
///   well.
/// - **Under sampling** packets are counted, SYNs to different hosts and ports against others: so a scan of many
///   ports shows here too. At one in N, F probes a second give F/N samples, of which 16 are needed within a day:
///   10/s at 1:1000 takes half an hour, one probe a second five, and three a minute at 1:100 nine. What gives
///   fewer a day, as three a minute do at 1:1000, is not found; dark own space and login servers' logs help.
public final class SlowScanDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/port_scan");
    private static final long WINDOW_MILLIS = 86_400_000;

    /// Networks (/24, /48): fewer may be one that is dead.
    private static final int NETWORKS_MIN = 8;

    /// A /24 has no more hosts than 256, a /48 has room for any scan: nobody has so many peers in one that is dead.
    private static final double ONE_NETWORK_MAX = 1_000;

    /// Different hosts and ports of which a SYN was sampled.
    private static final double TARGETS_MIN_SAMPLED = 16;

    private static final int FROM = 0;
    private static final int LAST = 8;
    private static final int RATIO = 16;
    private static final int ATTEMPTS = 20;
    private static final int FAILED = 24;
    private static final int HOSTS_BEFORE = 28;
    private static final int NETWORKS = 32;
    private static final int NETWORKS_BITMAP = 16;
    private static final int HOSTS = 48;
    private static final int HOSTS_BITMAP = 128;

    /// The last second in which it was said: once a second is enough, however many hosts are tried.
    private static final int SAID = HOSTS + HOSTS_BITMAP;

    private static final int STATE = SAID + 8;

    /// In a full map new hosts seem known, and whoever met many open ones at first would never be found: while a client
    /// is suspected it begins anew, and what was counted stays. Looked at once in so many contacts.
    private static final double HOSTS_MAX = HOSTS_BITMAP * 8 * 0.6;

    private static final int LOOKED_AT = 64;

    @Override
    public String name() {
        return "slow-scan/4";
    }

    @Override
    public int stateBytes() {
        return STATE;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        if (!outbound || protocol != 6) {
            return Concern.NONE;
        }
        boolean good = asking && (flags & 0x10) != 0;
        return (flags & 0x12) == 0x02 ? Concern.ALWAYS : good ? Concern.IF_KNOWN : Concern.NONE;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        boolean failed = (flow.flags & 0x10) == 0;
        if (flow.sampling <= 1 && (flow.flags & 0x02) == 0) {
            return;
        }
        if (state.s64(FROM) == 0 || flow.fromMillis - state.s64(FROM) > WINDOW_MILLIS) {
            state.clear(0, STATE);
            state.s64(FROM, Math.max(1, flow.fromMillis));
        }
        state.s64(LAST, Math.max(state.s64(LAST), flow.toMillis));
        long port = flow.sampling > 1 ? (long) flow.targetPort << 48 : 0;
        if (failed && !state.mark(HOSTS, HOSTS_BITMAP, Flow.hash(flow.targetHigh ^ port, flow.targetLow))) {
            return;
        }
        double ratio = ContactTest.after(state.f32(RATIO), ContactTest.stepOfDay(failed, flow), flow);
        state.f32(RATIO, ratio);
        state.s32(ATTEMPTS, state.s32(ATTEMPTS) + 1);
        state.wake(ContactTest.isOpen(ratio, state.s32(ATTEMPTS)));
        if (!failed) {
            return;
        }
        state.s32(FAILED, state.s32(FAILED) + 1);
        state.mark(NETWORKS, NETWORKS_BITMAP, Flow.hash(flow.targetHigh >>> 16, flow.v6 ? 0 : flow.targetLow >>> 8));
        if (ratio > 0 && state.s32(ATTEMPTS) % LOOKED_AT == 0 && state.distinct(HOSTS, HOSTS_BITMAP) > HOSTS_MAX) {
            state.s32(HOSTS_BEFORE, (int) hosts(state));
            state.clear(HOSTS, HOSTS_BITMAP);
        }
        boolean many = state.s32(FAILED) * 2.0 >= hostsMin(flow, thresholds);
        if (many && ratio >= ContactTest.alarm(flow) && state.s32(SAID) != second(state)) {
            judge(flow, state, thresholds, ratio, signs);
        }
    }

    private static int second(Slice state) {
        return (int) (state.s64(LAST) / 1000);
    }

    private static double hostsMin(Flow flow, Thresholds thresholds) {
        double min = thresholds.slowScanHostsMin();
        return flow.sampling > 1 ? Math.max(TARGETS_MIN_SAMPLED, min / flow.sampling) : min;
    }

    private static double hosts(Slice state) {
        return state.s32(HOSTS_BEFORE) + state.distinct(HOSTS, HOSTS_BITMAP);
    }

    private void judge(Flow flow, Slice state, Thresholds thresholds, double ratio, Signs signs) {
        double hosts = hosts(state);
        // One dead network gives no samples to speak of.
        boolean spread = flow.sampling > 1
                || state.distinct(NETWORKS, NETWORKS_BITMAP) >= NETWORKS_MIN
                || flow.v6 && hosts >= ONE_NETWORK_MAX;
        double failed = (double) state.s32(FAILED) / state.s32(ATTEMPTS);
        if (hosts < hostsMin(flow, thresholds) || !spread) {
            return;
        }
        state.s32(SAID, second(state));
        long from = state.s64(FROM);
        long at = Math.max(from, state.s64(LAST));
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                0,
                from,
                at,
                Strength.MEASURED,
                Map.of(
                        "hosts",
                        (double) Math.round(hosts),
                        "targets",
                        (double) Math.round(hosts),
                        "unansweredShare",
                        Math.round(failed * 100) / 100.0,
                        "logRatio",
                        Math.round(ratio * 10) / 10.0,
                        "hostsPerHour",
                        Math.round(hosts / Math.max(1, (at - from) / 3_600_000.0) * 10) / 10.0,
                        "sampling",
                        (double) flow.sampling),
                Map.of("scan", "slow", "protocol", "tcp")));
    }
}
