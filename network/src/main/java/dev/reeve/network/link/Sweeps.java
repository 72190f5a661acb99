package dev.reeve.network.link;

import dev.reeve.network.detection.Endpoint;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who asks for how many neighbours within a minute.
final class Sweeps {
    static final int SWEEP_MIN = 25;
    private static final int TARGETS_MAX = 4_096;

    private final Map<Endpoint, Asker> askers = Stations.bounded();

    private static final class Asker {
        final Set<Endpoint> asked = new HashSet<>();
        long fromMillis;
    }

    /// @param fromMillis when the minute began
    record Sweep(int targets, long fromMillis) {
        boolean large() {
            return targets >= SWEEP_MIN;
        }
    }

    Sweep asked(Endpoint asker, Endpoint target, long millis) {
        Asker state = askers.computeIfAbsent(asker, a -> new Asker());
        if (state.asked.isEmpty() || millis - state.fromMillis > AddressClaims.WINDOW_MILLIS) {
            state.asked.clear();
            state.fromMillis = millis;
        }
        if (state.asked.size() < TARGETS_MAX) {
            state.asked.add(target);
        }
        return new Sweep(state.asked.size(), state.fromMillis);
    }
}
