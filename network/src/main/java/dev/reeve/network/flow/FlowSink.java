package dev.reeve.network.flow;

/// Takes flows one by one.
@FunctionalInterface
public interface FlowSink {
    /// @param flow valid only during the call
    void flow(Flow flow);
}
