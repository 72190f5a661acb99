package dev.reeve.server.app;

import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.FlowEngine;
import dev.reeve.network.detect.IntrusionChain;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.DetectionBook;
import dev.reeve.network.logs.LogHealth;
import dev.reeve.network.logs.LogWatch;
import dev.reeve.server.network.ThresholdsFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/// Logs of other sensors and of login services, one after the other, made into detections.
final class WatchedLogs implements AutoCloseable {
    private static final int CLIENTS_MAX = 100_000;
    private static final long TICK_MILLIS = 10_000;

    private final DetectionBook book;
    private final LogWatch watch;
    private long tickAt;

    WatchedLogs(ClientSpace own, ThresholdsFile limits, Clock clock, Consumer<Detection> to) {
        this.book = new DetectionBook(own::owns, to);
        FlowEngine engine = new FlowEngine(
                FlowEngine.detectors(),
                FlowEngine.useDetectors(),
                own,
                limits.ofClient(),
                CLIENTS_MAX,
                new IntrusionChain(book));
        engine.except(limits.exceptions());
        this.watch = new LogWatch(book, engine, clock.instant(), clock.getZone(), this::tick);
    }

    private void tick(long millis) {
        if (millis >= tickAt) {
            tickAt = millis + TICK_MILLIS;
            book.tick(millis);
        }
    }

    LogHealth read(Path file) throws IOException {
        tickAt = 0;
        try (InputStream in = new FileInputStream(file.toFile())) {
            return watch.read(String.valueOf(file.getFileName()), in);
        }
    }

    static String text(LogHealth health) {
        StringBuilder text = new StringBuilder(health.form() + ": " + health.lines() + " lines, " + health.meant()
                + " that matter, " + health.passed() + " that don't, " + health.bad() + " that can't be read");
        health.problems()
                .forEach((problem, line) -> text.append(text.indexOf("(") < 0 ? " (" : "; ")
                        .append(problem)
                        .append(problem.startsWith("longer") ? ": " : ": first at line ")
                        .append(line));
        return text.append(health.problems().isEmpty() ? "" : ")").toString();
    }

    @Override
    public void close() {
        book.close();
    }
}
