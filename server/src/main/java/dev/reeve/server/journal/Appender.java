package dev.reeve.server.journal;

import dev.reeve.server.settings.SetupException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes the journal. It takes what waits, as much as fits, and commits it as one transaction:
/// while one flush to the disk is under way the next batch gathers, so that a busy desk pays for few flushes.
///
/// When a batch fails it is done again one request at a time: a poisonous one fails alone. When the connection is
/// lost, it makes a new one and looks whether the batch got in before trying it again.
final class Appender {
    /// Requests in one transaction.
    private static final int BATCH_MAX = 512;

    /// Bytes in one transaction, by what was encoded.
    private static final long BATCH_BYTES_MAX = 16_000_000;

    /// Requests that may wait; more means that the database has stopped.
    private static final int QUEUE_MAX = 10_000;

    /// Attempts to get a connection back, with {@link #RETRY_MILLIS} more between each: about 14 seconds in all.
    private static final int ATTEMPTS_MAX = 8;

    private static final long RETRY_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

    private final DataSource direct;
    private final EventCodec codec;
    private final List<Projection> projections;
    private final Anchoring anchoring;
    private final BlockingQueue<AppendRequest> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Thread thread = new Thread(this::run, "journal-appender");
    private @Nullable WritingConnection connection;
    private Heads heads = new Heads();
    private volatile boolean stopping;

    Appender(
            DataSource direct,
            EventCodec codec,
            List<Projection> projections,
            Anchors anchors,
            java.time.Duration anchorEvery,
            InstantSource clock) {
        this.direct = direct;
        this.codec = codec;
        this.projections = List.copyOf(projections);
        this.anchoring = new Anchoring(anchors, anchorEvery, clock);
    }

    /// @throws SetupException when another process writes the journal
    void start() {
        try {
            connect();
        } catch (SQLException e) {
            throw new SetupException("the journal can't be opened: " + e.getMessage(), e);
        }
        thread.start();
    }

    private WritingConnection connect() throws SQLException {
        WritingConnection fresh = WritingConnection.open(direct);
        connection = fresh;
        heads = Heads.load(fresh.jdbc());
        return fresh;
    }

    void add(AppendRequest request) {
        try {
            if (stopping || !queue.offer(request, 5, TimeUnit.SECONDS)) {
                throw new JournalUnavailableException(
                        stopping ? "the desk is stopping" : "too much waits to be recorded; try again later");
            }
            if (stopping && queue.remove(request)) {
                throw new JournalUnavailableException("the desk is stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailableException("interrupted", e);
        }
    }

    /// Writes what waits, an anchor, and lets go of the lock.
    void stop() {
        stopping = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                List<AppendRequest> batch = next();
                if (!batch.isEmpty()) {
                    write(batch);
                }
                anchoring.now(heads, false);
            }
            anchoring.now(heads, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            WritingConnection last = connection;
            if (last != null) {
                last.close();
            }
            List<AppendRequest> left = new ArrayList<>();
            queue.drainTo(left);
            left.forEach(r -> r.done.completeExceptionally(new JournalUnavailableException("the desk is stopping")));
        }
    }

    private List<AppendRequest> next() throws InterruptedException {
        List<AppendRequest> batch = new ArrayList<>();
        AppendRequest request = queue.poll(stopping ? 0 : 200, TimeUnit.MILLISECONDS);
        long bytes = 0;
        while (request != null) {
            batch.add(request);
            bytes += request.bytes;
            request = batch.size() < BATCH_MAX && bytes < BATCH_BYTES_MAX ? queue.poll() : null;
        }
        return batch;
    }

    private void write(List<AppendRequest> batch) throws InterruptedException {
        Plan plan = null;
        for (int attempt = 1; ; attempt++) {
            try {
                WritingConnection writing = connected();
                if (plan != null && plan.isWritten(writing.jdbc())) {
                    plan.answer();
                    return;
                }
                plan = new Plan(batch, heads, codec, writing.jdbc());
                Plan ready = plan;
                writing.inTransaction(jdbc -> ready.write(jdbc, projections));
                heads.moveTo(plan);
                plan.answer();
                return;
            } catch (RuntimeException | SQLException e) {
                if (isAlive()) {
                    refused(batch, e);
                    return;
                }
                drop();
                if (attempt == ATTEMPTS_MAX) {
                    LOG.error("the database can't be reached; {} requests to record were given up", batch.size(), e);
                    fail(
                            batch,
                            new JournalUnavailableException("the database can't be reached; nothing was recorded", e));
                    return;
                }
                LOG.warn(
                        "lost the database while recording ({}); attempt {} of {}",
                        e.getMessage(),
                        attempt,
                        ATTEMPTS_MAX);
                Thread.sleep(RETRY_MILLIS * attempt);
            }
        }
    }

    private WritingConnection connected() throws SQLException {
        WritingConnection current = connection;
        return current == null ? connect() : current;
    }

    private boolean isAlive() {
        WritingConnection current = connection;
        return current != null && !current.isLost();
    }

    private void drop() {
        WritingConnection current = connection;
        if (current != null) {
            current.close();
        }
        connection = null;
    }

    /// The database is there and said no: to all of it, or to one poisonous request among others.
    private void refused(List<AppendRequest> batch, Exception why) throws InterruptedException {
        WritingConnection writing = connection;
        if (writing != null) {
            heads = Heads.load(writing.jdbc());
        }
        if (batch.size() == 1) {
            LOG.error("could not be recorded: {}", batch.get(0).parts.get(0).append().stream(), why);
            fail(batch, new AppendFailedException("these events can't be recorded: " + why.getMessage(), why));
            return;
        }
        for (AppendRequest request : batch) {
            write(List.of(request));
        }
    }

    private static void fail(List<AppendRequest> batch, RuntimeException why) {
        batch.forEach(request -> request.done.completeExceptionally(why));
    }
}
