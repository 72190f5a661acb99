package dev.reeve.server.journal;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.StreamId;
import java.time.Instant;

/// Where an event stands in the journal.
///
/// @param seq counts all entries from 1, without gaps
/// @param version counts the entries of its stream from 1
/// @param type such as `case.opened`
public record Entry(long seq, Instant at, StreamId stream, long version, String type, ActorId by) {}
