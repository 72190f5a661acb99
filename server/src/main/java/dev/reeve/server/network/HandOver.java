package dev.reeve.server.network;

import dev.reeve.core.ids.MessageId;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.DetectionBook;
import dev.reeve.network.detection.Marks;
import dev.reeve.network.detection.News;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.intake.Intake;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes messages of what the sensor detects: cuts the evidence, keeps it, and hands a document in as any door
/// does. A revision counts as handed over once it is durable; until then it waits, and of one detection only
/// the latest word waits.
///
/// Not every word is {@link News}: the desk hears of a detection when it opens, at once when it is stronger or graver,
/// has crossed a mark of the policy's or something has doubled since, once an hour while it lasts, and when it ends,
/// whatever else waits. Of mere growth it hears so often a minute and no more; what was left out comes with the next
/// word. All of it is one incident of one case. What a slow scan's test finds of a client who is known to scan is
/// not told again.
///
/// The same detection is handed over once, however often its records come. After a restart a detection that had
/// not ended goes on under its old name when its client is seen doing the same within {@link
/// DetectionBook#QUIET_MILLIS}; otherwise it is ended then.
public final class HandOver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /// Ended detections that are remembered, so that a repetition costs no look at the books.
    private static final int ENDED_MAX = 10_000;

    /// While no exporter is heard, nobody else says that something has ended.
    private static final Duration SILENCE = Duration.ofMillis(2 * DetectionBook.QUIET_MILLIS);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    /// Why a detection was ended that nobody saw end.
    private static final String STOPPED = "not seen again after the sensor had stopped";

    private static final String SILENT = "no exporter was heard that could say whether it goes on";

    private final EvidenceStore evidence;
    private final Detections books;
    private final Telling telling;
    private final ExporterHistory exporters;
    private final Marks marks;
    private final InstantSource time;
    private final WaitingWords waiting = new WaitingWords();
    private final Map<String, Track> tracks = new HashMap<>();
    private final Map<String, Track> open = new HashMap<>();

    /// Taken up from before the start, and not seen since.
    private final Set<Track> left = new HashSet<>();

    private final SequencedMap<String, Track> ended = new LinkedHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("network-hand-over").daemon().unstarted(this::run);
    private volatile boolean closed;
    private volatile long handedOver;
    private volatile String problem = "";
    private @Nullable Instant staleAt;
    private Instant lookAt = Instant.MIN;

    /// Cuts the evidence of a detection out of what it was made of.
    @FunctionalInterface
    public interface Cutter {
        /// @param from where the cut before this one ended; 0 for the first
        Cut cut(Origin origin, Detection detection, long from);
    }

    /// @param marks at which a detection is told at once
    public HandOver(
            Intake intake,
            EvidenceStore evidence,
            Detections books,
            Cutter cutter,
            ExporterHistory exporters,
            Marks marks,
            InstantSource time) {
        this.evidence = evidence;
        this.books = books;
        this.telling = new Telling(intake, evidence, cutter, exporters);
        this.exporters = exporters;
        this.marks = marks;
        this.time = time;
    }

    /// Takes up what had not ended when the desk stopped.
    public void start() {
        for (Detections.Row row : books.open()) {
            try {
                Track track = new Track(row.id());
                byte[] document =
                        evidence.read(row.document()).orElseThrow(() -> new IOException("its document was erased"));
                track.told = DetectionDocument.read(document);
                track.origin = DetectionDocument.origin(document);
                track.message = new MessageId(row.message());
                tracks.put(row.id(), track);
                open.put(key(track.told), track);
                left.add(track);
            } catch (IOException | RuntimeException unreadable) {
                LOG.warn("detection {} can't be taken up: {}", row.id(), unreadable.toString());
            }
        }
        recallScans();
        staleAt = open.isEmpty() ? null : time.instant().plusMillis(DetectionBook.QUIET_MILLIS);
        thread.start();
    }

    /// A slow scan's test looks back over a day, and so must the memory of the fast ones that have ended, else what
    /// they found is told again as a slow scan after a restart.
    private void recallScans() {
        for (Detections.Row row :
                books.ended(ScanNews.FAST, time.instant().minus(ScanNews.LOOK_BACK), ScanNews.RECALLED_MAX)) {
            try {
                Optional<byte[]> document = evidence.read(row.document());
                if (document.isPresent()) {
                    Track track = new Track(row.id());
                    track.told = DetectionDocument.read(document.get());
                    track.message = new MessageId(row.message());
                    ended(row.id(), track);
                }
            } catch (IOException | RuntimeException unreadable) {
                LOG.warn("the scan {} can't be recalled: {}", row.id(), unreadable.toString());
            }
        }
    }

    private static String key(Detection d) {
        return d.detector() + " " + d.kind() + " " + d.client() + " " + d.port();
    }

    /// Takes a word of the sensor. For the receiving threads: it never waits for the database.
    public void take(Detection detection, Origin origin) {
        waiting.add(new WaitingWords.Said(detection, origin));
    }

    private void run() {
        while (!closed) {
            try {
                WaitingWords.Said next = waiting.next(TRY_AGAIN);
                if (next != null) {
                    hand(next);
                }
                endStale();
                endSilent();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void hand(WaitingWords.Said said) throws InterruptedException {
        Detection detection = said.detection();
        try {
            handOver(detection, said.origin());
            problem = "";
        } catch (IOException | RuntimeException failed) {
            if (closed) {
                return;
            }
            problem = "detection " + detection.id() + " waits: " + failed.getMessage();
            LOG.warn("{}", problem, failed);
            waiting.putBack(said);
            Thread.sleep(TRY_AGAIN);
        }
    }

    private void handOver(Detection said, Origin origin) throws IOException {
        Track track = tracks.get(said.id());
        if (track == null) {
            track = ended.containsKey(said.id()) ? revived(said) : isToldAsFast(said) ? null : track(said);
            if (track == null) {
                return;
            }
            tracks.put(said.id(), track);
        }
        left.remove(track);
        track.origin = origin;
        Detection now = track.with(said);
        if (isUrgent(track.told, now, marks) || isNews(track.told, now, marks) && track.mayGrow(time.instant())) {
            tell(track, now);
        }
    }

    /// @return null where a detection that has ended is not going on: its records came again, or more of the same,
    /// as when a sensor's window is longer than what it calls quiet
    private @Nullable Track revived(Detection said) {
        Track track = Objects.requireNonNull(ended.get(said.id()));
        if (track.told == null || said.state() == Detection.State.CLOSED) {
            return null;
        }
        boolean goesOn = said.toMillis() > track.told.toMillis();
        if (!goesOn || !track.endedBySilence && !News.isNews(track.told, track.with(said), marks)) {
            return null;
        }
        ended.remove(said.id());
        track.endedBySilence = false;
        return track;
    }

    private boolean isToldAsFast(Detection said) {
        return ScanNews.isToldAsFast(
                said,
                Stream.concat(tracks.values().stream(), ended.values().stream())
                        .distinct()
                        .flatMap(track -> Stream.ofNullable(track.told)));
    }

    /// @return null where this detection has ended, and its records came again
    private @Nullable Track track(Detection said) throws IOException {
        Track before = open.get(key(said));
        if (before != null && before.told != null) {
            if (said.fromMillis() - before.told.toMillis() <= DetectionBook.QUIET_MILLIS) {
                return before;
            }
            tell(before, before.end(STOPPED));
        }
        if (books.find(said.id()).isPresent()) {
            ended(said.id(), new Track(said.id()));
            return null;
        }
        return new Track(said.id());
    }

    static boolean isNews(@Nullable Detection told, Detection now, Marks marks) {
        return isUrgent(told, now, marks) || told != null && News.isNews(told, now, marks);
    }

    /// What is told however often it was told lately.
    private static boolean isUrgent(@Nullable Detection told, Detection now, Marks marks) {
        return told == null
                || now.state() == Detection.State.CLOSED
                || told.state() == Detection.State.CLOSED
                || News.isUrgent(told, now, marks);
    }

    private void tell(Track track, Detection now) throws IOException {
        Detection next = track.next(now);
        telling.tell(track, next);
        handedOver++;
        if (next.state() == Detection.State.CLOSED) {
            open.remove(key(next));
            ended(track.id, track);
            // It may have had other names in a sensor that was started anew.
            tracks.entrySet().stream().filter(e -> e.getValue() == track).forEach(e -> ended(e.getKey(), track));
            tracks.values().removeIf(t -> t == track);
            left.remove(track);
        } else {
            open.put(key(next), track);
        }
    }

    /// Ends what had not ended when the desk stopped, and was not seen since.
    private void endStale() {
        if (staleAt == null || time.instant().isBefore(staleAt)) {
            return;
        }
        Instant quietSince = time.instant().minusMillis(DetectionBook.QUIET_MILLIS);
        try {
            for (Track track : List.copyOf(left)) {
                Detection told = track.told;
                if (told != null && Instant.ofEpochMilli(told.toMillis()).isBefore(quietSince)) {
                    tell(track, track.end(STOPPED));
                }
            }
            left.clear();
            staleAt = null;
        } catch (IOException | RuntimeException failed) {
            LOG.warn("what had not ended can't be ended yet: {}", failed.toString());
            staleAt = time.instant().plus(TRY_AGAIN);
        }
    }

    /// Ends what is open when no exporter was heard for long: the sensor's time is that of their records, and it
    /// stands still. What turns out to go on is taken up again. What was made of logs is ended by the clock.
    private void endSilent() {
        Instant now = time.instant();
        if (open.isEmpty() || now.isBefore(lookAt)) {
            return;
        }
        lookAt = now.plus(LOOK_EVERY);
        Instant since = now.minus(SILENCE);
        if (!exporters.lastHeard().map(heard -> heard.isBefore(since)).orElse(false)) {
            return;
        }
        try {
            for (Track track : List.copyOf(open.values())) {
                Detection told = track.told;
                boolean byFlows = track.origin == Origin.FLOWS;
                if (byFlows
                        && told != null
                        && Instant.ofEpochMilli(told.toMillis()).isBefore(since)) {
                    track.endedBySilence = true;
                    tell(track, track.end(SILENT));
                }
            }
        } catch (IOException | RuntimeException failed) {
            LOG.warn("what no exporter speaks of can't be ended yet: {}", failed.toString());
        }
    }

    private void ended(String id, Track track) {
        ended.put(id, track);
        if (ended.size() > ENDED_MAX) {
            ended.pollFirstEntry();
        }
    }

    /// Whether nothing waits and nothing is under way.
    public boolean idle() {
        return waiting.idle();
    }

    /// Revisions that are on record since the start.
    public long handedOver() {
        return handedOver;
    }

    /// Detections that were let go because too many waited.
    public long dropped() {
        return waiting.dropped();
    }

    /// Why the next one waits; empty when nothing is wrong.
    public String problem() {
        return problem;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TRY_AGAIN.toMillis() * 5);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
