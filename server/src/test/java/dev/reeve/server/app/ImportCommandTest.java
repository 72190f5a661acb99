package dev.reeve.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ImportCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private Path config;

    @BeforeEach
    void settings() throws IOException {
        config = Files.writeString(folder.resolve("reeve.yaml"), "data-dir: state\n");
        Files.writeString(folder.resolve("old.mbox"), """
                From ann@example.org Mon Jan  5 10:00:00 2026
                From: ann@example.org
                Subject: one

                look

                From bob@example.org Mon Jan  5 10:00:01 2026
                From: bob@example.org
                Subject: two

                look here
                """);
        Files.writeString(folder.resolve("2026-01-05-scan_dns-host.csv"), "timestamp,ip\n2026-01-05,203.0.113.5\n");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 2];
        all[0] = "--config";
        all[1] = config.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new CommandLine(new ImportCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all);
    }

    private List<String> inbox() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("state/inbox"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void eachMessageLiesInTheInboxAndASecondRunAddsNothing() throws IOException {
        String table = folder.resolve("2026-01-05-scan_dns-host.csv").toString();
        assertThat(run(folder.resolve("old.mbox").toString(), table)).isZero();
        assertThat(out.toString()).contains("3 messages handed over");
        assertThat(inbox())
                .hasSize(3)
                .filteredOn(n -> n.endsWith("-2026-01-05-scan_dns-host.csv"))
                .hasSize(1);
        assertThat(run(folder.resolve("old.mbox").toString(), table)).isZero();
        assertThat(inbox()).hasSize(3);
    }

    @Test
    void aDryRunHandsOverNothing() {
        assertThat(run("--dry-run", folder.resolve("old.mbox").toString())).isZero();
        assertThat(out.toString()).contains("would be: 2 messages");
        assertThat(folder.resolve("state/inbox")).doesNotExist();
    }

    @Test
    void whatCannotBeOpenedIsNamed() {
        assertThat(run(folder.resolve("absent").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("absent: there is no such file or folder");
    }
}
