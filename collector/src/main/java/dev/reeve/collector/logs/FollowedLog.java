package dev.reeve.collector.logs;

import dev.reeve.network.logs.LogLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One log file as it grows. It is read from where an earlier reading ended; the first time from its end, for what was
/// written before nobody asked for, or from its beginning where it comes later.
///
/// A file that was renamed is read to its end, then the one that took its name from the beginning; one that
/// became shorter is begun anew. So it is with one that was renamed, or copied and emptied, while nobody read: it
/// is found again beside the log, and its rest and whatever came between are read first. What is lost is what was
/// compressed or deleted before, and what a file held that was cut short and written beyond the old place between
/// two looks.
public final class FollowedLog implements AutoCloseable {
    /// Bytes that are read in one round, so that no log keeps the others waiting.
    private static final int ROUND_BYTES_MAX = 1 << 20;

    /// Looks at a renamed file that bring nothing more, before the one that took its name is begun: who writes it
    /// has to be told first.
    private static final int QUIET_LOOKS = 3;

    private final Path file;
    private final ByteBuffer buffer = ByteBuffer.allocate(ROUND_BYTES_MAX);
    private final Deque<Path> missed = new ArrayDeque<>();
    private @Nullable LogPlace before;
    private boolean existed;
    private @Nullable FileChannel channel;
    private String key = "";
    private long position;
    private boolean skipping;
    private int quiet;
    private long tooLong;

    /// @param place what {@link #place} said when it was last read; empty for never
    public FollowedLog(Path file, String place) {
        this.file = file;
        this.before = place.isEmpty() ? null : LogPlace.parse(place);
        this.existed = Files.exists(file);
    }

    /// Shows the whole lines that have come, without their ends.
    ///
    /// @return whether there may be more at once
    /// @throws IOException saying why it can't be read; the next call tries again
    public boolean read(Consumer<byte[]> lines) throws IOException {
        FileChannel open = channel == null ? open() : channel;
        buffer.clear();
        int length = Math.max(0, open.read(buffer, position));
        int taken = split(buffer.array(), length, lines);
        position += taken;
        if (taken > 0) {
            quiet = 0;
            return length == ROUND_BYTES_MAX;
        }
        return turn(open);
    }

    private FileChannel open() throws IOException {
        LogPlace place = before;
        boolean still = place != null && isStill(place);
        if (place != null && !still) {
            missed.clear();
            missed.addAll(RotatedLogs.since(file, place));
        }
        boolean old = !missed.isEmpty();
        Path next = old ? missed.remove() : file;
        BasicFileAttributes attributes = attributes(next);
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no file");
        }
        FileChannel opened = FileChannel.open(next, StandardOpenOption.READ);
        boolean first = place == null && existed && !old;
        position = place != null && (old || still) ? place.position() : first ? attributes.size() : 0;
        channel = opened;
        key = key(attributes);
        existed = false;
        before = null;
        skipping = false;
        quiet = 0;
        return opened;
    }

    /// Whether the file of that name is the one that was read.
    private boolean isStill(LogPlace place) throws IOException {
        return place.isIn(file, key(attributes(file)));
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException none) {
            throw new IOException("it isn't there", none);
        }
    }

    static String key(BasicFileAttributes attributes) {
        return String.valueOf(Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime()));
    }

    /// @return bytes that are done with: up to the last end of a line, or all of a line that is too long
    private int split(byte[] bytes, int length, Consumer<byte[]> lines) {
        int begin = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                int end = at > begin && bytes[at - 1] == '\r' ? at - 1 : at;
                if (!skipping && end - begin <= LogLines.LINE_BYTES_MAX) {
                    lines.accept(Arrays.copyOfRange(bytes, begin, end));
                } else {
                    tooLong++;
                }
                skipping = false;
                begin = at + 1;
            }
        }
        if (begin == 0 && length > LogLines.LINE_BYTES_MAX) {
            skipping = true;
            return length;
        }
        return begin;
    }

    /// Nothing came: the name may be another file's by now, or this one may have been cut short.
    private boolean turn(FileChannel open) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        boolean renamed = !key(attributes).equals(key);
        if (renamed && ++quiet >= QUIET_LOOKS) {
            close();
            return true;
        }
        if (!renamed && open.size() < position) {
            position = 0;
            skipping = false;
            return true;
        }
        return false;
    }

    /// From where to go on another time.
    public String place() {
        FileChannel open = channel;
        if (open == null) {
            return before == null ? "" : before.text();
        }
        try {
            return LogPlace.at(position, key, open).text();
        } catch (IOException unreadable) {
            return new LogPlace(position, key, 0, "").text();
        }
    }

    /// Lines that were passed over for their length.
    public long tooLong() {
        return tooLong;
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException ended) {
                // It was only read.
            }
        }
    }
}
