package dev.reeve.server.journal;

import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The journal in PostgreSQL. Many may read; one process at a time appends, through one thread.
public final class PostgresJournal implements Journal, AutoCloseable {
    private final EventCodec codec;
    private final JdbcClient jdbc;
    private final Appender appender;

    public PostgresJournal(
            Database database,
            EventCodec codec,
            List<Projection> projections,
            Anchors anchors,
            Duration anchorEvery,
            InstantSource clock) {
        this.codec = codec;
        this.jdbc = database.jdbc();
        this.appender = new Appender(database.direct(), codec, projections, anchors, anchorEvery, clock);
    }

    /// Takes the right to append.
    ///
    /// @throws SetupException when another process has it
    public void start() {
        appender.start();
    }

    /// Whether a desk runs on this database.
    public boolean hasWriter() {
        return WritingConnection.holder(jdbc).isPresent();
    }

    @Override
    public List<Recorded<Event>> read(StreamId stream) {
        return readFrom(stream, 0);
    }

    /// @param version how many events the reader has already
    @Override
    public List<Recorded<Event>> readFrom(StreamId stream, long version) {
        return jdbc.sql("""
                        select bytes from journal
                        where stream_type = :type and stream_id = :id and version > :version
                        order by version
                        """)
                .param("type", EventCodec.word(stream.type()))
                .param("id", stream.id())
                .param("version", version)
                .query((row, number) -> codec.decode(row.getBytes("bytes")).recorded())
                .list();
    }

    @Override
    public long version(StreamId stream) {
        return jdbc.sql("""
                        select coalesce(max(version), 0) from journal
                        where stream_type = :type and stream_id = :id
                        """)
                .param("type", EventCodec.word(stream.type()))
                .param("id", stream.id())
                .query(Long.class)
                .single();
    }

    /// @throws dev.reeve.core.journal.VersionConflictException when a stream has moved on
    /// @throws JournalUnavailableException when the database can't be reached: try again later
    /// @throws AppendFailedException when these events can't be recorded at all
    @Override
    public void append(List<StreamAppend> appends) {
        append(appends, List.of());
    }

    /// As above, with rows of other tables that are written in the same transaction, or not at all: one flush to the
    /// disk for all of it. They are written by the appender's own thread, so they are few and quick.
    public void append(List<StreamAppend> appends, List<Consumer<JdbcClient>> beside) {
        AppendRequest request = AppendRequest.of(appends, beside, codec);
        if (request.parts.isEmpty()) {
            return;
        }
        appender.add(request);
        try {
            request.done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while appending; whether it was recorded is not known");
        }
    }

    /// Records what waits, writes an anchor, and lets others append.
    @Override
    public void close() {
        appender.stop();
    }
}
