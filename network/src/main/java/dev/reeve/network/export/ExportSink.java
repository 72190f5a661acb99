package dev.reeve.network.export;

/// Takes what a decoder finds, record by record.
@FunctionalInterface
public interface ExportSink {
    /// @param record valid only during the call
    void record(RecordView record);
}
