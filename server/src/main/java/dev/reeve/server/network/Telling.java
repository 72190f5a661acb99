package dev.reeve.server.network;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.network.detection.Detection;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.intake.Intake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes one word on a detection durable: cuts its evidence, keeps it, and hands a document in as any door does.
final class Telling {
    static final ReporterId SENSOR = new ReporterId("sensor-network");

    private static final int DOCUMENT_BYTES_MAX = 1_000_000;

    private final Intake intake;
    private final EvidenceStore evidence;
    private final HandOver.Cutter cutter;
    private final ExporterHistory exporters;

    Telling(Intake intake, EvidenceStore evidence, HandOver.Cutter cutter, ExporterHistory exporters) {
        this.intake = intake;
        this.evidence = evidence;
        this.cutter = cutter;
        this.exporters = exporters;
    }

    /// What was told is on record when this returns, and the track says so.
    void tell(Track track, Detection next) throws IOException {
        Cut cut = cutter.cut(track.origin, next, track.ends.getOrDefault(track.origin, 0L));
        DetectionDocument.Proof proof = cut.bytes().length == 0
                ? null
                : new DetectionDocument.Proof(evidence.store(cut.bytes()).sha256(), cut);
        byte[] document = new DetectionDocument(next, proof, heard(next, cut)).bytes();
        MessageId message = receive(document, next, proof, track.message);
        track.told = next;
        track.message = message;
        track.ends.put(track.origin, cut.end());
    }

    /// How those were heard on whose records it stands.
    private List<ExporterSpan> heard(Detection d, Cut cut) {
        return switch (cut) {
            case Cut.Lines lines -> List.of();
            case Cut.Frames frames -> List.of();
            case Cut.Datagrams datagrams ->
                exporters.during(Instant.ofEpochMilli(d.fromMillis()), Instant.ofEpochMilli(d.toMillis())).stream()
                        .filter(e -> cut.bytes().length == 0
                                || datagrams.piece().datagrams().containsKey(e.address()))
                        .toList();
        };
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
}
