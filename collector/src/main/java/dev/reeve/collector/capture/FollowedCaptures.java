package dev.reeve.collector.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Captures as they are written: one file that grows, or a folder in which one after the other is begun, as by
/// `tcpdump -G` or `-C`. Files are taken in the order in which they were last written; one is done with when a
/// later one is there and it has been quiet.
///
/// The first time it begins with the latest file, for what was captured before nobody asked for. After a restart
/// it goes on with the file that was being read, from its beginning: what stands in a capture is understood from
/// its beginning on.
///
/// Where the capture waits for more, so does the thread: captures are read by threads of their own.
public final class FollowedCaptures {
    /// How long a look for more waits.
    private static final long PAUSE_MILLIS = 250;

    /// Looks that bring nothing more of a file, before a later one is begun: what captures writes by the block.
    private static final int QUIET_LOOKS = 8;

    /// Files of one folder that are looked at, the latest.
    private static final int FILES_MAX = 10_000;

    private final Path path;
    private final Waiting waiting;
    private final long pauseMillis;
    private @Nullable Place done;
    private boolean begun;
    private volatile long frames;
    private volatile String broken = "";

    /// What is done while there is nothing to read.
    public interface Waiting {
        /// @param why there is nothing to read from; empty where nothing is wrong
        /// @return false when the capture isn't followed any more
        boolean goesOn(String why) throws InterruptedException;
    }

    private record Place(long millis, String name) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparingLong(Place::millis)
                    .thenComparing(Place::name)
                    .compare(this, other);
        }
    }

    /// @param key the file's own number, whatever its name
    private record Found(Path path, Place place, String key) {}

    /// @param path a file, or a folder of files whose names end in `.pcap`, `.pcapng` or `.cap`, with or without a
    /// number
    /// @param place what {@link #place} said when it was last read; empty for never
    public FollowedCaptures(Path path, String place, Waiting waiting) {
        this(path, place, waiting, PAUSE_MILLIS);
    }

    FollowedCaptures(Path path, String place, Waiting waiting, long pauseMillis) {
        this.path = path;
        this.pauseMillis = pauseMillis;
        this.waiting = waiting;
        int space = place.indexOf(' ');
        this.done = space < 0 ? null : new Place(Long.parseLong(place.substring(0, space)), place.substring(space + 1));
        this.begun = done != null;
    }

    /// Hands on frames until it isn't followed any more.
    public void follow(FrameSink sink) throws InterruptedException {
        String why = "";
        while (waiting.goesOn(why)) {
            try {
                Found next = next();
                if (next == null) {
                    Thread.sleep(pauseMillis);
                    continue;
                }
                why = "";
                begun = true;
                read(next, sink);
                done = finished(next);
            } catch (Stopped stopped) {
                return;
            } catch (IOException unreadable) {
                why = String.valueOf(unreadable.getMessage());
                Thread.sleep(pauseMillis);
            }
        }
    }

    private void read(Found found, FrameSink sink) throws IOException {
        try (GrowingFile in = new GrowingFile(found.path, this::look, () -> isOver(found))) {
            CaptureReader.read(in, (bytes, from, to, linkType, nanos) -> {
                sink.frame(bytes, from, to, linkType, nanos);
                frames++;
            });
        } catch (CaptureException wrong) {
            broken = found.path.getFileName() + ": " + wrong.getMessage();
        }
    }

    /// As it stood when nothing more came, so that it isn't begun again.
    private static Place finished(Found found) throws IOException {
        return Files.exists(found.path) && found(found.path).key.equals(found.key)
                ? found(found.path).place
                : found.place;
    }

    private boolean look() throws InterruptedException {
        Thread.sleep(pauseMillis);
        return waiting.goesOn("");
    }

    /// Whether another has its name, or there is a later one.
    private boolean isOver(Found found) {
        try {
            Place now = finished(found);
            List<Found> all = list();
            return all.stream().noneMatch(other -> other.key.equals(found.key))
                    || all.stream().anyMatch(other -> other.place.compareTo(now) > 0);
        } catch (IOException gone) {
            return true;
        }
    }

    private @Nullable Found next() throws IOException {
        Place last = done;
        List<Found> all = list();
        if (!begun) {
            return all.isEmpty() ? null : all.getLast();
        }
        return all.stream()
                .filter(found -> last == null || found.place.compareTo(last) > 0)
                .findFirst()
                .orElse(null);
    }

    private List<Found> list() throws IOException {
        if (!Files.isDirectory(path)) {
            if (!Files.exists(path)) {
                throw new IOException("it isn't there");
            }
            return List.of(found(path));
        }
        List<Found> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, FollowedCaptures::isCapture)) {
            for (Path file : files) {
                all.add(found(file));
            }
        }
        all.sort(Comparator.comparing(Found::place));
        return all.subList(Math.max(0, all.size() - FILES_MAX), all.size());
    }

    private static boolean isCapture(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && name.matches(".*\\.p?cap(ng)?[0-9]*") && Files.isRegularFile(file);
    }

    private static Found found(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Place place = new Place(
                attributes.lastModifiedTime().toMillis(), String.valueOf(Objects.requireNonNull(file.getFileName())));
        return new Found(
                file,
                place,
                String.valueOf(Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime())));
    }

    /// From where to go on another time: the last file that is done with.
    public String place() {
        Place last = done;
        return last == null ? "" : last.millis + " " + last.name;
    }

    /// The last file that could not be read to its end, and why; empty where there was none.
    public String broken() {
        return broken;
    }

    /// Frames since the start.
    public long frames() {
        return frames;
    }

    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("it isn't followed any more");
        }
    }

    /// Waits for a wait that may be interrupted.
    private interface Look {
        boolean goesOn() throws InterruptedException;
    }

    /// A file that ends only when it is over.
    private static final class GrowingFile extends InputStream {
        private final FileChannel file;
        private final Look look;
        private final BooleanSupplier over;
        private int quiet;

        GrowingFile(Path path, Look look, BooleanSupplier over) throws IOException {
            this.file = FileChannel.open(path, StandardOpenOption.READ);
            this.look = look;
            this.over = over;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (true) {
                int count = file.read(ByteBuffer.wrap(bytes, offset, length));
                if (count > 0 || length == 0) {
                    quiet = 0;
                    return count;
                }
                if (file.size() < file.position() || ++quiet > QUIET_LOOKS && over.getAsBoolean()) {
                    return -1;
                }
                await();
            }
        }

        private void await() throws IOException {
            try {
                if (!look.goesOn()) {
                    throw new Stopped();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
