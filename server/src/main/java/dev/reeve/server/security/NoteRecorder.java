package dev.reeve.server.security;

import dev.reeve.core.journal.Journal;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts notes of administration on record within seconds, whoever wrote them.
public final class NoteRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoteRecorder.class);
    private static final long EVERY_SECONDS = 2;

    private final AdminNotes notes;
    private final Journal journal;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("admin-notes").daemon().factory());

    NoteRecorder(AdminNotes notes, Journal journal) {
        this.notes = notes;
        this.journal = journal;
        var unused = rounds.scheduleWithFixedDelay(this::round, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void round() {
        try {
            notes.record(journal);
        } catch (RuntimeException failed) {
            LOG.warn("notes of administration could not be recorded now and are tried again: {}", failed.toString());
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        round();
    }
}
