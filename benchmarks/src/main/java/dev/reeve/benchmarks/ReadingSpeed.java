package dev.reeve.benchmarks;

import dev.reeve.formats.Formats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/// How many messages a second one core reads, beside mime4j's bare parse of the same mails, by format: the samples,
/// or the folders that `REEVE_CORPORA` holds.
///
/// Processor time is measured, not the clock's, and each number is the best of several rounds, so that what else the
/// machine does counts least.
final class ReadingSpeed {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofMillis(1_000);

    /// Until the compiler is done with what is measured.
    private static final Duration WARM = Duration.ofSeconds(5);

    /// Messages of one format; more of the same kind say no more.
    private static final int MAILS_MAX = 500;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Formats formats = Formats.installed();
    private final Path folder;

    ReadingSpeed(Path home) {
        String corpora = System.getenv("REEVE_CORPORA");
        this.folder = corpora == null ? home.resolve("samples") : Path.of(corpora);
    }

    private interface Reader {
        int read(byte[] mail);
    }

    void run() throws IOException {
        Map<String, List<byte[]>> byFormat = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] raw = Files.readAllBytes(file);
                String format = formats.parse(raw).format();
                List<byte[]> mails =
                        byFormat.computeIfAbsent(format.isEmpty() ? "none" : format, f -> new ArrayList<>());
                if (mails.size() < MAILS_MAX) {
                    mails.add(raw);
                }
            }
        }
        System.out.println("reading, one core: " + folder.getFileName());
        byFormat.forEach(this::measure);
    }

    private void measure(String format, List<byte[]> mails) {
        if (mails.stream().mapToInt(ReadingSpeed::parse).sum() == 0) {
            System.out.printf("%-18s %4d messages: no mail, which mime4j reads nothing of%n", format, mails.size());
            return;
        }
        best(mails, ReadingSpeed::parse, WARM, 1);
        best(mails, this::read, WARM, 1);
        double bare = best(mails, ReadingSpeed::parse, ROUND, ROUNDS);
        double read = best(mails, this::read, ROUND, ROUNDS);
        System.out.printf(
                "%-18s %4d messages: mime4j %7.1f µs, Reeve %8.1f µs, %5.1f times; %,d messages/s%n",
                format, mails.size(), bare, read, read / bare, Math.round(1e6 / read));
    }

    private int read(byte[] mail) {
        return formats.parse(mail).format().length();
    }

    /// Microseconds for one message.
    private static double best(List<byte[]> mails, Reader reader, Duration round, int rounds) {
        double best = Double.MAX_VALUE;
        long seen = 0;
        for (int i = 0; i < rounds; i++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            long spent = 0;
            long messages = 0;
            while (spent < round.toNanos()) {
                for (byte[] mail : mails) {
                    seen += reader.read(mail);
                }
                messages += mails.size();
                spent = THREADS.getCurrentThreadCpuTime() - begin;
            }
            best = Math.min(best, spent / 1e3 / messages);
        }
        if (seen == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return best;
    }

    /// All fields and all contents decoded, as anybody must who wants to read a mail.
    private static int parse(byte[] mail) {
        MimeTokenStream stream = new MimeTokenStream(new MimeConfig.Builder()
                .setMaxLineLen(-1)
                .setMaxHeaderLen(-1)
                .setMaxHeaderCount(-1)
                .build());
        int seen = 0;
        try {
            stream.parse(new ByteArrayInputStream(mail));
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                if (state == EntityState.T_FIELD) {
                    seen += stream.getField().getBody().length();
                } else if (state == EntityState.T_BODY) {
                    try (InputStream content = stream.getDecodedInputStream()) {
                        seen += content.readAllBytes().length;
                    }
                }
            }
        } catch (IOException | MimeException broken) {
            return seen;
        }
        return seen;
    }
}
