package dev.reeve.core.journal;

import java.util.List;

/// The append-only record, as the desk sees it.
public interface Journal {
    /// All events of a stream in order; empty for one that does not exist.
    List<Recorded<Event>> read(StreamId stream);

    /// The events of a stream from a version on, for a reader who has folded those before.
    List<Recorded<Event>> readFrom(StreamId stream, long version);

    /// How many events a stream has; 0 for one that does not exist.
    default long version(StreamId stream) {
        return read(stream).size();
    }

    /// Appends to several streams in one transaction, together with every projection and outbox row that follows from
    /// the
    /// events; durable when it returns. All or nothing.
    ///
    /// @throws VersionConflictException when a stream is no longer at its expected version; nothing was written
    void append(List<StreamAppend> appends);
}
