package dev.reeve.benchmarks;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.app.Site;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.security.ApiTokens;
import dev.reeve.server.security.Credentials;
import dev.reeve.server.settings.RawSection;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A whole desk with its own database in a temporary folder: what `./reeve` starts, without levers.
final class BenchDesk implements AutoCloseable {
    static final String PASSWORD = "a heron on the mill pond";
    static final int CLIENTS = 200;

    final RunningDesk desk;
    final Site site;
    final String reporterToken;
    private final Path folder;

    BenchDesk(Path home) throws IOException {
        folder = Files.createTempDirectory("reeve-bench-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path config = folder.resolve("reeve.yaml");
        Files.writeString(config, """
                data-dir: %s
                listen: {http-port: 0, smtp-port: 0}
                desk: {name: Bench, abuse-addresses: [abuse@host.example], reply-domain: reply.host.example}
                mail: {host: 127.0.0.1, port: 9, tls: none, from: abuse@host.example}
                intake: {messages-per-peer-minute: 1000000}
                """.formatted(folder.resolve("data")));
        Settings settings = Settings.read(config, Map.of(), new SettingsPlaces(false, Map.of(), folder));
        InstantSource time = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
        Path policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                Files.readString(home.resolve("policies/acceptable-use.yaml"))
                        .replaceFirst("effective-from: \\S+", "effective-from: 2025-01-01"));
        desk = new RunningDesk(settings, time, LeverShelf.of(RawSection.NONE, time), policy, () -> false);
        desk.start();
        site = Site.open(desk);
        Path inventory = folder.resolve("inventory.csv");
        Files.writeString(inventory, inventory());
        new HoldingsImport(desk.database, desk.vault, desk.time)
                .load(inventory, new HoldingsImport.How("bench", false, false, false), line -> {});
        desk.holdings.recordImports();
        site.people().add("bob", "Bob", Set.of(Role.ADMINISTRATOR, Role.SENIOR, Role.ANALYST), new ActorId("bench"));
        site.part(Credentials.class).setPassword("bob", PASSWORD);
        reporterToken = site.part(ApiTokens.class)
                .make(site.people().find("bob").orElseThrow(), "bench", Set.of(), "watch", Duration.ofDays(1));
    }

    private static String inventory() {
        StringBuilder csv = new StringBuilder("account,contact,service,service-kind,node,type,resource,from,to\n");
        for (int i = 0; i < CLIENTS; i++) {
            csv.append("b-%03d,owner@client-%d.example,vps-%d,vps,node-1,address,203.0.113.%d,2024-01-01,\n"
                    .formatted(i, i, i, i + 10));
        }
        return csv.toString();
    }

    @Override
    public void close() {
        site.close();
        desk.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
