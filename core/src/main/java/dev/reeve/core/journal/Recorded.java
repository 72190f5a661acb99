package dev.reeve.core.journal;

import dev.reeve.core.ids.ActorId;
import java.time.Instant;

/// An event as it stands in the journal: when it was recorded, and who caused it.
public record Recorded<E extends Event>(E event, Instant at, ActorId by) {}
