package dev.reeve.network.detect;

/// Whether a detector wants to see a flow, by what can be told without looking at the client.
public enum Concern {
    NONE,
    /// Only of clients of whom it knows something already: such a flow speaks for them, or says nothing alone.
    IF_KNOWN,
    /// Of a few clients that it suspects, all; of the others what comes in one second in sixteen: for what is going on
    /// all the time shows there too, and most clients cost little.
    NOW_AND_THEN,
    ALWAYS
}
