package dev.reeve.core.evidence;

import java.time.Duration;
import java.time.Instant;

/// When something was seen, both ends included; an instant is an interval of no length.
public record Interval(Instant from, Instant to) {
    public Interval {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("an interval ends no earlier than it begins");
        }
    }

    public static Interval at(Instant instant) {
        return new Interval(instant, instant);
    }

    /// The same interval with doubt about the reporter's clock on both sides.
    public Interval widened(Duration doubt) {
        return new Interval(from.minus(doubt), to.plus(doubt));
    }
}
