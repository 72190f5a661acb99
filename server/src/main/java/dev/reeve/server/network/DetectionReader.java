package dev.reeve.server.network;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.formats.json.JsonTree;
import dev.reeve.formats.json.JsonValue;
import dev.reeve.network.detection.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a detection's document into the observation that the desk judges. Only what came through the sensor's
/// own door is read so: the same document by mail would be a claim like any other.
///
/// All revisions of a detection are one incident, and each names the one that it supersedes, so that they join
/// one case and ask the client once.
public final class DetectionReader {
    public static final String DOOR = "network";
    static final String PARSER = "network-detection/1";

    /// Facts of transport.
    static final String DETECTION = "detection";

    static final String REVISION = "revision";
    static final String STATE = "state";
    static final String SUPERSEDES = "supersedes";
    static final String EVIDENCE = "evidence-sha256";
    static final String PEAK = "peak";
    static final String DETECTOR = "detector";

    /// How far clocks of exporters are believed to be off; they have network time.
    private static final Duration CLOCK_DOUBT = Duration.ofSeconds(5);

    /// Names by which the policy asks, where detectors have others.
    private static final Map<String, String> NAMES =
            Map.of("hosts", "targets", "packetsPerSecond", "peak_pps", "bitsPerSecond", "peak_bps");

    private DetectionReader() {}

    public static String format() {
        return PARSER;
    }

    static ObservationId observationOf(MessageId message) {
        return new ObservationId(message + ".o1");
    }

    /// @return empty where the bytes are no detection
    public static Optional<Observation> read(MessageId id, MessageEvent.Received received, byte[] bytes) {
        if (!(JsonTree.parse(bytes) instanceof JsonTree.Read(JsonValue.Members root))) {
            return Optional.empty();
        }
        try {
            return Optional.of(observation(id, received, DetectionDocument.read(bytes), root));
        } catch (IllegalArgumentException | java.time.DateTimeException broken) {
            return Optional.empty();
        }
    }

    private static Observation observation(
            MessageId id, MessageEvent.Received received, Detection detection, JsonValue.Members root) {
        String supersedes = received.transport().get(SUPERSEDES);
        return new Observation(
                observationOf(id),
                id,
                new Resource.Address(detection.client().address(), null),
                new Interval(Instant.ofEpochMilli(detection.fromMillis()), Instant.ofEpochMilli(detection.toMillis())),
                CLOCK_DOUBT,
                detection.kind(),
                // A proxy or an IRC server is run; everything else is done to others.
                detection.kind().category().equals("service") ? Direction.HOST : Direction.SOURCE,
                detection.strength(),
                received.reporter(),
                detection.id(),
                facts(detection, received, root),
                spans(root),
                PARSER,
                supersedes == null ? null : new ObservationId(supersedes));
    }

    private static Map<String, String> facts(
            Detection detection, MessageEvent.Received received, JsonValue.Members root) {
        Map<String, String> facts = new HashMap<>();
        detection.numbers().forEach((name, value) -> facts.put(fact(name), number(value)));
        detection.facts().forEach((name, value) -> facts.put(fact(name), value));
        facts.put("detector", detection.detector());
        facts.put("state", detection.state().word());
        Optional.ofNullable(received.transport().get(EVIDENCE)).ifPresent(hash -> facts.put("evidence_sha256", hash));
        exporters(root, facts);
        return facts;
    }

    /// How well what it stands on was heard, of several exporters the worst.
    private static void exporters(JsonValue.Members root, Map<String, String> facts) {
        for (String name : List.of("lost_percent", "sampling", "clock_behind_millis")) {
            worst(root, name).ifPresent(value -> facts.put("exporter_" + name, number(value)));
        }
    }

    private static Optional<Double> worst(JsonValue.Members root, String name) {
        return root.items("exporters").stream()
                .filter(JsonValue.Members.class::isInstance)
                .map(exporter -> ((JsonValue.Members) exporter).text(name))
                .filter(text -> !text.isEmpty())
                .map(Double::valueOf)
                .max(Comparator.comparingDouble(Math::abs));
    }

    /// What the policy calls a number or a fact of a detector.
    static String fact(String name) {
        return NAMES.getOrDefault(
                name, name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT));
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static List<Span> spans(JsonValue.Members root) {
        List<Span> spans = new ArrayList<>();
        Stream.of(
                        "id",
                        "detector",
                        "kind",
                        "address",
                        "from",
                        "to",
                        "strength",
                        "numbers",
                        "facts",
                        "evidence",
                        "exporters")
                .forEach(name ->
                        root.find(name).ifPresent(value -> spans.add(new Span(name, "", value.at(), value.length()))));
        return spans;
    }
}
