package dev.reeve.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still while the story is told, can be moved on, and may run in the end.
public final class DemoClock implements InstantSource {
    private final InstantSource real;
    private volatile Instant stands;
    private volatile Instant runsSince = Instant.MAX;

    /// @param real how time passes once this clock runs
    public DemoClock(Instant start, InstantSource real) {
        this.stands = start;
        this.real = real;
    }

    @Override
    public Instant instant() {
        Instant since = runsSince;
        return since.equals(Instant.MAX) ? stands : stands.plus(Duration.between(since, real.instant()));
    }

    public void moveTo(Instant later) {
        if (later.isAfter(stands)) {
            stands = later;
        }
    }

    /// From now on it runs as fast as the real one.
    public void run() {
        runsSince = real.instant();
    }
}
