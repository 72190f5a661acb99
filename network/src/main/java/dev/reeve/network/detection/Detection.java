package dev.reeve.network.detection;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import java.util.Map;
import java.util.TreeMap;

/// One client doing one thing, from when it began to when it was last seen. It has a stable id; each revision replaces
/// the one before it.
///
/// @param id the same for all revisions, and for another run over the same records
/// @param revision 1 when it opens
/// @param state whether this revision opens, updates or closes it
/// @param numbers the largest that was measured of each
public record Detection(
        String id,
        int revision,
        State state,
        String detector,
        Kind kind,
        Endpoint client,
        int port,
        long fromMillis,
        long toMillis,
        Strength strength,
        Map<String, Double> numbers,
        Map<String, String> facts) {
    public enum State {
        OPENED,
        UPDATED,
        CLOSED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Detection {
        numbers = java.util.Collections.unmodifiableMap(new TreeMap<>(numbers));
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /// The same thing, said anew.
    public Detection revised(String newId, int newRevision, State newState, Map<String, String> newFacts) {
        return new Detection(
                newId,
                newRevision,
                newState,
                detector,
                kind,
                client,
                port,
                fromMillis,
                toMillis,
                strength,
                numbers,
                newFacts);
    }
}
