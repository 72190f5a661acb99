package dev.reeve.server.network;

import dev.reeve.collector.evidence.RingCut;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.DetectionBook;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.intake.Intake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes messages of what the sensor detects: cuts the evidence, keeps it, and hands a document in as any door
/// does. A revision counts as handed over once it is durable; until then it waits, and of one detection only
/// the latest word waits.
///
/// Not every word is news: the desk hears of a detection when it opens, when it is stronger or something has
/// doubled since, once an hour while it lasts, and when it ends. All of it is one incident of one case.
///
/// The same detection is handed over once, however often its records come. After a restart a detection that had
/// not ended goes on under its old name when its client is seen doing the same within {@link
/// DetectionBook#QUIET_MILLIS}; otherwise it is ended then.
public final class HandOver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    static final ReporterId SENSOR = new ReporterId("sensor-network");

    private static final Duration RENEW = Duration.ofHours(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /// Detections that wait while the database is away; more are those of a broken sensor.
    private static final int WAITING_MAX = 10_000;

    /// Ended detections that are remembered, so that a repetition costs no look at the books.
    private static final int ENDED_MAX = 10_000;

    private static final int DOCUMENT_BYTES_MAX = 1_000_000;

    private final Intake intake;
    private final EvidenceStore evidence;
    private final Detections books;
    private final Cutter cutter;
    private final Supplier<Collection<ExporterState>> exporters;
    private final InstantSource time;
    private final SequencedMap<String, Detection> waiting = new LinkedHashMap<>();
    private final Map<String, Track> tracks = new HashMap<>();
    private final Map<String, Track> open = new HashMap<>();
    private final Map<String, Boolean> ended = new LinkedHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().name("network-hand-over").daemon().unstarted(this::run);
    private boolean busy;
    private volatile boolean closed;
    private volatile long handedOver;
    private volatile long dropped;
    private volatile String problem = "";
    private @Nullable Instant staleAt;

    /// Cuts the evidence of a detection out of what exporters sent.
    @FunctionalInterface
    public interface Cutter {
        /// @param from where the cut before this one ended; 0 for the first
        RingCut.Piece cut(Detection detection, long from);
    }

    public HandOver(
            Intake intake,
            EvidenceStore evidence,
            Detections books,
            Cutter cutter,
            Supplier<Collection<ExporterState>> exporters,
            InstantSource time) {
        this.intake = intake;
        this.evidence = evidence;
        this.books = books;
        this.cutter = cutter;
        this.exporters = exporters;
        this.time = time;
    }

    /// One detection as the desk knows it.
    private static final class Track {
        final String id;

        /// As last handed over; null before the first.
        @Nullable
        Detection told;

        @Nullable
        MessageId message;

        long ringEnd;

        Track(String id) {
            this.id = id;
        }
    }

    /// Takes up what had not ended when the desk stopped.
    public void start() {
        for (Detections.Row row : books.open()) {
            try {
                Track track = new Track(row.id());
                track.told = DetectionDocument.read(
                        evidence.read(row.document()).orElseThrow(() -> new IOException("its document was erased")));
                track.message = new MessageId(row.message());
                tracks.put(row.id(), track);
                open.put(key(track.told), track);
            } catch (IOException | RuntimeException unreadable) {
                LOG.warn("detection {} can't be taken up: {}", row.id(), unreadable.toString());
            }
        }
        staleAt = open.isEmpty() ? null : time.instant().plusMillis(DetectionBook.QUIET_MILLIS);
        thread.start();
    }

    private static String key(Detection d) {
        return d.detector() + " " + d.kind() + " " + d.client() + " " + d.port();
    }

    /// Takes a word of the sensor. For the receiving thread: it never waits for the database.
    public void take(Detection detection) {
        synchronized (waiting) {
            if (waiting.size() >= WAITING_MAX && !waiting.containsKey(detection.id())) {
                dropped++;
                return;
            }
            waiting.remove(detection.id());
            waiting.put(detection.id(), detection);
            waiting.notifyAll();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Detection next = next();
                if (next != null) {
                    hand(next);
                }
                endStale();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private @Nullable Detection next() throws InterruptedException {
        synchronized (waiting) {
            busy = false;
            if (waiting.isEmpty()) {
                waiting.wait(TRY_AGAIN.toMillis());
            }
            Detection next = waiting.isEmpty() ? null : waiting.pollFirstEntry().getValue();
            busy = next != null;
            return next;
        }
    }

    private void hand(Detection detection) throws InterruptedException {
        try {
            handOver(detection);
            problem = "";
        } catch (IOException | RuntimeException failed) {
            if (closed) {
                return;
            }
            problem = "detection " + detection.id() + " waits: " + failed.getMessage();
            LOG.warn("{}", problem, failed);
            synchronized (waiting) {
                waiting.putIfAbsent(detection.id(), detection);
            }
            Thread.sleep(TRY_AGAIN);
        }
    }

    private void handOver(Detection said) throws IOException {
        if (ended.containsKey(said.id())) {
            return;
        }
        Track track = tracks.get(said.id());
        if (track == null) {
            track = track(said);
            if (track == null) {
                ended(said.id());
                return;
            }
            tracks.put(said.id(), track);
        }
        Detection now = track.told == null ? said : merged(track, said);
        if (isNews(track.told, now)) {
            tell(track, now);
        }
    }

    /// @return null where this detection has ended, and its records came again
    private @Nullable Track track(Detection said) throws IOException {
        Track before = open.get(key(said));
        if (before != null && before.told != null) {
            if (said.fromMillis() - before.told.toMillis() <= DetectionBook.QUIET_MILLIS) {
                return before;
            }
            end(before, before.told);
        }
        return books.find(said.id()).isPresent() ? null : new Track(said.id());
    }

    private static Detection merged(Track track, Detection said) {
        Detection told = java.util.Objects.requireNonNull(track.told);
        Map<String, Double> numbers = new HashMap<>(told.numbers());
        said.numbers().forEach((name, value) -> numbers.merge(name, value, Math::max));
        Map<String, String> facts = new HashMap<>(told.facts());
        facts.putAll(said.facts());
        return new Detection(
                track.id,
                told.revision(),
                said.state(),
                said.detector(),
                said.kind(),
                said.client(),
                said.port(),
                Math.min(told.fromMillis(), said.fromMillis()),
                Math.max(told.toMillis(), said.toMillis()),
                said.strength().compareTo(told.strength()) > 0 ? said.strength() : told.strength(),
                numbers,
                facts);
    }

    static boolean isNews(@Nullable Detection told, Detection now) {
        if (told == null || now.state() == Detection.State.CLOSED) {
            return true;
        }
        boolean doubled = now.numbers().entrySet().stream()
                .anyMatch(n -> n.getValue() >= 2 * Math.max(1, told.numbers().getOrDefault(n.getKey(), 0.0)));
        return doubled
                || now.strength().compareTo(told.strength()) > 0
                || now.toMillis() - told.toMillis() >= RENEW.toMillis();
    }

    private void tell(Track track, Detection now) throws IOException {
        int revision = track.told == null ? 1 : track.told.revision() + 1;
        Detection next = revised(track.id, revision, now);
        RingCut.Piece piece = cutter.cut(next, track.ringEnd);
        DetectionDocument.Proof proof = piece.pcap().length == 0
                ? null
                : new DetectionDocument.Proof(evidence.store(piece.pcap()).sha256(), piece);
        List<ExporterState> heard = exporters.get().stream()
                .filter(e -> proof == null || piece.datagrams().containsKey(e.address()))
                .toList();
        byte[] document = new DetectionDocument(next, proof, heard).bytes();
        MessageId message = receive(document, next, proof, track.message);
        track.told = next;
        track.message = message;
        track.ringEnd = piece.end();
        handedOver++;
        if (next.state() == Detection.State.CLOSED) {
            open.remove(key(next));
            ended(track.id);
            // It may have had other names in a sensor that was started anew.
            tracks.entrySet().stream().filter(e -> e.getValue() == track).forEach(e -> ended(e.getKey()));
            tracks.values().removeIf(t -> t == track);
        } else {
            open.put(key(next), track);
        }
    }

    private static Detection revised(String id, int revision, Detection d) {
        return new Detection(
                id,
                revision,
                revision == 1 && d.state() == Detection.State.UPDATED ? Detection.State.OPENED : d.state(),
                d.detector(),
                d.kind(),
                d.client(),
                d.port(),
                d.fromMillis(),
                d.toMillis(),
                d.strength(),
                d.numbers(),
                d.facts());
    }

    private MessageId receive(
            byte[] document, Detection d, DetectionDocument.@Nullable Proof proof, @Nullable MessageId before)
            throws IOException {
        Map<String, String> transport = new HashMap<>();
        transport.put(DetectionReader.DETECTION, d.id());
        transport.put(DetectionReader.REVISION, String.valueOf(d.revision()));
        transport.put(DetectionReader.STATE, d.state().word());
        transport.put(DetectionReader.DETECTOR, d.detector());
        transport.put(DetectionReader.PEAK, Peak.of(d));
        if (proof != null) {
            transport.put(DetectionReader.EVIDENCE, proof.sha256());
        }
        if (before != null) {
            transport.put(
                    DetectionReader.SUPERSEDES,
                    DetectionReader.observationOf(before).value());
        }
        Envelope envelope =
                new Envelope(DetectionReader.DOOR, SENSOR, null, d.id() + "/" + d.revision(), d.id(), transport);
        try {
            return intake.receive(new ByteArrayInputStream(document), DOCUMENT_BYTES_MAX, envelope)
                    .message();
        } catch (EvidenceTooLargeException large) {
            throw new IOException(large);
        }
    }

    /// Ends what had not ended when the desk stopped, and was not seen since.
    private void endStale() {
        if (staleAt == null || time.instant().isBefore(staleAt)) {
            return;
        }
        List<Track> left = new ArrayList<>(open.values());
        Instant quietSince = time.instant().minusMillis(DetectionBook.QUIET_MILLIS);
        try {
            for (Track track : left) {
                Detection told = track.told;
                if (told != null && Instant.ofEpochMilli(told.toMillis()).isBefore(quietSince) && isOld(track)) {
                    end(track, told);
                }
            }
            staleAt = null;
        } catch (IOException | RuntimeException failed) {
            LOG.warn("what had not ended can't be ended yet: {}", failed.toString());
            staleAt = time.instant().plus(TRY_AGAIN);
        }
    }

    /// Whether no detection of the running sensor goes by it.
    private boolean isOld(Track track) {
        return tracks.entrySet().stream()
                .noneMatch(e -> e.getValue() == track && !e.getKey().equals(track.id));
    }

    private void end(Track track, Detection told) throws IOException {
        Map<String, String> facts = new HashMap<>(told.facts());
        facts.put("ended", "not seen again after the sensor had stopped");
        tell(
                track,
                new Detection(
                        told.id(),
                        told.revision(),
                        Detection.State.CLOSED,
                        told.detector(),
                        told.kind(),
                        told.client(),
                        told.port(),
                        told.fromMillis(),
                        told.toMillis(),
                        told.strength(),
                        told.numbers(),
                        facts));
    }

    private void ended(String id) {
        ended.put(id, true);
        if (ended.size() > ENDED_MAX) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    /// Whether nothing waits and nothing is under way.
    public boolean idle() {
        synchronized (waiting) {
            return waiting.isEmpty() && !busy;
        }
    }

    /// Revisions that are on record since the start.
    public long handedOver() {
        return handedOver;
    }

    /// Detections that were let go because too many waited.
    public long dropped() {
        return dropped;
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
