package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Kind;
import java.util.Locale;
import java.util.Set;

/// Whether a source could be forged. Made-up SYN packets were used to have others complained of, so a
/// connection counts only where a handshake was completed, or where what is claimed can't be done without
/// one.
final class XarfSpoofing {
    /// Nobody logs in, crawls or injects without a connection.
    private static final Set<String> NEEDS_HANDSHAKE =
            Set.of("login_attack", "scraping", "sql_injection", "infected_host", "intrusion", "exploit");

    private static final Set<String> FLOODS_OVER_CONNECTIONS =
            Set.of("http", "slowloris", "tls", "ssl", "layer7", "l7");

    private XarfSpoofing() {}

    static boolean isSpoofable(Kind kind, XarfDocument document) {
        if (!kind.category().equals("connection")) {
            return false;
        }
        if (document.text("tcp_handshake_completed").equals("true")) {
            return false;
        }
        if (document.text("tcp_handshake_completed").equals("false")) {
            return true;
        }
        String protocol = document.text("protocol").toLowerCase(Locale.ROOT);
        if (protocol.equals("udp") || protocol.equals("icmp")) {
            return true;
        }
        String vector = document.text("attack_vector").toLowerCase(Locale.ROOT);
        boolean connected = NEEDS_HANDSHAKE.contains(kind.type())
                || FLOODS_OVER_CONNECTIONS.stream().anyMatch(vector::contains)
                || kind.type().equals("vulnerability_scan")
                        && document.text("scan_type").startsWith("web")
                || kind.type().equals("reconnaissance")
                        && document.root().find("http_methods").isPresent();
        return !connected;
    }
}
