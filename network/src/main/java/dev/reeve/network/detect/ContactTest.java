package dev.reeve.network.detect;

/// The sequential test of first contacts (Wald 1945; Jung et al., "Fast portscan detection using sequential
/// hypothesis testing", 2004): each contact that fails or succeeds moves a ratio, which never falls below zero;
/// at {@link #ALARM} it is decided.
final class ContactTest {
    /// ln((1 - miss) / false alarm) for a false alarm of 1e-9.
    static final double ALARM = 20.7;

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

    static double step(boolean failed, int sampling) {
        if (sampling > 1) {
            return failed ? FAILED_SAMPLED : GOOD_SAMPLED;
        }
        return failed ? FAILED : GOOD;
    }
}
