package dev.reeve.core.policy;

/// How grave a breach is, gravest first.
public enum Severity {
    /// Emergency: life, child safety, an order that counts in minutes.
    S0,
    /// Critical: harm is going on.
    S1,
    /// High.
    S2,
    /// Normal.
    S3,
    /// Low.
    S4;

    public boolean graverThan(Severity other) {
        return compareTo(other) < 0;
    }

    public Severity graver(Severity other) {
        return graverThan(other) ? this : other;
    }

    /// A client's answer doesn't hold these up.
    public boolean gravest() {
        return this == S0 || this == S1;
    }
}
