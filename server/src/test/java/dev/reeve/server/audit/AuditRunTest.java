package dev.reeve.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.reading.MessageFiles;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditRunTest {
    @TempDir
    private Path folder;

    /// Counts what is asked of the disk.
    private static final class CountedFiles implements MessageFiles.Opener {
        final Map<String, Integer> opened = new TreeMap<>();
        long bytes;

        @Override
        public InputStream open(Path file) throws IOException {
            opened.merge(file.getFileName().toString(), 1, Integer::sum);
            return new FilterInputStream(Files.newInputStream(file)) {
                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    int read = super.read(buffer, from, length);
                    bytes += Math.max(0, read);
                    return read;
                }
            };
        }
    }

    private static String mail(int number, String from, String to, String text) {
        return """
                From: %s
                To: %s
                Date: Mon, 05 Jan 2026 10:00:00 +0000
                Message-ID: <m%d@one.example>

                %s
                """.formatted(from, to, number, text);
    }

    private static Policy policy() {
        return ((PolicyFile.Accepted) PolicyFile.load(Path.of("../policies/acceptable-use.yaml"))).policy();
    }

    @Test
    void eachFileIsReadOnceAndWhatTheDeskWroteIsKnownThoughItComesFirst() throws IOException {
        Files.writeString(
                folder.resolve("a-sent.eml"),
                mail(0, "abuse@host.example", "ann@one.example", "Thank you for your report of 203.0.113.42."));
        Files.writeString(
                folder.resolve("in.eml"),
                mail(1, "ann@one.example", "abuse@host.example", "203.0.113.42 guesses SSH passwords on my server."));
        StringBuilder mbox = new StringBuilder();
        for (int i = 2; i < 6; i++) {
            mbox.append("From ann@one.example Mon Jan  5 10:00:00 2026\n")
                    .append(mail(i, "ann@one.example", "abuse@host.example", "Attack " + i + " from 203.0.113.42."))
                    .append('\n');
        }
        Files.writeString(folder.resolve("in.mbox"), mbox);
        CountedFiles files = new CountedFiles();
        Audit audit = AuditRun.over(
                List.of(folder), files, null, policy(), 75, Instant.parse("2026-02-01T00:00:00Z"), 10, count -> {});
        assertThat(audit.messages()).isEqualTo(6);
        assertThat(audit.notReports()).contains(new Audit.Count("an answer of the desk", 1));
        assertThat(files.opened).isEqualTo(Map.of("a-sent.eml", 1, "in.eml", 1, "in.mbox", 1));
        assertThat(files.bytes)
                .isEqualTo(Files.size(folder.resolve("a-sent.eml"))
                        + Files.size(folder.resolve("in.eml"))
                        + Files.size(folder.resolve("in.mbox")));
    }
}
