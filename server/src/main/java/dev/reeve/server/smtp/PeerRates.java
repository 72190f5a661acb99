package dev.reeve.server.smtp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Counts messages by peer within the running minute.
final class PeerRates {
    /// Peers that are counted apart; beyond that all others share a count, so that no flood of peers fills the
    /// memory.
    private static final int PEERS_MAX = 50_000;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perWindowMax;
    private final InstantSource clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant ends = Instant.MIN;

    PeerRates(int perWindowMax, InstantSource clock) {
        this.perWindowMax = perWindowMax;
        this.clock = clock;
    }

    /// @return whether one more is within the limit; if so it is counted
    synchronized boolean admit(String peer) {
        Instant now = clock.instant();
        if (!now.isBefore(ends)) {
            counts.clear();
            ends = now.plus(WINDOW);
        }
        String counted = counts.size() < PEERS_MAX || counts.containsKey(peer) ? peer : "others";
        return counts.merge(counted, 1, Integer::sum) <= perWindowMax;
    }
}
