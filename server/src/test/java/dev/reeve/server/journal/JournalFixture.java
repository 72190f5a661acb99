package dev.reeve.server.journal;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.server.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A journal on a test's database, and simple things to append.
public final class JournalFixture {
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    public static final ActorId ANN = new ActorId("ann");

    private JournalFixture() {}

    public static PostgresJournal journal(Database database, Path anchors, Projection... projections) {
        return new PostgresJournal(
                database,
                new EventCodec(),
                List.of(projections),
                new Anchors(anchors),
                Duration.ofHours(1),
                InstantSource.fixed(NOW));
    }

    static StreamId account(String id) {
        return StreamId.of(new AccountId(id));
    }

    static StreamAppend append(StreamId stream, long expected, Event... events) {
        return new StreamAppend(stream, expected, NOW, ANN, List.of(events));
    }

    static AccountEvent event(String why) {
        return new AccountEvent.ProtectionSet(true, why);
    }
}
