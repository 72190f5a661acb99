package dev.reeve.server;

import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.app.Site;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.settings.RawSection;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// A whole desk with console and API on a free port, one for all tests that talk HTTP; it ends with the test run.
/// Its clock is moved by hand.
public final class TestSite {
    public static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");

    private static final AtomicReference<Instant> CLOCK = new AtomicReference<>(NOW);
    private static final Site SITE = start();

    private TestSite() {}

    public static Site get() {
        return SITE;
    }

    public static RunningDesk desk() {
        return SITE.part(RunningDesk.class);
    }

    public static Instant now() {
        return CLOCK.get();
    }

    public static void pass(Duration time) {
        CLOCK.updateAndGet(t -> t.plus(time));
    }

    public static Path home() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("samples")) ? here : here.getParent();
    }

    private static Site start() {
        try {
            Path folder = Files.createTempDirectory("reeve-test-site-");
            Path file = Files.writeString(folder.resolve("reeve.yaml"), """
                    listen: {http-port: 0, smtp-port: 0}
                    desk: {name: Example Host abuse desk, reporter-keys: reporter-keys, abuse-addresses: [abuse@host.example], reply-domain: reply.host.example}
                    intake: {message-size-max: 1 MB}
                    network:
                      {listen-address: 127.0.0.1, listen-port: 0, exporters: [127.0.0.1, 192.0.2.9], evidence-size: 2 MB,
                       logs: [auth.log, conn.log], captures: [captures], syslog-address: 127.0.0.1, syslog-port: 0, syslog-senders: [127.0.0.1]}
                    """);
            Files.createDirectory(folder.resolve("captures"));
            for (String log : List.of("auth.log", "conn.log")) {
                Files.createFile(folder.resolve(log));
            }
            Settings settings =
                    Settings.read(file, TestDatabase.environment(folder), new SettingsPlaces(false, Map.of(), folder));
            InstantSource time = CLOCK::get;
            RunningDesk desk = new RunningDesk(
                    settings,
                    time,
                    LeverShelf.of(RawSection.NONE, time),
                    home().resolve("policies/acceptable-use.yaml"),
                    () -> false);
            desk.start();
            Site site = Site.open(desk);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException stillInUse) {
            // The folder is temporary.
        }
    }
}
