package dev.reeve.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.server.database.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full refuses what it can't keep, keeps what was acknowledged, and takes more when there is room
/// again.
final class FullDiskTest {
    private static final Pattern SAID = Pattern.compile(
            "taken (\\d+) then (\\d+) remount 0 then (\\d+) received (\\d+) whole (\\d+) faults 0 spooled 0");

    @TempDir
    private Path folder;

    @Test
    void a_full_disk_loses_nothing_that_was_acknowledged_and_takes_more_when_there_is_room() throws Exception {
        assumeTrue(
                run("unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt").exit == 0,
                "not run: no mount namespaces here");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Path small = Files.createDirectory(folder.resolve("small"));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"))) {
            try (Connection connection = DriverManager.getConnection(
                            postgres.url("postgres"), EmbeddedPostgres.NAME, postgres.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("create database full_disk");
            }
            String java = String.join(
                    " ",
                    ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED -Xmx128m -cp",
                    System.getProperty("java.class.path"),
                    FullDiskProcess.class.getName(),
                    postgres.url("full_disk"),
                    EmbeddedPostgres.NAME,
                    postgres.password(),
                    folder.toString(),
                    small.toString());
            Ended ended =
                    run("unshare", "-Urm", "sh", "-c", "mount -t tmpfs -o size=2m tmpfs " + small + " && exec " + java);
            Matcher said = SAID.matcher(ended.output);
            assertThat(said.find()).as(ended.output).isTrue();
            int first = Integer.parseInt(said.group(1));
            int again = Integer.parseInt(said.group(2));
            int later = Integer.parseInt(said.group(3));
            assertThat(first).as("it took some").isBetween(20, 60);
            assertThat(again).as("and then no more").isLessThan(3);
            assertThat(later).as("until there was room").isGreaterThan(100);
            assertThat(Integer.parseInt(said.group(4)))
                    .as("what was acknowledged is on record")
                    .isBetween(first + again + later, first + again + later + 1);
            assertThat(Integer.parseInt(said.group(5)))
                    .as("and whole on the disk")
                    .isEqualTo(Integer.parseInt(said.group(4)));
        }
    }

    private record Ended(int exit, String output) {}

    private static Ended run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
