package dev.reeve.server.demo;

import java.time.Instant;
import java.util.UUID;

/// Reports that are made rather than read from a sample.
final class DemoReports {
    private DemoReports() {}

    /// A scan with completed handshakes, so that nobody can have forged it.
    static String scan(String address, Instant seen) {
        return """
                {"xarf_version": "4.2.0", "report_id": "%s", "timestamp": "%s",
                 "reporter": {"org": "Example watch", "contact": "reports@watch.example", "domain": "watch.example"},
                 "sender": {"org": "Example watch", "contact": "reports@watch.example", "domain": "watch.example"},
                 "source_identifier": "%s", "source_port": 40000, "category": "connection", "type": "port_scan",
                 "destination_ip": "198.51.100.9", "destination_port": 22, "protocol": "tcp", "tcp_handshake_completed": true,
                 "evidence_source": "firewall_logs", "first_seen": "%s",
                 "evidence": [{"content_type": "text/plain", "description": "log", "payload": "bG9nIGxpbmUK"}]}
                """.formatted(
                        UUID.nameUUIDFromBytes((address + seen).getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        seen,
                        address,
                        seen);
    }
}
