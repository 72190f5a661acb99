package dev.reeve.server.network;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One revision of a detection as the message that is kept: what was measured, by which detector, from which
/// exporters and how well they were heard, and the hash of the datagrams or lines that prove it.
record DetectionDocument(Detection detection, @Nullable Proof proof, List<ExporterSpan> exporters) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What proves it, kept in the evidence store.
    record Proof(String sha256, Cut cut) {}

    byte[] bytes() {
        Map<String, Object> all = new LinkedHashMap<>();
        Detection d = detection;
        all.put("reeve_detection", 1);
        all.put("id", d.id());
        all.put("revision", d.revision());
        all.put("state", d.state().word());
        all.put("detector", d.detector());
        all.put("kind", d.kind().toString());
        all.put("address", d.client().toString());
        all.put("port", d.port());
        all.put("from", Instant.ofEpochMilli(d.fromMillis()).toString());
        all.put("to", Instant.ofEpochMilli(d.toMillis()).toString());
        all.put("strength", d.strength().word());
        all.put("numbers", d.numbers());
        all.put("facts", d.facts());
        if (proof != null) {
            all.put("evidence", evidence(proof));
        }
        all.put("exporters", exporters.stream().map(DetectionDocument::exporter).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
    }

    private static Map<String, Object> evidence(Proof proof) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("sha256", proof.sha256());
        evidence.put("bytes", proof.cut().bytes().length);
        evidence.putAll(proof.cut().words());
        return evidence;
    }

    private static Map<String, Object> exporter(ExporterSpan span) {
        Map<String, Object> exporter = new LinkedHashMap<>();
        exporter.put("address", span.address());
        exporter.put("heard_from", span.from().toString());
        exporter.put("heard_to", span.to().toString());
        exporter.put("datagrams", span.datagrams());
        exporter.put("records", span.records());
        exporter.put("lost", span.lost());
        exporter.put("lost_percent", Math.round(span.lostShare() * 10_000) / 100.0);
        exporter.put("malformed", span.malformed());
        exporter.put("unknown_templates", span.unknownTemplates());
        exporter.put("sampling", span.sampling());
        exporter.put("clock_behind_millis", span.behindMillis());
        return exporter;
    }

    /// What the detection was made of.
    static Origin origin(byte[] bytes) {
        JsonNode evidence = JSON.readTree(bytes).path("evidence");
        return evidence.has(Cut.Lines.LINES)
                ? Origin.LOGS
                : evidence.has(Cut.Frames.FRAMES) ? Origin.CAPTURES : Origin.FLOWS;
    }

    /// The detection as it was written.
    ///
    /// @throws IllegalArgumentException when the bytes are no such document
    static Detection read(byte[] bytes) {
        JsonNode all = JSON.readTree(bytes);
        Map<String, Double> numbers = new LinkedHashMap<>();
        all.path("numbers")
                .properties()
                .forEach(e -> numbers.put(e.getKey(), e.getValue().asDouble()));
        Map<String, String> facts = new LinkedHashMap<>();
        all.path("facts")
                .properties()
                .forEach(e -> facts.put(e.getKey(), e.getValue().asString()));
        IpAddress address = IpAddress.parse(all.path("address").asString());
        return new Detection(
                all.path("id").asString(),
                all.path("revision").asInt(),
                Detection.State.valueOf(all.path("state").asString().toUpperCase(Locale.ROOT)),
                all.path("detector").asString(),
                Kind.parse(all.path("kind").asString()),
                new Endpoint(address.high(), address.low(), address.family() == IpAddress.Family.IPV6),
                all.path("port").asInt(),
                Instant.parse(all.path("from").asString()).toEpochMilli(),
                Instant.parse(all.path("to").asString()).toEpochMilli(),
                Strength.valueOf(all.path("strength").asString().toUpperCase(Locale.ROOT)),
                numbers,
                facts);
    }
}
