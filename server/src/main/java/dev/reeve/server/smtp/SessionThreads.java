package dev.reeve.server.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.Session;

/// A virtual thread for each session, and an end to it: a sender that drips one byte before every timeout still has
/// to
/// go
/// when its time is up.
final class SessionThreads extends ThreadPoolExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(SessionThreads.class);

    private final Duration lengthMax;
    private final Map<Runnable, ScheduledFuture<?>> ends = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("smtp-watch").factory());

    SessionThreads(Duration lengthMax) {
        super(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofVirtual().name("smtp-", 0).factory());
        this.lengthMax = lengthMax;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        if (task instanceof Session session) {
            ends.put(task, watch.schedule(() -> end(session), lengthMax.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        ScheduledFuture<?> end = ends.remove(task);
        if (end != null) {
            end.cancel(false);
        }
    }

    private static void end(Session session) {
        try {
            session.closeSocket();
        } catch (IOException e) {
            LOG.debug("a session that was to be ended is gone already", e);
        }
    }

    @Override
    protected void terminated() {
        watch.shutdownNow();
    }
}
