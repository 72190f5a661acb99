package dev.reeve.server.journal;

import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file of heads of the journal, kept where whoever could rewrite the database can't rewrite it. One line each:
/// `{"seq":7,"hash":"…","at":"2026-11-01T12:00:00Z"}`. Only ever added to.
public final class Anchors {
    /// What the journal's head was at a time.
    public record Anchor(long seq, String hash, Instant at) {}

    private static final Pattern LINE =
            Pattern.compile("\\{\"seq\":([0-9]{1,18}),\"hash\":\"([0-9a-f]{64})\",\"at\":\"([^\"]+)\"}");

    private final Path file;

    public Anchors(Path file) {
        this.file = file;
    }

    void add(Anchor anchor) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        String line =
                "{\"seq\":" + anchor.seq() + ",\"hash\":\"" + anchor.hash() + "\",\"at\":\"" + anchor.at() + "\"}\n";
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// All anchors in the order they were written; none if there is no file.
    public List<Anchor> list() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Anchor> anchors = new ArrayList<>();
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher m = LINE.matcher(lines.get(i));
                if (m.matches()) {
                    anchors.add(new Anchor(Long.parseLong(m.group(1)), m.group(2), Instant.parse(m.group(3))));
                } else if (i < lines.size() - 1) {
                    // A torn last line is a crash while writing it; any other was tampered with.
                    throw new SetupException(
                            file + ":" + (i + 1) + ": this is no anchor; restore the file from a copy");
                }
            }
            return List.copyOf(anchors);
        } catch (IOException e) {
            throw new SetupException("the anchors in " + file + " can't be read; check anchor.file", e);
        }
    }
}
