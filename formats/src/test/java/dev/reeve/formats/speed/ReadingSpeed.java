package dev.reeve.formats.speed;

import dev.reeve.formats.Formats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/// How many messages a second one core reads, beside mime4j's bare parse of the same mails, by format. Not a
/// test: what a clock says of a busy machine proves nothing. Run its `main` with the folders to read; without
/// any, it reads the samples.
///
/// Each number is the best of several rounds, so that what else the machine did counts least.
public final class ReadingSpeed {
    private static final int ROUNDS = 12;
    private static final int READS_PER_ROUND = 4_000;

    private final Formats formats = Formats.installed();

    private ReadingSpeed() {}

    public static void main(String... folders) throws IOException {
        List<Path> paths = folders.length == 0
                ? List.of(Path.of("../samples/mail"))
                : Stream.of(folders).map(Path::of).toList();
        new ReadingSpeed().run(paths);
    }

    private void run(List<Path> folders) throws IOException {
        Map<String, List<byte[]>> byFormat = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    byte[] raw = Files.readAllBytes(file);
                    byFormat.computeIfAbsent(formats.parse(raw).format(), f -> new ArrayList<>())
                            .add(raw);
                }
            }
        }
        System.out.println("format, mails, mime4j in microseconds, Reeve in microseconds, ratio, mails per second");
        byFormat.forEach(this::measure);
    }

    private void measure(String format, List<byte[]> mails) {
        double bare = Double.MAX_VALUE;
        double read = Double.MAX_VALUE;
        long seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int times = Math.max(1, READS_PER_ROUND / mails.size());
            long begin = System.nanoTime();
            for (int i = 0; i < times; i++) {
                for (byte[] mail : mails) {
                    seen += parse(mail);
                }
            }
            long between = System.nanoTime();
            for (int i = 0; i < times; i++) {
                for (byte[] mail : mails) {
                    seen += formats.parse(mail).format().length();
                }
            }
            long end = System.nanoTime();
            bare = Math.min(bare, (between - begin) / 1e3 / times / mails.size());
            read = Math.min(read, (end - between) / 1e3 / times / mails.size());
        }
        System.out.printf(
                "%s, %d, %.1f, %.1f, %.1f, %d%s%n",
                format.isEmpty() ? "none" : format,
                mails.size(),
                bare,
                read,
                read / bare,
                Math.round(1e6 / read),
                seen == 0 ? " (nothing was read)" : "");
    }

    /// All fields and all contents decoded, as anybody must who wants to read a mail.
    private static long parse(byte[] mail) {
        MimeTokenStream stream = new MimeTokenStream(new MimeConfig.Builder()
                .setMaxLineLen(-1)
                .setMaxHeaderLen(-1)
                .setMaxHeaderCount(-1)
                .build());
        long seen = 0;
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
