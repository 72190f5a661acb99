package dev.reeve.server.desk;

import dev.reeve.formats.Formats;
import dev.reeve.formats.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All formats, with the operator's own sender templates before those that are shipped. The folder is looked at again
/// when it changes; a wrong file is refused with its reason, and what was loaded before stays.
final class OwnTemplates {
    private static final Logger LOG = LoggerFactory.getLogger(OwnTemplates.class);

    private final Path folder;
    private final Formats shipped;
    private Formats current;
    private List<FileTime> seen = List.of();

    OwnTemplates(Path folder, Formats shipped) {
        this.folder = folder;
        this.shipped = shipped;
        this.current = shipped;
    }

    synchronized Formats formats() {
        try {
            List<FileTime> now = times();
            if (!now.equals(seen)) {
                seen = now;
                current = shipped.with(Templates.load(folder));
            }
        } catch (IOException | IllegalArgumentException wrong) {
            LOG.warn("the sender templates in {} were not loaded: {}", folder, wrong.getMessage());
        }
        return current;
    }

    private List<FileTime> times() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<FileTime> times = new java.util.ArrayList<>();
            for (Path file : files.sorted().toList()) {
                times.add(Files.getLastModifiedTime(file));
            }
            return times;
        }
    }

    /// Keeps a template that reads its own sample; one of that name is replaced.
    void save(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Path written = Files.writeString(folder.resolve("." + name + ".part"), text);
        Files.move(written, folder.resolve(name + ".yaml"), StandardCopyOption.REPLACE_EXISTING);
    }
}
