package dev.reeve.server.desk;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.safety.DeskEvent;
import java.time.Instant;
import java.util.List;

/// Puts an event on the desk's own stream, after whatever others put there in between. For events that don't depend
/// on what
/// stands there.
public final class DeskRecords {
    private static final int TRIES_MAX = 100;

    private DeskRecords() {}

    public static void append(Journal journal, Instant at, ActorId by, DeskEvent event) {
        for (int tries = 1; ; tries++) {
            long version = journal.version(StreamId.DESK);
            try {
                journal.append(List.of(new StreamAppend(StreamId.DESK, version, at, by, List.of(event))));
                return;
            } catch (VersionConflictException conflict) {
                if (tries == TRIES_MAX) {
                    throw conflict;
                }
            }
        }
    }
}
