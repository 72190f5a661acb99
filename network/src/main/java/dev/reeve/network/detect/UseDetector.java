package dev.reeve.network.detect;

import dev.reeve.network.detection.Signs;

/// Judges what a client uses, five minutes at a time. Like a {@link FlowDetector} it has no state but its
/// slice.
public interface UseDetector {
    String name();

    /// Bytes of state for each client, a multiple of eight.
    int stateBytes();

    /// Whether this use is reason enough to begin to know a client.
    boolean concerns(Use use, Thresholds thresholds);

    /// @param use of five minutes in which the client had any traffic
    void use(Use use, Slice state, Thresholds thresholds, Signs signs);
}
