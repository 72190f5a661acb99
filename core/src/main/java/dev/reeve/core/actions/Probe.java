package dev.reeve.core.actions;

/// What a look at the data plane showed, apart from what the control plane says of itself.
public sealed interface Probe {
    record Confirmed(String how) implements Probe {}

    record Contradicted(String how) implements Probe {}

    /// This lever has no way to look.
    record NotProbed() implements Probe {}
}
