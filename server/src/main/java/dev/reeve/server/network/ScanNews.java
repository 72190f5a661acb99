package dev.reeve.server.network;

import dev.reeve.network.detection.Detection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Decides whether a slow scan says anything beside the fast ones of the same client: its test, over a day and all
/// ports, counts the hosts of fast ones too.
final class ScanNews {
    /// A fact of scans.
    private static final String SCAN = "scan";

    private static final String SLOW = "slow";
    static final String FAST = "horizontal";

    private static final String HOSTS = "hosts";

    /// As far as the test of slow scans reaches.
    static final Duration LOOK_BACK = Duration.ofDays(1);

    /// Scans of a day that are recalled at the start, the latest ones: each costs a look at its document.
    static final int RECALLED_MAX = 2_000;

    private ScanNews() {}

    /// Whether this is a slow scan of a client who scanned in that time and was told of.
    ///
    /// @param told what the desk has heard of, by whomever
    static boolean isToldAsFast(Detection said, Stream<Detection> told) {
        if (!SLOW.equals(said.facts().get(SCAN))) {
            return false;
        }
        List<Detection> fast = told.filter(d -> d.client().equals(said.client())
                        && FAST.equals(d.facts().get(SCAN))
                        && d.toMillis() >= said.fromMillis()
                        && d.fromMillis() <= said.toMillis())
                .toList();
        double hosts = fast.stream()
                .mapToDouble(d -> d.numbers().getOrDefault(HOSTS, 0.0))
                .sum();
        // While one lasts, what it has grown by since may be about to be told.
        boolean lasts = fast.stream().anyMatch(d -> d.state() != Detection.State.CLOSED);
        return said.numbers().getOrDefault(HOSTS, 0.0) < (lasts ? 4 : 2) * hosts;
    }
}
