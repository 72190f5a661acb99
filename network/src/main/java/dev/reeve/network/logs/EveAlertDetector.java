package dev.reeve.network.logs;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Suricata's rules say (EVE `alert`), by the class of the rule (`classification.config`); and HTTP proxies
/// by EVE `http`: CONNECT that was granted.
///
/// - **Needs** rules with a class. `direction`, where the version writes it, tells who began.
/// - **Fooled by** what fools the rule: a rule's word on a connection is evidence, on a single datagram a
///   claim, for its source may be forged.
/// - **Ignores** classes that are no abuse (policy hints, protocol anomalies, misc), alerts on what a server
///   answered where the class is about attackers, and EVE `anomaly`: odd is not abuse. That a rule blocked the
///   packet changes nothing: it was tried; the fact `action` tells.
/// - **Under sampling** rules that need a stream stay silent.
public final class EveAlertDetector implements LogDetector {
    private static final String SCAN = "connection/port_scan";
    private static final String LOOKS = "connection/reconnaissance";
    private static final String EXPLOIT = "connection/exploit";
    private static final String DOS = "connection/ddos";
    private static final String LOGIN = "connection/login_attack";
    private static final String INFECTED = "connection/infected_host";

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("Detection of a Network Scan", SCAN),
            Map.entry("Attempted Information Leak", LOOKS),
            Map.entry("Attempted Administrator Privilege Gain", EXPLOIT),
            Map.entry("Successful Administrator Privilege Gain", EXPLOIT),
            Map.entry("Attempted User Privilege Gain", EXPLOIT),
            Map.entry("Successful User Privilege Gain", EXPLOIT),
            Map.entry("Web Application Attack", EXPLOIT),
            Map.entry("Executable code was detected", EXPLOIT),
            Map.entry("Attempted Denial of Service", DOS),
            Map.entry("Denial of Service", DOS),
            Map.entry("Detection of a Denial of Service Attack", DOS),
            Map.entry("An attempted login using a suspicious username was detected", LOGIN),
            Map.entry("Attempt to login by a default username and password", LOGIN),
            Map.entry("A Network Trojan was detected", INFECTED),
            Map.entry("Malware Command and Control Activity Detected", INFECTED),
            Map.entry("Domain Observed Used for C2 Detected", INFECTED));

    @Override
    public String name() {
        return "eve-alert/1";
    }

    @Override
    public Set<String> reads() {
        return Set.of("eve/alert", "eve/http");
    }

    @Override
    public boolean record(LogRecord record, Signs signs) {
        Endpoint source = record.address("src_ip");
        Endpoint target = record.address("dest_ip");
        if (source == null || target == null) {
            return false;
        }
        return record.log().equals("eve/http")
                ? proxy(record, source, target, signs)
                : alert(record, source, target, signs);
    }

    private boolean proxy(LogRecord record, Endpoint client, Endpoint server, Signs signs) {
        boolean granted = record.text("http.http_method").equals("CONNECT")
                && record.text("http.status").startsWith("2");
        if (granted) {
            int port = record.port("dest_port");
            say(record, "service/proxy_client", client, port, Strength.EVIDENCED, signs);
            say(record, "service/open_proxy", server, port, Strength.EVIDENCED, signs);
        }
        return granted;
    }

    private boolean alert(LogRecord record, Endpoint source, Endpoint target, Signs signs) {
        String kind = kind(record);
        boolean answered = record.text("direction").equals("to_client");
        if (kind == null || answered && !kind.equals(INFECTED)) {
            return false;
        }
        // Who calls home is who opened the connection, whichever of its packets the rule matched.
        Endpoint client = answered ? target : source;
        int port = record.port(answered ? "src_port" : "dest_port");
        Strength strength = record.text("proto").equalsIgnoreCase("tcp") ? Strength.EVIDENCED : Strength.CLAIMED;
        say(record, kind, client, port, strength, signs);
        return true;
    }

    private static @Nullable String kind(LogRecord record) {
        boolean irc = record.text("alert.signature").contains(" IRC ")
                || record.text("app_proto").equals("irc");
        boolean policy = record.text("alert.category").equals("Potential Corporate Privacy Violation");
        return irc && policy ? "service/irc_client" : CLASSES.get(record.text("alert.category"));
    }

    private void say(LogRecord record, String kind, Endpoint who, int port, Strength strength, Signs signs) {
        Map<String, String> facts = new HashMap<>();
        facts.put("sensor", "suricata");
        facts.put("port", String.valueOf(port));
        if (record.log().equals("eve/alert")) {
            facts.put("rule", record.text("alert.gid") + ":" + record.text("alert.signature_id"));
            facts.put("action", record.text("alert.action"));
        }
        signs.see(new Sign(
                name(),
                Kind.parse(kind),
                who,
                port,
                record.atMillis(),
                record.atMillis(),
                strength,
                Map.of("alerts", 1.0),
                facts));
    }
}
