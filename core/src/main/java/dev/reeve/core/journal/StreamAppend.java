package dev.reeve.core.journal;

import dev.reeve.core.ids.ActorId;
import java.time.Instant;
import java.util.List;

/// Events for one stream, on condition that the stream is still at the version that they were decided on.
///
/// @param expectedVersion number of events that the stream had; 0 for a new one
public record StreamAppend(
        StreamId stream, long expectedVersion, Instant at, ActorId by, List<? extends Event> events) {
    public StreamAppend {
        events = List.copyOf(events);
    }
}
