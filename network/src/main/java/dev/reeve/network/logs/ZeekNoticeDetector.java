package dev.reeve.network.logs;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.Map;
import java.util.Set;

/// What Zeek concluded itself (`notice.log`): scans, password guessing, SQL injection.
///
/// - **Needs** the notice's source address; one without is passed over.
/// - **Fooled by** what fools Zeek's policy: its scan notices count failures, which busy mail relays and
///   peer-to-peer hosts have too. So they are claims; give the sensor `conn.log` as well, and its own test
///   decides.
/// - **Ignores** notices that are no abuse by the source: certificates, software versions, heuristics on
///   protocols.
/// - **Under sampling** Zeek sees half connections, and its counts are too high.
public final class ZeekNoticeDetector implements LogDetector {
    private record Meaning(Kind kind, Strength strength) {}

    private static final Meaning SCAN = new Meaning(Kind.parse("connection/port_scan"), Strength.CLAIMED);
    private static final Meaning LOGIN = new Meaning(Kind.parse("connection/login_attack"), Strength.EVIDENCED);
    private static final Map<String, Meaning> NOTICES = Map.of(
            "Scan::Address_Scan", SCAN,
            "Scan::Port_Scan", SCAN,
            "Scan::Random_Scan", SCAN,
            "SSH::Password_Guessing", LOGIN,
            "FTP::Bruteforcing", LOGIN,
            "HTTP::SQL_Injection_Attacker", new Meaning(Kind.parse("connection/sql_injection"), Strength.EVIDENCED));

    @Override
    public String name() {
        return "zeek-notice/1";
    }

    @Override
    public Set<String> reads() {
        return Set.of("zeek/notice");
    }

    @Override
    public boolean record(LogRecord record, Signs signs) {
        Meaning meaning = NOTICES.get(record.text("note"));
        Endpoint source = record.address("src");
        Endpoint client = source == null ? record.address("id.orig_h") : source;
        if (meaning == null || client == null) {
            return false;
        }
        int port = record.port("p") == 0 ? record.port("id.resp_p") : record.port("p");
        signs.see(new Sign(
                name(),
                meaning.kind,
                client,
                port,
                record.atMillis(),
                record.atMillis(),
                meaning.strength,
                Map.of("notices", 1.0),
                Map.of("sensor", "zeek", "notice", record.text("note"))));
        return true;
    }
}
