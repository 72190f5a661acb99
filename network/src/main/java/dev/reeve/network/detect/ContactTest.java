package dev.reeve.network.detect;

/// The sequential test of first contacts (Wald 1945; Jung et al., "Fast portscan detection using sequential
/// hypothesis testing", 2004): each contact that fails or succeeds moves a ratio; at {@link #ALARM} it is decided.
/// Good contacts speak for a client beyond zero, down to {@link #CREDIT}: real failures come in bursts (a mail
/// server's queue, a dead network), and a test that forgets what went well before condemns who has one.
final class ContactTest {
    /// ln((1 - miss) / false alarm) for a false alarm of 1e-9.
    static final double ALARM = 20.7;

    /// What a burst may use up: 93 hosts that fail in a row. Who is taken over is found later by that on ports on
    /// which it had good contacts with many hosts (after some 200 hosts), and no later on others.
    static final double CREDIT = -60;

    /// First contacts from which on good ones are looked at even where nothing is suspected, so that they are to
    /// a client's credit: one with few contacts has no bursts.
    static final int CREDITED = 8;

    /// Of honest clients' first contacts these many fail at most; of scanners' at least.
    private static final double HONEST = 0.5;

    /// A good connection whose SYN alone was sampled looks failed.
    private static final double HONEST_SAMPLED = 0.65;

    private static final double SCANNER = 0.95;

    private static final double FAILED = Math.log(SCANNER / HONEST);
    private static final double FAILED_SAMPLED = Math.log(SCANNER / HONEST_SAMPLED);
    private static final double GOOD = Math.log((1 - SCANNER) / (1 - HONEST));
    private static final double GOOD_SAMPLED = Math.log((1 - SCANNER) / (1 - HONEST_SAMPLED));

    private ContactTest() {}

    /// Where the ratio stands after one more contact.
    static double after(double ratio, boolean failed, int sampling) {
        return Math.max(CREDIT, ratio + step(failed, sampling));
    }

    /// Whether good contacts are of interest.
    static boolean isOpen(double ratio, int attempts) {
        return ratio > 0 || ratio > CREDIT && attempts >= CREDITED;
    }

    static double step(boolean failed, int sampling) {
        if (sampling > 1) {
            return failed ? FAILED_SAMPLED : GOOD_SAMPLED;
        }
        return failed ? FAILED : GOOD;
    }
}
