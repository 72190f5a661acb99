package dev.reeve.server.doors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what is put into a folder, one message or table a file. A file is taken once it has rested, and removed only
/// after it is durable; what can't be taken is moved to `refused/` with the reason beside it, and the next one goes on.
///
/// Names that begin with a dot or end in `.part` or `.tmp` are left alone: write under such a name, then rename.
/// Symbolic links are never followed.
final class FolderDoor {
    private static final Logger LOG = LoggerFactory.getLogger(FolderDoor.class);

    /// A file that changed more recently may still be written to.
    private static final Duration REST = Duration.ofSeconds(2);

    /// Files taken in one round, so that a full folder can't keep a round from ending.
    private static final int PER_ROUND_MAX = 1_000;

    private static final int NAME_CHARS_MAX = 200;

    private final String name;
    private final Path folder;
    private final boolean spool;
    private final Taking taking;
    private final DoorBook book;
    private final InstantSource time;

    /// @param name in the books
    /// @param spool whether its files were made by us, whole from the first moment
    FolderDoor(String name, Path folder, boolean spool, Taking taking, DoorBook book, InstantSource time) {
        this.name = name;
        this.folder = folder;
        this.spool = spool;
        this.taking = taking;
        this.book = book;
        this.time = time;
    }

    /// Takes what has come. Says what is wrong with the folder in the books, not by an exception.
    ///
    /// @return files that were taken
    int round() {
        try {
            List<Path> files = waiting();
            int fresh = 0;
            for (Path file : files) {
                fresh += take(file) ? 1 : 0;
            }
            if (!files.isEmpty()) {
                book.good(name, "", fresh);
            }
            return files.size();
        } catch (IOException | DirectoryIteratorException unreadable) {
            book.bad(name, "the folder " + folder + " can't be read: " + unreadable.getMessage());
            return 0;
        }
    }

    private List<Path> waiting() throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path file : entries) {
                if (files.size() < PER_ROUND_MAX && ready(file)) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    private boolean ready(Path file) throws IOException {
        String base = file.getFileName().toString();
        if (base.startsWith(".") || base.endsWith(".part") || base.endsWith(".tmp")) {
            return false;
        }
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean rested = attributes.lastModifiedTime().toInstant().plus(REST).isBefore(time.instant());
        return attributes.isRegularFile() && (spool || rested);
    }

    private boolean take(Path file) throws IOException {
        boolean fresh;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            fresh = taking.take("folder", in, Files.size(file), Map.of("file-name", fileName(file), "source", name));
        } catch (IOException failed) {
            refuse(file, failed);
            return false;
        }
        Files.delete(file);
        return fresh;
    }

    /// The name that the file came with: in the spool a hash stands before it.
    private String fileName(Path file) {
        String name = file.getFileName().toString().replaceAll("\\p{Cntrl}", "?");
        String base = spool ? name.replaceFirst("^[0-9a-f]{32}-", "") : name;
        return base.substring(Math.max(0, base.length() - NAME_CHARS_MAX));
    }

    private void refuse(Path file, IOException why) throws IOException {
        LOG.warn("{} was not taken: {}", file, why.toString());
        Path refused = Files.createDirectories(folder.resolve("refused"));
        Path to = refused.resolve(file.getFileName());
        Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(refused.resolve(file.getFileName() + ".why"), why.getMessage() + System.lineSeparator());
        book.bad(name, file.getFileName() + " was not taken and lies in " + refused + ": " + why.getMessage());
    }
}
