package dev.reeve.core.policy;

import java.time.Duration;

/// One step of a ladder and how long the client has after it before the next one.
///
/// @param window the client's time after this step; zero only for the last rung
public record Rung(Step step, Duration window) {
    public Rung {
        if (window.isNegative()) {
            throw new IllegalArgumentException("a window is not negative");
        }
    }
}
