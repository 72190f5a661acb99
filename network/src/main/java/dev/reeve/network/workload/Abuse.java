package dev.reeve.network.workload;

import java.util.List;

/// A kind of abuse at a set rate, and which detectors exist to find it.
///
/// @param kind of observation that it should become
/// @param detectors names without their version; others that speak of the same client are not counted as wrong
/// where their kind is the same
/// @param unit of the rate, for a reader
record Abuse(String name, String kind, List<String> detectors, String unit) {
    static final List<Abuse> ALL = List.of(
            new Abuse("scan", "connection/port_scan", List.of("horizontal-scan", "scan"), "hosts"),
            new Abuse("portscan", "connection/port_scan", List.of("vertical-scan"), "ports of one host"),
            new Abuse("slowscan", "connection/port_scan", List.of("slow-scan", "horizontal-scan"), "hosts"),
            new Abuse("udpscan", "connection/port_scan", List.of("horizontal-scan"), "hosts"),
            new Abuse("bruteforce", "connection/login_attack", List.of("login-flow"), "logins"),
            new Abuse("udpflood", "connection/ddos", List.of("flood"), "packets"),
            new Abuse("synflood", "connection/ddos", List.of("flood"), "packets"),
            new Abuse("reflection", "connection/ddos", List.of("reflection"), "answers"),
            new Abuse("spam", "messaging/direct_to_mx", List.of("mail-burst"), "mails"),
            new Abuse("irc", "service/irc_client", List.of("irc-flow"), "sessions"),
            new Abuse("proxy", "service/open_proxy", List.of("relay", "relay-flow"), "connections"));

    static Abuse named(String name) {
        return ALL.stream()
                .filter(abuse -> abuse.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name
                        + "\" is no abuse that can be made; these are: "
                        + String.join(", ", ALL.stream().map(Abuse::name).toList())));
    }

    Behaviour behaviour(double perSecond) {
        return switch (name) {
            case "scan" -> new ScanAbuse(perSecond, false);
            case "slowscan" -> new ScanAbuse(perSecond, false);
            case "udpscan" -> new ScanAbuse(perSecond, true);
            case "portscan" -> new PortScanAbuse(perSecond);
            case "bruteforce" -> new BruteForceAbuse(perSecond);
            case "udpflood" -> new FloodAbuse(perSecond, false);
            case "synflood" -> new FloodAbuse(perSecond, true);
            case "reflection" -> new ReflectionAbuse(perSecond);
            case "spam" -> new SpamAbuse(perSecond);
            case "irc" -> new IrcAbuse(perSecond);
            default -> new ProxyAbuse(perSecond);
        };
    }
}
