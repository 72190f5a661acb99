package dev.reeve.server.reading;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Reads within a time, and gives up what takes longer, so that one message never keeps a hand for ever.
///
/// The bytes, parts and mentions of a message are limited, and patterns of templates by steps; no such limit
/// covers all code that looks at hostile text, such as a pattern of our own that turns out slow. Java can't end a
/// thread that doesn't look up, so a reading runs on a thread that can be left behind: it is interrupted, stops
/// where the formats next look, and counts until it has. Where {@value #ABANDONED_MAX} are left behind and still
/// run, whoever would be the next stays with its own message instead: no more threads than that ever run for
/// nobody.
public final class TimedReading implements AutoCloseable {
    /// A message of usual size is read in milliseconds, and the largest that is taken in seconds.
    public static final Duration LIMIT = Duration.ofSeconds(60);

    /// Readings that were given up and still run.
    static final int ABANDONED_MAX = 2;

    /// How long a hand sleeps that can't give up yet.
    private static final long LOOK_AGAIN_MILLIS = 250;

    private final Duration limit;
    private final Semaphore mayBeAbandoned = new Semaphore(ABANDONED_MAX);
    private final ExecutorService threads;

    public TimedReading(Duration limit) {
        this.limit = limit;
        this.threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("reading-", 0).factory());
    }

    /// It took too long, and was given up.
    public static final class TookTooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TookTooLongException(Duration limit) {
            super("reading it took longer than " + words(limit) + ", and was given up");
        }
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    /// @throws TookTooLongException when it is given up
    public <T> T within(Callable<T> reading) throws InterruptedException {
        Attempt<T> attempt = new Attempt<>(reading);
        threads.execute(attempt);
        long patience = limit.toMillis();
        while (true) {
            try {
                return attempt.result.get(patience, TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                if (mayBeAbandoned.tryAcquire()) {
                    if (attempt.abandon()) {
                        throw new TookTooLongException(limit);
                    }
                    mayBeAbandoned.release();
                }
                patience = LOOK_AGAIN_MILLIS;
            } catch (ExecutionException failed) {
                throw unchecked(failed.getCause());
            }
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException e) {
            return e;
        }
        if (cause instanceof OutOfMemoryError e) {
            throw e;
        }
        return new IllegalStateException("reading it failed: " + cause, cause);
    }

    /// How many were given up and still run.
    public int abandoned() {
        return ABANDONED_MAX - mayBeAbandoned.availablePermits();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private final class Attempt<T> implements Runnable {
        private final Callable<T> reading;
        final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable Thread thread;
        private boolean over;
        private boolean abandoned;

        Attempt(Callable<T> reading) {
            this.reading = reading;
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            try {
                T read = reading.call();
                end();
                result.complete(read);
            } catch (Throwable failed) {
                end();
                result.completeExceptionally(failed);
            }
        }

        private synchronized boolean begin() {
            thread = Thread.currentThread();
            if (abandoned) {
                end();
            }
            return !abandoned;
        }

        /// The thread is somebody else's from here on.
        private synchronized void end() {
            over = true;
            thread = null;
            Thread.interrupted();
            if (abandoned) {
                mayBeAbandoned.release();
            }
        }

        synchronized boolean abandon() {
            if (over) {
                return false;
            }
            abandoned = true;
            if (thread != null) {
                thread.interrupt();
            }
            return true;
        }
    }
}
