package dev.reeve.network.detect;

import dev.reeve.network.flow.Flow;

/// The sequential test of first contacts (Wald 1945; Jung et al., "Fast portscan detection using sequential
/// hypothesis testing", 2004): each contact that fails or succeeds moves a ratio; at {@link #alarm} it is decided.
/// Good contacts speak for a client beyond zero, down to {@link #CREDIT}: real failures come in bursts (a mail
/// server's queue, a dead network), and a test that forgets what went well before condemns who has one.
///
/// Unsampled, failures are counted of contacts. Sampled, a SYN of a good connection looks like one that failed; so
/// there it is packets that are counted: of those that a scanner sends nearly all are SYNs, of an honest client's a
/// few. The more is left out, the less a burst shows: of ten seconds' queue with two thousand SYNs one in a hundred
/// packets leaves twenty, one in a thousand two; so the share that honest clients come to is lower there.
final class ContactTest {
    /// ln((1 - miss) / false alarm) for a false alarm of 1e-9.
    static final double ALARM = 20.7;

    /// What a burst may use up: 93 hosts that fail in a row. Who is taken over is found later by that on ports on
    /// which it had good contacts with many hosts (after some 200 hosts), and no later on others.
    static final double CREDIT = -60;

    /// Of sampled packets a burst shows that many times fewer.
    private static final double CREDIT_SAMPLED = -20;

    /// First contacts from which on good ones are looked at even where nothing is suspected, so that they are to
    /// a client's credit: one with few contacts has no bursts.
    static final int CREDITED = 8;

    /// Of honest clients' first contacts these many fail at most; of scanners' at least.
    private static final double HONEST = 0.5;

    private static final double SCANNER = 0.95;

    /// Of honest clients' questions by UDP and ICMP as many at least are answered as make this share of both.
    private static final double HONEST_QUESTIONS = 0.65;

    /// Share of SYNs in the packets that an honest client sends to a port while it has its worst ten seconds (a
    /// mail server's queue), and in the long run.
    private static final double HONEST_SYNS = 0.4;

    private static final double HONEST_SYNS_SPARSE = 0.2;

    /// From one in so many packets on a burst leaves no more than some samples.
    private static final int SPARSE = 500;

    /// One record's packets that are evidence at most.
    private static final long PACKETS_MAX = 4;

    /// Of the contacts that a client has on all ports in a day these many fail at most, and of a scanner's at least.
    private static final double HONEST_DAY = 0.85;

    private static final double SCANNER_DAY = 0.97;

    /// Packets of a connection in which hardly anything was said: SYN, acknowledgement, end.
    private static final long TOUCH_PACKETS = 5;

    /// What is open is touched and left by a scanner, now and then by others too: to see whether somebody is there.
    private static final double TOUCHED = Math.log(0.04 / 0.12);

    private static final double FAILED = Math.log(SCANNER / HONEST);
    private static final double GOOD = Math.log((1 - SCANNER) / (1 - HONEST));
    private static final double QUESTION = Math.log(SCANNER / HONEST_QUESTIONS);
    private static final double ANSWER = Math.log((1 - SCANNER) / (1 - HONEST_QUESTIONS));
    private static final double SYN = Math.log(SCANNER / HONEST_SYNS);
    private static final double DATA = Math.log((1 - SCANNER) / (1 - HONEST_SYNS));
    private static final double SYN_SPARSE = Math.log(SCANNER / HONEST_SYNS_SPARSE);
    private static final double DATA_SPARSE = Math.log((1 - SCANNER) / (1 - HONEST_SYNS_SPARSE));
    private static final double FAILED_DAY = Math.log(SCANNER_DAY / HONEST_DAY);
    private static final double GOOD_DAY = Math.log((1 - SCANNER_DAY) / (1 - HONEST_DAY));

    private ContactTest() {}

    /// Where a ratio stands after one more step.
    static double after(double ratio, double step, Flow flow) {
        return Math.max(flow.sampling > 1 ? CREDIT_SAMPLED : CREDIT, ratio + step);
    }

    /// Whether good contacts are of interest.
    static boolean isOpen(double ratio, int attempts) {
        return ratio > 0 || ratio > CREDIT && attempts >= CREDITED;
    }

    /// Where it is decided. The chance of a false alarm is one for each time that the test begins, and with one packet
    /// in so many it begins so many times less: what is left of 1e-9 a contact is spent on being sooner.
    static double alarm(Flow flow) {
        return flow.sampling > 1 ? Math.max(ALARM / 2, ALARM - Math.log(flow.sampling)) : ALARM;
    }

    /// What one contact with one port says.
    static double step(boolean failed, Flow flow) {
        if (flow.sampling <= 1) {
            return failed ? FAILED : GOOD;
        }
        if (flow.protocol != 6) {
            return failed ? QUESTION : ANSWER;
        }
        boolean sparse = flow.sampling >= SPARSE;
        return failed ? sparse ? SYN_SPARSE : SYN : (sparse ? DATA_SPARSE : DATA) * Math.min(PACKETS_MAX, flow.samples);
    }

    /// What a contact that was accepted says: little where it ended at once.
    static double stepOfAccepted(Flow flow) {
        boolean touched = flow.sampling <= 1 && flow.protocol == 6 && flow.samples <= TOUCH_PACKETS;
        return touched ? TOUCHED : step(false, flow);
    }

    /// What one contact says where a whole day on all ports is looked at: queues, dead networks and peers that are gone
    /// are part of it, and it may take hundreds.
    static double stepOfDay(boolean failed, Flow flow) {
        return flow.sampling > 1 ? step(failed, flow) : failed ? FAILED_DAY : GOOD_DAY;
    }
}
