package dev.reeve.network.export;

/// Takes what a decoder finds: record by record, or, where it wants and all of them have the same length, a set
/// at once.
@FunctionalInterface
public interface ExportSink {
    /// @param record valid only during the call
    void record(RecordView record);

    /// All records of one set, whose template has no field of variable length.
    ///
    /// @param from where the first record begins in the bytes
    /// @param length of each record
    /// @return false to be given them one by one
    default boolean set(Header header, Template template, byte[] bytes, int from, int length, int count) {
        return false;
    }
}
