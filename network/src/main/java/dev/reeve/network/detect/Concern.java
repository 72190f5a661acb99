package dev.reeve.network.detect;

/// Whether a detector wants to see a flow, by what can be told without looking at the client.
public enum Concern {
    NONE,
    /// Only of clients of whom it knows something already: such a flow speaks for them, or says nothing alone.
    IF_KNOWN,
    ALWAYS
}
