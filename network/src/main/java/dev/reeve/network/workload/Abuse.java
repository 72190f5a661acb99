package dev.reeve.network.workload;

import java.util.List;
import java.util.function.DoubleFunction;

/// A kind of abuse, what it should be seen as, and how a machine does it at a given rate.
///
/// @param observation kind that a detection of it has
/// @param detector that is there to find it, whichever else may
/// @param unit of the rate, for a reader
record Abuse(String name, String observation, String detector, String unit, DoubleFunction<Behaviour> atRate) {
    private static final String SCAN = "connection/port_scan";
    private static final String FLOOD = "connection/ddos";
    private static final String HORIZONTAL = "horizontal-scan";

    static final List<Abuse> ALL = List.of(
            new Abuse("scan", SCAN, HORIZONTAL, "hosts/s", rate -> new ScanAbuse(rate, false)),
            new Abuse("portscan", SCAN, "vertical-scan", "ports/s of one host", PortScanAbuse::new),
            new Abuse("slowscan", SCAN, "slow-scan", "hosts/s", rate -> new ScanAbuse(rate, false)),
            new Abuse("connectscan", SCAN, "slow-scan", "hosts/s", ConnectScanAbuse::new),
            new Abuse("udpscan", SCAN, HORIZONTAL, "hosts/s", rate -> new ScanAbuse(rate, true)),
            new Abuse("bruteforce", "connection/login_attack", "login-flow", "logins/s", BruteForceAbuse::new),
            new Abuse("udpflood", FLOOD, "flood", "packets/s", rate -> new FloodAbuse(rate, false)),
            new Abuse("synflood", FLOOD, "flood", "packets/s", rate -> new FloodAbuse(rate, true)),
            new Abuse("reflection", FLOOD, "reflection", "answers/s", ReflectionAbuse::new),
            new Abuse("spam", "messaging/direct_to_mx", "mail-burst", "mails/s", SpamAbuse::new),
            new Abuse("irc", "service/irc_client", "irc-flow", "sessions", IrcAbuse::new),
            new Abuse("proxy", "service/proxy", "proxy-relay", "connections/s", ProxyAbuse::new));

    static Abuse named(String name) {
        return ALL.stream()
                .filter(abuse -> abuse.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name
                        + "\" is no abuse that can be made; these are: "
                        + String.join(", ", ALL.stream().map(Abuse::name).toList())));
    }
}
