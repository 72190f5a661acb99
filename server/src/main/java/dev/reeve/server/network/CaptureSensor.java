package dev.reeve.server.network;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.capture.FollowedCaptures;
import dev.reeve.collector.evidence.FrameRing;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows one capture, a file or a folder of them, on a thread of its own: each frame is kept as evidence and
/// judged, what is said in conversations and done to the segment with it. Captures are of one segment each, so
/// each has a watch of its own. How far it was read is in the book of doors.
final class CaptureSensor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureSensor.class);

    private static final Duration BOOK_EVERY = Duration.ofSeconds(5);

    /// How long a broken file is named though the next one is read.
    private static final Duration NAMED = Duration.ofHours(1);

    /// Frames after which changes of holdings are looked for, where they come without a pause.
    private static final int FLUSH_FRAMES = 10_000;

    private final NetworkWatch watch;
    private final FrameRing ring;
    private final Progress progress;
    private final InstantSource time;
    private final FollowedCaptures captures;
    private final Thread thread;
    private Instant bookAt = Instant.MIN;
    private String named = "";
    private Instant namedUntil = Instant.MIN;
    private long counted;
    private volatile boolean closed;

    CaptureSensor(Path path, NetworkWatch watch, FrameRing ring, Progress progress, InstantSource time) {
        this.watch = watch;
        this.ring = ring;
        this.progress = progress;
        this.time = time;
        this.captures = new FollowedCaptures(path, progress.place(), this::goesOn);
        this.thread = Thread.ofPlatform().name("capture-collector").daemon().unstarted(() -> {
            try {
                captures.follow(this::frame);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            putDown();
        });
    }

    void start() {
        thread.start();
    }

    /// One frame that trips a detector must not hold up the next.
    private void frame(byte[] bytes, int from, int to, int linkType, long nanos) {
        long millis = nanos / 1_000_000;
        try {
            ring.keep(bytes, from, to, linkType, millis);
            watch.frame(bytes, from, to, linkType, millis);
            if (captures.frames() % FLUSH_FRAMES == 0) {
                watch.flush();
                putDown();
            }
        } catch (RuntimeException tripped) {
            LOG.error("a frame could not be judged: this is a fault of Reeve, please report it", tripped);
        }
    }

    private boolean goesOn(String why) {
        String broken = captures.broken();
        if (!broken.equals(named)) {
            LOG.warn("a capture is broken: {}", broken);
            named = broken;
            namedUntil = time.instant().plus(NAMED);
        }
        progress.stands(why.isEmpty() && time.instant().isBefore(namedUntil) ? named : why);
        if (!closed) {
            watch.quiet(time.millis());
            putDown();
        }
        return !closed;
    }

    private void putDown() {
        Instant now = time.instant();
        if (!closed && now.isBefore(bookAt)) {
            return;
        }
        bookAt = now.plus(BOOK_EVERY);
        long frames = captures.frames();
        progress.took((int) (frames - counted));
        counted = frames;
        try {
            progress.putDown(captures.place());
        } catch (RuntimeException away) {
            LOG.warn("how far captures were read can't be put down yet: {}", away.toString());
        }
    }

    void holdings(ClientSpace own, Function<Endpoint, Thresholds> thresholds, Collection<IpPrefix> changedHands) {
        watch.holdings(own, thresholds, changedHands);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
