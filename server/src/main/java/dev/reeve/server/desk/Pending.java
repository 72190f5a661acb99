package dev.reeve.server.desk;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Decides whether a wait is over, for code and for queries alike: it isn't for what began within the time of the wait.
/// What began after now began before the clock was put back: nobody knows how long ago, so nothing waits for the clock
/// to come there again.
///
/// @param after what began then or before has waited long enough
/// @param upTo now
record Pending(Instant after, Instant upTo) {
    static Pending of(Duration wait, Instant now) {
        return new Pending(now.minus(wait), now);
    }

    boolean isOver(Instant began) {
        return !(began.isAfter(after) && !began.isAfter(upTo));
    }

    /// The same of a column, with {@link #values}.
    static String isOver(String column) {
        return "not (" + column + " > :pendingAfter and " + column + " <= :pendingUpTo)";
    }

    Map<String, Timestamp> values() {
        return Map.of("pendingAfter", Timestamp.from(after), "pendingUpTo", Timestamp.from(upTo));
    }
}
