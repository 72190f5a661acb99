package dev.reeve.core.backtest;

import dev.reeve.core.policy.Step;

/// How far a case went with its client, least first.
public enum Reached {
    NOTHING,
    NOTICED,
    RESTRICTED,
    SUSPENDED,
    TERMINATED;

    static Reached by(Step step) {
        return switch (step) {
            case NOTICE -> NOTICED;
            case RESTRICT, DISABLE_CONTENT -> RESTRICTED;
            case SUSPEND_SERVICE, SUSPEND_ACCOUNT -> SUSPENDED;
            case TERMINATE -> TERMINATED;
        };
    }

    Reached max(Reached other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
