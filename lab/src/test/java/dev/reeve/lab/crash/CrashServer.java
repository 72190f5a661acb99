package dev.reeve.lab.crash;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.app.Site;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.security.ApiTokens;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// The server as `./reeve` starts it, by a clock that a file can step. Arguments: settings, policy, inventory, folder.
public final class CrashServer {
    private CrashServer() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[3]);
        System.setProperty("logging.level.root", "warn");
        Settings settings = Settings.read(Path.of(args[0]), Map.of(), new SettingsPlaces(false, Map.of(), folder));
        InstantSource time = steppedBy(folder.resolve("clock"));
        RunningDesk desk =
                new RunningDesk(settings, time, LeverShelf.of(settings.levers(), time), Path.of(args[1]), () -> false);
        desk.start();
        Site site = Site.open(desk);
        new HoldingsImport(desk.database, desk.vault, desk.time)
                .load(Path.of(args[2]), new HoldingsImport.How("lab", false, false, false), line -> {});
        desk.holdings.recordImports();
        tokens(site, folder.resolve("tokens"));
        Files.writeString(
                folder.resolve("up"), Long.toString(ProcessHandle.current().pid()));
    }

    /// PostgreSQL keeps microseconds. The file is read again ten times a second.
    private static InstantSource steppedBy(Path file) {
        long[] read = {0, 0};
        return () -> {
            synchronized (read) {
                long now = System.nanoTime();
                if (now - read[1] > Duration.ofMillis(100).toNanos()) {
                    read[1] = now;
                    try {
                        read[0] = Long.parseLong(Files.readString(file).strip());
                    } catch (IOException | NumberFormatException beingWritten) {
                        // The last step still holds.
                    }
                }
                return Instant.now()
                        .truncatedTo(java.time.temporal.ChronoUnit.MICROS)
                        .plusSeconds(read[0]);
            }
        };
    }

    /// For the reporter's program and a person's, made once.
    private static void tokens(Site site, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        if (site.people().find("bob").isEmpty()) {
            site.people().add("bob", "Bob", Set.of(Role.ADMINISTRATOR, Role.SENIOR, Role.ANALYST), new ActorId("lab"));
        }
        var bob = site.people().find("bob").orElseThrow();
        ApiTokens tokens = site.part(ApiTokens.class);
        String reporter = tokens.make(bob, "reports", Set.of(), "watch", Duration.ofDays(365));
        String person = tokens.make(bob, "decisions", Set.of(Role.SENIOR, Role.ANALYST), null, Duration.ofDays(365));
        Path fresh = file.resolveSibling("tokens.new");
        Files.writeString(fresh, reporter + "\n" + person + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
