package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What version 4 of the specification says of its types.
final class XarfTypes {
    static final List<String> CATEGORIES =
            List.of("messaging", "content", "copyright", "connection", "vulnerability", "infrastructure", "reputation");

    /// Beyond the fields that every report has. Of `a|b` one is enough.
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("connection/ddos", List.of("protocol", "first_seen")),
            Map.entry("connection/infected_host", List.of("protocol", "bot_type", "first_seen")),
            Map.entry("connection/login_attack", List.of("protocol", "first_seen")),
            Map.entry("connection/port_scan", List.of("protocol", "first_seen")),
            Map.entry("connection/reconnaissance", List.of("protocol", "probed_resources", "first_seen")),
            Map.entry("connection/scraping", List.of("protocol", "first_seen", "total_requests")),
            Map.entry("connection/sql_injection", List.of("protocol", "first_seen")),
            Map.entry("connection/vulnerability_scan", List.of("scan_type", "protocol", "first_seen")),
            Map.entry("content/brand_infringement", List.of("url", "infringement_type", "legitimate_site")),
            Map.entry("content/csam", List.of("url", "classification", "detection_method")),
            Map.entry("content/csem", List.of("url", "exploitation_type", "detection_method")),
            Map.entry("content/exposed_data", List.of("url", "data_types", "exposure_method")),
            Map.entry("content/fraud", List.of("url", "fraud_type")),
            Map.entry("content/malware", List.of("url")),
            Map.entry("content/phishing", List.of("url")),
            Map.entry("content/remote_compromise", List.of("url", "compromise_type")),
            Map.entry("content/suspicious_registration", List.of("url", "registration_date", "suspicious_indicators")),
            Map.entry("copyright/copyright", List.of("infringing_url")),
            Map.entry("copyright/cyberlocker", List.of("infringing_url", "hosting_service")),
            Map.entry("copyright/link_site", List.of("infringing_url", "site_name")),
            Map.entry("copyright/p2p", List.of("p2p_protocol", "swarm_info")),
            Map.entry("copyright/ugc_platform", List.of("infringing_url", "platform_name")),
            Map.entry("copyright/usenet", List.of("newsgroup", "message_info")),
            Map.entry("infrastructure/botnet", List.of("compromise_evidence")),
            Map.entry("infrastructure/compromised_server", List.of("compromise_method")),
            Map.entry("messaging/bulk_messaging", List.of("protocol", "recipient_count")),
            Map.entry("messaging/spam", List.of("protocol")),
            Map.entry("reputation/blocklist", List.of("threat_type")),
            Map.entry("reputation/threat_intelligence", List.of("threat_type")),
            Map.entry("vulnerability/cve", List.of("service", "service_port", "cve_id")),
            Map.entry("vulnerability/misconfiguration", List.of("service")),
            Map.entry("vulnerability/open_service", List.of("service")));

    /// Scalars that conditions may ask for. Nothing that names a person, the reporter's own systems, or
    /// content.
    private static final List<String> FACTS = Stream.of(
                    "evidence_source",
                    "confidence",
                    "protocol",
                    "destination_port",
                    "service",
                    "service_port",
                    "service_version",
                    "attempt_count",
                    "successful_logins",
                    "duration_minutes",
                    "duration_seconds",
                    "attack_pattern",
                    "attack_vector",
                    "attack_technique",
                    "peak_pps",
                    "peak_bps",
                    "total_packets",
                    "total_bytes",
                    "amplification_factor",
                    "service_impact",
                    "botnet_participation",
                    "bot_type",
                    "bot_name",
                    "behavior_pattern",
                    "verification_status",
                    "request_rate",
                    "total_requests",
                    "unique_urls",
                    "data_volume",
                    "respects_robots_txt",
                    "scan_type",
                    "scan_rate",
                    "scanner_signature",
                    "total_probes",
                    "automated_tool",
                    "http_method",
                    "injection_point",
                    "attempts_count",
                    "infringement_type",
                    "similarity_score",
                    "exposure_method",
                    "record_count",
                    "encryption_status",
                    "fraud_type",
                    "malware_family",
                    "malware_type",
                    "distribution_method",
                    "lure_type",
                    "phishing_kit",
                    "cloned_site",
                    "target_brand",
                    "compromise_type",
                    "affected_cms",
                    "cleanup_status",
                    "registration_date",
                    "days_since_registration",
                    "risk_score",
                    "work_title",
                    "work_category",
                    "rights_holder",
                    "p2p_protocol",
                    "hosting_service",
                    "site_name",
                    "site_category",
                    "platform_name",
                    "newsgroup",
                    "c2_protocol",
                    "compromise_evidence",
                    "compromise_method",
                    "recipient_count",
                    "unsubscribe_provided",
                    "opt_in_evidence",
                    "threat_type",
                    "cve_id",
                    "cvss_score",
                    "risk_level",
                    "severity",
                    "exploitability",
                    "patch_available",
                    "classification",
                    "media_type",
                    "detection_method",
                    "exploitation_type",
                    "verification_method",
                    "tcp_handshake_completed")
            .sorted()
            .toList();

    /// All that may be said of child-safety evidence.
    private static final List<String> SEALED_FACTS =
            List.of("classification", "detection_method", "exploitation_type", "media_type");

    private XarfTypes() {}

    static List<String> required(Kind kind) {
        return REQUIRED.getOrDefault(kind.toString(), List.of());
    }

    static boolean isKnown(Kind kind) {
        return REQUIRED.containsKey(kind.toString());
    }

    static boolean isSealed(Kind kind) {
        return kind.category().equals("content")
                && (kind.type().equals("csam") || kind.type().equals("csem"));
    }

    static List<String> facts(Kind kind) {
        return isSealed(kind) ? SEALED_FACTS : FACTS;
    }
}
