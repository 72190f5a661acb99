package dev.reeve.network.flow;

/// Takes flows by the batch.
@FunctionalInterface
public interface FlowBatchSink {
    /// @param batch valid only during the call
    void flows(FlowBatch batch);
}
