package dev.reeve.server.reading;

import dev.reeve.formats.mail.Attachments;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.RawMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Takes messages out of whatever holds them: a file with one message or document, an mbox, a maildir, a
/// folder of such things at any depth, a zip or gzip of them. Sorted by name, so that two runs say the same.
public final class MessageFiles {
    /// What {@link Mbox} looks at to know one.
    private static final int PEEK_BYTES = 200;

    private final Opener opener;
    private final Consumer<Found> to;

    private MessageFiles(Opener opener, Consumer<Found> to) {
        this.opener = opener;
        this.to = to;
    }

    /// Opens a file. Each is opened once.
    public interface Opener {
        InputStream open(Path file) throws IOException;
    }

    /// @param name for people: the path, with `#3` for the third of an mbox and `!entry` for one of several
    ///     in an archive
    public sealed interface Found {
        String name();
    }

    /// @param fileName the name that its bytes would have alone
    public record Message(String name, String fileName, byte[] bytes) implements Found {}

    /// What could not be opened, and why.
    public record Unopened(String name, String why, Lack lack) implements Found {
        /// Whether there is nothing of that name that could be a message.
        public boolean absent() {
            return lack == Lack.ABSENT;
        }
    }

    /// What is wanting of something that could not be opened.
    public enum Lack {
        /// There is nothing of that name, or it is neither a file nor a folder.
        ABSENT,
        /// The system doesn't let it be read.
        DENIED,
        /// It was opened, and what is in it is too much or broken.
        UNFIT
    }

    public static void each(List<Path> paths, Consumer<Found> to) {
        each(paths, Files::newInputStream, to);
    }

    public static void each(List<Path> paths, Opener opener, Consumer<Found> to) {
        MessageFiles files = new MessageFiles(opener, to);
        paths.forEach(files::path);
    }

    private void path(Path path) {
        if (Files.isDirectory(path)) {
            folder(path);
        } else if (Files.isRegularFile(path)) {
            file(path);
        } else {
            to.accept(new Unopened(path.toString(), neither(path), Lack.ABSENT));
        }
    }

    /// A pipe would be waited for, and a device has no end: neither is opened.
    private static String neither(Path path) {
        if (Files.isSymbolicLink(path)) {
            return "the link leads nowhere, or in a circle";
        }
        return Files.exists(path)
                ? "it is neither a file nor a folder, but a pipe, a socket or a device"
                : "there is no such file or folder";
    }

    private void folder(Path folder) {
        List<Path> within;
        try (Stream<Path> entries = Files.list(folder)) {
            within = entries.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            to.accept(new Unopened(folder.toString(), "the folder can't be listed: " + reason(e), Lack.DENIED));
            return;
        }
        // A mail in tmp is still being written (maildir).
        boolean maildir = within.stream()
                .filter(Files::isDirectory)
                .map(MessageFiles::last)
                .toList()
                .containsAll(List.of("cur", "new"));
        for (Path entry : within) {
            boolean skipped = last(entry).startsWith(".") && !Files.isDirectory(entry)
                    || maildir && last(entry).equals("tmp")
                    || Files.isSymbolicLink(entry);
            if (!skipped) {
                path(entry);
            }
        }
    }

    private static String last(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private void file(Path path) {
        String name = path.toString();
        try (InputStream in = new BufferedInputStream(opener.open(path))) {
            in.mark(PEEK_BYTES);
            byte[] begin = in.readNBytes(PEEK_BYTES);
            in.reset();
            if (Mbox.begins(begin)) {
                Mbox.split(in, RawMessage.SIZE_BYTES_MAX, new Numbered(name)::accept);
                return;
            }
            long size = Files.size(path);
            if (size > RawMessage.SIZE_BYTES_MAX) {
                to.accept(new Unopened(name, tooLarge(size), Lack.UNFIT));
                return;
            }
            open(name, last(path), in.readNBytes(RawMessage.SIZE_BYTES_MAX));
        } catch (IOException e) {
            to.accept(new Unopened(name, "the file can't be read: " + reason(e), Lack.DENIED));
        }
    }

    private static String tooLarge(long size) {
        return "it has " + size + " bytes, more than " + RawMessage.SIZE_BYTES_MAX + "; ask the sender for an excerpt";
    }

    private void open(String name, String fileName, byte[] bytes) throws IOException {
        boolean packed = bytes.length > 3
                && (bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4
                        || bytes[0] == 0x1F && bytes[1] == (byte) 0x8B);
        String low = fileName.toLowerCase(Locale.ROOT);
        if (!packed || low.endsWith(".docx") || low.endsWith(".xlsx") || low.endsWith(".odt")) {
            to.accept(new Message(name, fileName, bytes));
            return;
        }
        Attachments.Contents contents = Attachments.unpack(low, new ByteSource(bytes, 0, bytes.length, -1, 0), "");
        for (Attachments.Opened file : contents.files()) {
            String inner = contents.files().size() == 1 ? name : name + "!" + file.name();
            byte[] content = file.content().copy();
            if (Mbox.begins(content)) {
                Mbox.split(
                        new java.io.ByteArrayInputStream(content),
                        RawMessage.SIZE_BYTES_MAX,
                        new Numbered(inner)::accept);
            } else {
                to.accept(new Message(inner, file.name(), content));
            }
        }
        contents.problems().forEach(why -> to.accept(new Unopened(name, why, Lack.UNFIT)));
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "you may not read it";
        }
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
    }

    /// Numbers the messages of an mbox.
    private final class Numbered {
        private final String name;
        private int count;

        Numbered(String name) {
            this.name = name;
        }

        void accept(byte[] message, long size) {
            count++;
            String numbered = name + "#" + count;
            to.accept(
                    size > RawMessage.SIZE_BYTES_MAX
                            ? new Unopened(numbered, tooLarge(size), Lack.UNFIT)
                            : new Message(numbered, "", message));
        }
    }
}
