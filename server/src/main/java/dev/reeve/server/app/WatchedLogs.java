package dev.reeve.server.app;

import dev.reeve.collector.logs.LogsWatch;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Marks;
import dev.reeve.network.logs.LogHealth;
import dev.reeve.server.network.ThresholdsFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/// Logs of other sensors and of login services, one after the other, made into detections.
final class WatchedLogs implements AutoCloseable {
    private final LogsWatch watch;

    WatchedLogs(ClientSpace own, ThresholdsFile limits, Clock clock, Consumer<Detection> to) {
        this.watch = new LogsWatch(own, limits.ofClient(), limits.exceptions(), clock, clock.getZone(), Marks.NONE, to);
    }

    LogHealth read(Path file) throws IOException {
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
        watch.close();
    }
}
