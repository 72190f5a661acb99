package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// Scanning: one port of many hosts that don't answer. For each of the ports that a client tries most, a
/// sequential test of the ratio of failures (Wald 1945; Jung et al., "Fast portscan detection using sequential
/// hypothesis testing", 2004) decides between a client whose first contacts fail now and then and one whose
/// contacts fail nearly always.
///
/// Failures of honest clients come in bursts, and a client may begin with one: when the desk is started in the middle
/// of a mail server's queue, nothing is known of it. Two things tell such a burst from a scan at once, whatever its
/// share of failures. What really wants to be connected is tried again: every operating system sends its SYN again
/// after a second or three (RFC 6298 §2), and scanners send one and go on, for that is how they are fast. And what
/// fails together lies together: of one network (/24, /64) the first failure counts in full, further ones by a third.
///
/// - **Needs** TCP flags for TCP, and an exporter that keeps the repetitions of a SYN in one record, as any does that
///   waits some seconds for more; where each is a record of its own, the share of failures is all that tells. For UDP
///   and ICMP both directions.
/// - **Fooled by** a client whose programs give up within a second while its uplink is down: a floor of different
///   hosts, and any answer counts heavily against it, beforehand too. A scanner that mixes in many good contacts on
///   the same port stays below; so does one that connects by its operating system and waits, or sends each probe
///   again later: it is found by the slow scan's test, after some 200 hosts.
/// - **Ignores** repeated contacts with the same host, and hosts that answered before. A sweep of one network needs
///   95 hosts instead of 33.
/// - **Under sampling** packets are counted, SYNs against others. At one packet in N, F hosts a second give F/N
///   samples, and 9 to 20 are needed: 1,000/s at 1:1000 takes a quarter to half a minute, 10/s half an hour.
///
/// Counting failures alone condemns mail relays, crawlers and peer-to-peer hosts; this test at a false alarm
/// rate of 1e-9 for each client and port does not.
public final class HorizontalScanDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/port_scan");

    /// Ports of one client that are followed at once; the one that was quiet longest gives way.
    private static final int SLOTS = 4;

    /// What all slots are found and suspected by stands together at the beginning, and next to it what the first slot
    /// counts: most flows need two fetches from memory, this one and that of the map of hosts.
    private static final int ENTRY = 8;

    private static final int PORT = 0;

    /// 0 where the slot is free.
    private static final int PROTOCOL = 2;

    /// Attempts as far as a byte holds them.
    private static final int TRIED = 3;

    private static final int RATIO = 4;

    private static final int BITMAP = 64;
    private static final int BODIES = SLOTS * ENTRY;
    private static final int BODY = 56 + BITMAP;

    /// Offsets within the body of a slot.
    private static final int LAST = 0;

    private static final int FROM = 8;
    private static final int ATTEMPTS = 16;
    private static final int FAILED = 20;
    private static final int DARK = 24;
    private static final int HOSTS_BEFORE = 28;
    private static final int SAID = 32;
    private static final int NETWORKS = 40;
    private static final int HOSTS = 56;

    /// A scan is said so often, and when it has grown by half.
    private static final long SAY_MILLIS = 1_000;

    /// Of a map of bits; beyond it begins anew, and what was counted stays.
    private static final double HOSTS_MAX = BITMAP * 8 * 2;

    /// While nothing is suspected it begins anew sooner: in a full map new hosts seem known, and a busy client that
    /// is taken over would not be found until the window ends. Looked at once in so many hosts.
    private static final double HOSTS_MAX_UNSUSPECTED = BITMAP * 8 * 0.4;

    private static final int LOOKED_AT = 64;

    private static final long WINDOW_MILLIS = 900_000;

    /// Where samples come one in minutes, a quarter of an hour holds none.
    private static final long WINDOW_SAMPLED_MILLIS = 86_400_000;

    /// Networks in which something failed last, as 16 bits each.
    private static final int NETWORKS_MAX = 8;

    /// What a further failure in one of them counts.
    private static final double SAME_NETWORK = 1 / 3.0;

    /// Systems send a SYN again after a second at the earliest; two sent within less are a scanner's that wants to
    /// be sure.
    private static final long RETRY_MILLIS = 900;

    /// Hosts of which samples were taken; at one packet in so many there were that many times more.
    private static final double HOSTS_MIN_SAMPLED = 8;

    /// Nobody lives in the dark parts of the own space: one visit there lowers both floors.
    private static final int HOSTS_MIN_DARK = 10;

    private static final double ALARM_DARK = 5;

    @Override
    public String name() {
        return "horizontal-scan/3";
    }

    @Override
    public int stateBytes() {
        return SLOTS * (ENTRY + BODY);
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        boolean icmp = protocol == 1 || protocol == 58;
        if (protocol != 6) {
            boolean question = icmp || protocol == 17 && asking;
            return !question ? Concern.NONE : outbound ? Concern.ALWAYS : Concern.IF_KNOWN;
        }
        boolean failed = (flags & 0x02) != 0 && (flags & 0x10) == 0 || flags == 0;
        boolean good = asking && (flags & 0x10) != 0;
        return outbound && failed ? Concern.ALWAYS : outbound && good ? Concern.IF_KNOWN : Concern.NONE;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (!outbound) {
            answered(flow, state);
            return;
        }
        boolean tcp = flow.protocol == 6;
        if (tcp ? isNoContact(flow) : !isProbe(flow)) {
            return;
        }
        boolean failed = !tcp || (flow.flags & 0x10) == 0;
        int port = flow.protocol == 1 || flow.protocol == 58 ? 0 : flow.targetPort;
        int slot = slot(state, port, flow.protocol, flow.fromMillis, failed);
        if (slot >= 0) {
            contact(flow, state, slot, failed, thresholds, signs);
        }
        state.wake(isSuspected(state));
    }

    /// A part of a connection that began before; of sampled ones it is evidence too.
    private static boolean isNoContact(Flow flow) {
        return flow.flags == 0 ? flow.samples > 3 : (flow.flags & 0x02) == 0 && flow.sampling <= 1;
    }

    private static boolean isSuspected(Slice state) {
        for (int slot = 0; slot < SLOTS; slot++) {
            double ratio = state.f32(slot * ENTRY + RATIO);
            if (ContactTest.isOpen(ratio, state.u8(slot * ENTRY + TRIED))) {
                return true;
            }
        }
        return false;
    }

    /// A short question, as a prober of UDP or ICMP sends it.
    private static boolean isProbe(Flow flow) {
        boolean echo =
                flow.protocol == 1 && flow.targetPort >>> 8 == 8 || flow.protocol == 58 && flow.targetPort >>> 8 == 128;
        boolean udp = flow.protocol == 17 && flow.targetPort < 49_152;
        return (echo || udp) && flow.samples <= 3;
    }

    /// Of UDP and ICMP nothing but the answer says that a contact was good.
    private static void answered(Flow flow, Slice state) {
        boolean icmp =
                flow.protocol == 1 && flow.targetPort >>> 8 == 0 || flow.protocol == 58 && flow.targetPort >>> 8 == 129;
        if (flow.protocol != 17 && !icmp) {
            return;
        }
        int slot = find(state, icmp ? 0 : flow.sourcePort, flow.protocol);
        if (slot >= 0) {
            // It was counted as failed when it went out: that is taken back too.
            double ratio =
                    state.f32(slot * ENTRY + RATIO) - ContactTest.step(true, flow) + ContactTest.step(false, flow);
            state.f32(slot * ENTRY + RATIO, Math.max(ContactTest.CREDIT, ratio));
            int body = body(slot);
            state.s32(body + FAILED, Math.max(0, state.s32(body + FAILED) - 1));
            state.wake(isSuspected(state));
        }
    }

    private static int body(int slot) {
        return BODIES + slot * BODY;
    }

    private static int find(Slice state, int port, int protocol) {
        for (int slot = 0; slot < SLOTS; slot++) {
            int entry = slot * ENTRY;
            if (state.u16(entry + PORT) == port && state.u8(entry + PROTOCOL) == protocol) {
                return slot;
            }
        }
        return -1;
    }

    /// @return the slot of that port; -1 where a good contact has none, for it needs none
    private static int slot(Slice state, int port, int protocol, long millis, boolean failed) {
        int found = find(state, port, protocol);
        if (found >= 0 || !failed) {
            return found;
        }
        int oldest = 0;
        for (int slot = 1; slot < SLOTS; slot++) {
            oldest = state.s64(body(slot) + LAST) < state.s64(body(oldest) + LAST) ? slot : oldest;
        }
        begin(state, oldest, port, protocol, millis);
        return oldest;
    }

    private static void begin(Slice state, int slot, int port, int protocol, long millis) {
        int entry = slot * ENTRY;
        state.u16(entry + PORT, port);
        state.u8(entry + PROTOCOL, protocol);
        state.u8(entry + TRIED, 0);
        state.f32(entry + RATIO, 0);
        state.clear(body(slot), BODY);
        state.s64(body(slot) + LAST, millis);
        state.s64(body(slot) + FROM, millis);
    }

    private void contact(Flow flow, Slice state, int slot, boolean failed, Thresholds thresholds, Signs signs) {
        int entry = slot * ENTRY;
        int body = body(slot);
        if (flow.fromMillis - state.s64(body + FROM) > (flow.sampling > 1 ? WINDOW_SAMPLED_MILLIS : WINDOW_MILLIS)) {
            double credit = Math.min(0, state.f32(entry + RATIO));
            begin(state, slot, state.u16(entry + PORT), flow.protocol, flow.fromMillis);
            state.f32(entry + RATIO, credit);
        }
        state.s64(body + LAST, Math.max(state.s64(body + LAST), flow.toMillis));
        if (!state.mark(body + HOSTS, BITMAP, Flow.hash(flow.targetHigh, flow.targetLow))) {
            return;
        }
        double ratio = ContactTest.after(state.f32(entry + RATIO), step(flow, state, body, failed), flow);
        state.f32(entry + RATIO, ratio);
        int attempts = state.s32(body + ATTEMPTS) + 1;
        state.s32(body + ATTEMPTS, attempts);
        state.u8(entry + TRIED, Math.min(attempts, 255));
        state.s32(body + FAILED, state.s32(body + FAILED) + (failed ? 1 : 0));
        state.s32(body + DARK, state.s32(body + DARK) + (failed && flow.targetDark ? 1 : 0));
        if (ratio <= 0 && attempts % LOOKED_AT == 0) {
            double hosts = state.distinct(body + HOSTS, BITMAP);
            if (hosts > HOSTS_MAX_UNSUSPECTED) {
                // Whom it had to do with before a scan is no target of the scan.
                beginMap(state, body, state.s64(body + SAID) > 0 ? hosts : 0);
            }
        }
        boolean dark = state.s32(body + DARK) > 0;
        if (failed && (ratio >= ContactTest.alarm(flow) || dark && ratio >= ALARM_DARK)) {
            double hosts = state.distinct(body + HOSTS, BITMAP);
            if (hosts > HOSTS_MAX) {
                beginMap(state, body, hosts);
                hosts = 0;
            }
            hosts += state.s32(body + HOSTS_BEFORE);
            double floor = floor(flow, dark, thresholds);
            boolean due = state.s64(body + LAST) - state.s64(body + SAID) >= SAY_MILLIS || Growth.isStep(attempts);
            if (due && (hosts >= floor || state.s64(body + SAID) > 0)) {
                alarm(flow, state, slot, ratio, hosts, signs);
            }
        }
    }

    private static double floor(Flow flow, boolean dark, Thresholds thresholds) {
        if (flow.sampling > 1) {
            return Math.max(HOSTS_MIN_SAMPLED, thresholds.scanHostsMin() / flow.sampling);
        }
        return dark ? Math.min(HOSTS_MIN_DARK, thresholds.scanHostsMin()) : thresholds.scanHostsMin();
    }

    /// What this contact says of the client.
    private static double step(Flow flow, Slice state, int body, boolean failed) {
        boolean again = flow.protocol == 6 && flow.samples > 1 && flow.toMillis - flow.fromMillis >= RETRY_MILLIS;
        if (!failed) {
            return ContactTest.stepOfAccepted(flow);
        }
        if (again) {
            return ContactTest.step(false, flow);
        }
        boolean alone = flow.sampling > 1 || flow.targetDark || isNewNetwork(flow, state, body + NETWORKS);
        return ContactTest.step(true, flow) * (alone ? 1 : SAME_NETWORK);
    }

    /// Puts the target's network first among those that failed last.
    private static boolean isNewNetwork(Flow flow, Slice state, int at) {
        int network = (int) Flow.hash(flow.targetHigh, flow.v6 ? 0 : flow.targetLow >>> 8) & 0xFFFF;
        int before = network;
        for (int i = 0; i < NETWORKS_MAX; i++) {
            int here = state.u16(at + i * 2);
            state.u16(at + i * 2, before);
            if (here == network) {
                return false;
            }
            before = here;
        }
        return true;
    }

    private static void beginMap(Slice state, int body, double hosts) {
        state.s32(body + HOSTS_BEFORE, state.s32(body + HOSTS_BEFORE) + (int) hosts);
        state.clear(body + HOSTS, BITMAP);
    }

    private void alarm(Flow flow, Slice state, int slot, double ratio, double hosts, Signs signs) {
        int body = body(slot);
        long from = state.s64(body + FROM);
        long at = Math.max(from, state.s64(body + LAST));
        state.s64(body + SAID, at);
        int port = state.u16(slot * ENTRY + PORT);
        double seconds = Math.max(1, (at - from) / 1000.0);
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                port,
                from,
                at,
                Strength.MEASURED,
                Map.of(
                        "hosts", (double) Math.round(hosts),
                        "targets", (double) Math.round(hosts),
                        "attempts", (double) state.s32(body + ATTEMPTS),
                        "unanswered", (double) state.s32(body + FAILED),
                        "dark", (double) state.s32(body + DARK),
                        "logRatio", (double) Math.round(ratio * 10) / 10,
                        "hostsPerSecond", (double) Math.round(hosts / seconds * 10) / 10,
                        "sampling", (double) flow.sampling),
                Map.of("scan", "horizontal", "protocol", protocol(flow.protocol), "port", String.valueOf(port))));
    }

    static String protocol(int number) {
        return switch (number) {
            case 1 -> "icmp";
            case 6 -> "tcp";
            case 17 -> "udp";
            case 58 -> "icmpv6";
            default -> String.valueOf(number);
        };
    }
}
