package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.json.JsonValue;
import dev.reeve.formats.json.JsonValue.Members;
import dev.reeve.formats.json.JsonValue.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Version 3 under the names of version 4. Its names come in two generations (`Source.IP` and `SourceIp`);
/// both are read.
final class XarfV3 {
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("timestamp", List.of("Date", "Timestamp", "DateTime")),
            Map.entry("first_seen", List.of("FirstSeen")),
            Map.entry("last_seen", List.of("LastSeen")),
            Map.entry(
                    "source_identifier",
                    List.of(
                            "SourceIp",
                            "SourceIP",
                            "IP",
                            "Ip",
                            "SourceUrl",
                            "URL",
                            "Url",
                            "SourceDomain",
                            "Domain",
                            "SourceHost",
                            "Host",
                            "Address",
                            "Value",
                            "Source")),
            Map.entry("source_port", List.of("SourcePort", "Port")),
            Map.entry("url", List.of("URL", "Url", "SourceUrl", "SourceUri", "Uri")),
            Map.entry("infringing_url", List.of("URL", "Url", "SourceUrl", "SourceUri")),
            Map.entry("report_id", List.of("ReportID", "ReportId", "Id")),
            Map.entry("destination_port", List.of("DestinationPort")),
            Map.entry("protocol", List.of("Protocol", "TransportProtocol")),
            Map.entry("service", List.of("Service", "ServiceName")),
            Map.entry("attack_vector", List.of("AttackType", "AttackVector")),
            Map.entry("duration_seconds", List.of("DurationSeconds")),
            Map.entry("malware_family", List.of("MalwareFamily", "Malware")),
            Map.entry("target_brand", List.of("TargetBrand")),
            Map.entry("detection_method", List.of("DetectionMethod")),
            Map.entry("attempt_count", List.of("AttemptCount", "Attempts", "LoginAttempts")),
            Map.entry("total_packets", List.of("PacketCount")),
            Map.entry("total_bytes", List.of("ByteCount")));

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("spam", new Kind("messaging", "spam")),
            Map.entry("ddos", new Kind("connection", "ddos")),
            Map.entry("dos", new Kind("connection", "ddos")),
            Map.entry("portscan", new Kind("connection", "port_scan")),
            Map.entry("loginattack", new Kind("connection", "login_attack")),
            Map.entry("bruteforce", new Kind("connection", "login_attack")),
            Map.entry("exploit", new Kind("connection", "exploit")),
            Map.entry("phishing", new Kind("content", "phishing")),
            Map.entry("fraud", new Kind("content", "fraud")),
            Map.entry("malware", new Kind("content", "malware")),
            Map.entry("childabuse", new Kind("content", "csam")),
            Map.entry("csam", new Kind("content", "csam")),
            Map.entry("trademark", new Kind("content", "brand_infringement")),
            Map.entry("copyright", new Kind("copyright", "copyright")),
            Map.entry("botnet", new Kind("infrastructure", "botnet")),
            Map.entry("bot", new Kind("infrastructure", "botnet")),
            Map.entry("compromisedserver", new Kind("infrastructure", "compromised_server")),
            Map.entry("compromisedwebsite", new Kind("content", "remote_compromise")),
            Map.entry("openservice", new Kind("vulnerability", "open_service")),
            Map.entry("vulnerability", new Kind("vulnerability", "cve")));

    private XarfV3() {}

    static Optional<Scalar> find(Members root, String name) {
        Members report = root.block("Report");
        Members reporter = root.block("ReporterInfo");
        return switch (name) {
            case "category", "type" -> report.scalar("ReportType");
            case "reporter.contact" -> reporter.scalar("ReporterContactEmail", "ReporterOrgEmail");
            case "reporter.org" -> reporter.scalar("ReporterOrg");
            case "reporter.domain" -> reporter.scalar("ReporterOrgDomain");
            default -> byName(report, NAMES.getOrDefault(name, List.of()));
        };
    }

    private static Optional<Scalar> byName(Members report, List<String> names) {
        for (String name : names) {
            Optional<Scalar> found = report.scalar(name)
                    .or(() -> report.block("Source").scalar(name))
                    .or(() -> report.block("AdditionalInfo").scalar(name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static Optional<Kind> kind(Members root) {
        String type =
                root.block("Report").text("ReportType").toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return Optional.ofNullable(KINDS.get(type));
    }

    static List<JsonValue> evidence(Members root) {
        Members report = root.block("Report");
        List<JsonValue> attachments = report.items("Attachment");
        return attachments.isEmpty() ? report.items("Samples") : attachments;
    }
}
