package dev.reeve.collector.logs;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.Exceptions;
import dev.reeve.network.detect.FlowEngine;
import dev.reeve.network.detect.IntrusionChain;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.DetectionBook;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Marks;
import dev.reeve.network.logs.LogHealth;
import dev.reeve.network.logs.LogWatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/// Logs of other sensors and of login services, judged: what they say themselves, and by Reeve's own detectors what
/// they log of connections. For one thread, but for {@link #holdings}.
public final class LogsWatch implements AutoCloseable {
    private static final int CLIENTS_MAX = 100_000;
    private static final long TICK_MILLIS = 10_000;

    private final DetectionBook book;
    private final FlowEngine engine;
    private final LogWatch watch;
    private final KeptLines kept = new KeptLines();
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private ClientSpace space;
    private boolean whole;
    private long tickAt;

    private record Change(
            ClientSpace own, Function<Endpoint, Thresholds> thresholds, Collection<IpPrefix> changedHands) {}

    /// @param time about when lines were written that have no year
    /// @param zone of lines that name none
    /// @param marks at which a detection is said at once
    public LogsWatch(
            ClientSpace own,
            Function<Endpoint, Thresholds> thresholds,
            Exceptions exceptions,
            InstantSource time,
            ZoneId zone,
            Marks marks,
            Consumer<Detection> to) {
        this.space = own;
        this.book = new DetectionBook(client -> space.owns(client), marks, to);
        this.engine = new FlowEngine(
                FlowEngine.detectors(),
                FlowEngine.useDetectors(),
                own,
                thresholds,
                CLIENTS_MAX,
                new IntrusionChain(book));
        engine.except(exceptions);
        this.watch = new LogWatch(book, engine, time, zone, this::ofWhole);
    }

    /// A log that is there as a whole tells the time by itself.
    public LogHealth read(String name, InputStream in) throws IOException {
        whole = true;
        tickAt = 0;
        try {
            return watch.read(name, in);
        } finally {
            whole = false;
        }
    }

    private void ofWhole(long millis) {
        if (whole) {
            tick(millis);
        }
    }

    /// A log whose lines come by and by.
    public LogWatch.Log log(String name) {
        return watch.log(name);
    }

    /// Takes a line, and keeps it as evidence if it matters: at one with judging it, so that a cut that is made
    /// for what it has shown holds it.
    ///
    /// @param name of the log, as evidence names it
    /// @return whether it mattered
    public boolean line(LogWatch.Log log, String name, byte[] line) {
        swap();
        synchronized (kept) {
            OptionalLong at = log.line(new String(line, StandardCharsets.UTF_8));
            at.ifPresent(millis -> kept.keep(millis, name, line));
            return at.isPresent();
        }
    }

    /// Of logs that are written as they are read, when all that was written has been: what was quiet for long has
    /// ended.
    public void tick(long millis) {
        swap();
        if (millis >= tickAt) {
            tickAt = millis + TICK_MILLIS;
            book.tick(millis);
        }
    }

    /// Takes another version of what is own and of plans. May be called by any thread.
    public void holdings(
            ClientSpace own, Function<Endpoint, Thresholds> thresholds, Collection<IpPrefix> changedHands) {
        changes.add(new Change(own, thresholds, List.copyOf(changedHands)));
    }

    private void swap() {
        for (Change change = changes.poll(); change != null; change = changes.poll()) {
            space = change.own;
            engine.swap(change.own, change.thresholds, change.changedHands);
        }
    }

    /// The lines that mattered lately, for any thread.
    public KeptLines kept() {
        return kept;
    }

    /// There is no more: says what is left.
    @Override
    public void close() {
        book.close();
    }
}
