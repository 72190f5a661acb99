package dev.reeve.core.cases;

import dev.reeve.core.ids.ActorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Two persons for what can't be taken back, or loosens what keeps the desk safe; the proposer is never the second.
/// Where there is no second person, a day's cooling-off and a fresh login stand in.
public final class TwoPersons {
    /// A desk of one waits this long between proposing and approving.
    public static final Duration COOLING_OFF = Duration.ofHours(24);

    private TwoPersons() {}

    /// @return why this person can't be the second one; empty when they can
    public static Optional<Decision> objection(
            ActorId proposer, Instant proposedAt, Actor by, boolean deskOfOne, Instant now) {
        if (!proposer.equals(by.id())) {
            return Optional.empty();
        }
        if (!deskOfOne) {
            return Optional.of(new Decision.Refused("not-allowed", "you proposed it: another person approves"));
        }
        if (now.isBefore(proposedAt.plus(COOLING_OFF))) {
            return Optional.of(new Decision.Refused(
                    "conflict", "as the only person of this desk, wait 24 hours after the proposal"));
        }
        return by.freshLogin()
                ? Optional.empty()
                : Optional.of(new Decision.Refused("fresh-login", "log in again before you approve your own proposal"));
    }
}
