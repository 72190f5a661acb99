package dev.reeve.server.network;

import dev.reeve.collector.logs.FollowedLog;
import dev.reeve.collector.logs.LogsWatch;
import dev.reeve.collector.logs.SyslogListener;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.logs.LogHealth;
import dev.reeve.network.logs.LogWatch;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the logs that the settings name and listens for syslog, on one thread, and shows each line to the
/// watch. How far each log was read is in the book of doors, where a person sees how it does; after a restart it
/// goes on from there. Lines that were read in the last seconds before a crash are read again, and are the same
/// detection.
final class LogSensor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogSensor.class);

    /// How long a look for more waits where nothing came.
    private static final long PAUSE_MILLIS = 250;

    /// How often places are put down.
    private static final Duration BOOK_EVERY = Duration.ofSeconds(5);

    /// Messages that are taken at once before the files are looked at.
    private static final int MESSAGES_AT_ONCE = 1_000;

    /// Senders of syslog whose lines are counted apart.
    private static final int SENDERS_MAX = 1_000;

    private final LogsWatch watch;
    private final DoorBook book;
    private final InstantSource time;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, LogWatch.Log> senders = new HashMap<>();
    private final @Nullable SyslogListener syslog;
    private final String syslogName;
    private final Thread thread =
            Thread.ofPlatform().name("log-collector").daemon().unstarted(this::run);
    private Instant bookAt = Instant.MIN;
    private int ofSyslog;
    private long lost;
    private volatile boolean closed;

    /// One log that is followed.
    private record Source(Progress progress, FollowedLog file, LogWatch.Log log) {}

    /// @throws SetupException when syslog can't be listened for
    LogSensor(Settings.Network settings, LogsWatch watch, DoorBook book, InstantSource time) {
        this.watch = watch;
        this.book = book;
        this.time = time;
        this.syslogName = "syslog " + settings.syslog().address();
        for (Path path : settings.logs()) {
            Progress progress = new Progress(book, "log " + path);
            sources.add(new Source(
                    progress, new FollowedLog(path, progress.place()), watch.log(String.valueOf(path.getFileName()))));
        }
        this.syslog = listener(settings.syslog());
    }

    private static @Nullable SyslogListener listener(Settings.Syslog settings) {
        String address = settings.address();
        if (address == null) {
            return null;
        }
        try {
            return SyslogListener.open(address, settings.port(), settings.senders());
        } catch (IOException e) {
            throw new SetupException(
                    "syslog can't be taken: " + e.getMessage()
                            + "; look at network.syslog-address, -port and -senders in" + " the settings",
                    e);
        }
    }

    /// The lines that mattered and name the client.
    Cut cut(Detection detection, long from) {
        return new Cut.Lines(watch.kept().cut(detection.client(), detection.fromMillis(), detection.toMillis(), from));
    }

    void start() {
        if (syslog != null) {
            syslog.start();
            LOG.info("syslog is taken at port {} by UDP and TCP", syslog.port());
        }
        thread.start();
    }

    /// Where syslog is listened for; empty when it isn't.
    OptionalInt syslogPort() {
        return syslog == null ? OptionalInt.empty() : OptionalInt.of(syslog.port());
    }

    private void run() {
        while (!closed) {
            try {
                boolean more = false;
                for (Source source : sources) {
                    more |= read(source);
                }
                more |= messages(more ? 0 : PAUSE_MILLIS);
                if (!more) {
                    watch.tick(time.millis());
                }
                putDown(false);
            } catch (InterruptedException stopped) {
                break;
            } catch (RuntimeException failed) {
                LOG.error("a line of a log could not be taken", failed);
            }
        }
        putDown(true);
    }

    /// @return whether there may be more at once
    private boolean read(Source source) {
        try {
            Progress progress = source.progress;
            boolean more = source.file.read(line -> progress.took(line(source.log, progress.name(), line)));
            progress.stands("");
            return more;
        } catch (IOException unreadable) {
            source.progress.stands(String.valueOf(unreadable.getMessage()));
            return false;
        }
    }

    /// One line that trips a reader must not hold up the next.
    ///
    /// @return 1 where it mattered
    private int line(LogWatch.Log log, String name, byte[] line) {
        try {
            return watch.line(log, name, line) ? 1 : 0;
        } catch (RuntimeException tripped) {
            LOG.error("a line of {} could not be judged: this is a fault of Reeve, please report it", name, tripped);
            return 0;
        }
    }

    private boolean messages(long waitMillis) throws InterruptedException {
        if (syslog == null) {
            Thread.sleep(waitMillis);
            return false;
        }
        SyslogListener.Message next = syslog.poll(waitMillis);
        for (int i = 0; next != null && i < MESSAGES_AT_ONCE; i++) {
            LogWatch.Log log = senders.get(next.sender());
            if (log == null) {
                if (senders.size() >= SENDERS_MAX) {
                    senders.clear();
                }
                log = watch.log("syslog");
                senders.put(next.sender(), log);
            }
            ofSyslog += line(log, "syslog " + next.sender(), next.line());
            next = syslog.poll(0);
        }
        return next != null;
    }

    /// Puts down how far it has come. Away from the database, the lines since then are read again after a restart.
    private void putDown(boolean last) {
        Instant now = time.instant();
        if (!last && now.isBefore(bookAt)) {
            return;
        }
        bookAt = now.plus(BOOK_EVERY);
        try {
            sources.forEach(LogSensor::putDown);
            putDownSyslog();
        } catch (RuntimeException away) {
            LOG.warn("how far logs were read can't be put down yet: {}", away.toString());
        }
    }

    private static void putDown(Source source) {
        if (source.progress.putDown(source.file.place())) {
            LogHealth health = source.log.health(source.file.tooLong());
            if (health.meant() == 0 && health.bad() > 0 && health.passed() == 0) {
                source.progress.bad("no line of it can be read: "
                        + String.join("; ", health.problems().keySet()));
            }
        }
    }

    private void putDownSyslog() {
        if (syslog == null) {
            return;
        }
        if (ofSyslog > 0) {
            book.good(syslogName, "", ofSyslog);
            ofSyslog = 0;
        }
        long gone = syslog.dropped() + syslog.refused();
        if (gone > lost) {
            lost = gone;
            book.bad(
                    syslogName,
                    syslog.refused() + " messages or connections of others than network.syslog-senders, "
                            + syslog.dropped() + " messages let go because too many waited");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (syslog != null) {
            syslog.close();
        }
        try {
            thread.join(5_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        sources.forEach(source -> source.file.close());
    }
}
