package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Kind;
import java.util.Map;
import java.util.Optional;

/// What X-ARF 0.x calls a thing, in the words of version 4. Its types are free words; those in use are few.
final class YamlKinds {
    private static final Kind LOGIN = new Kind("connection", "login_attack");
    private static final Kind SCAN = new Kind("connection", "port_scan");
    private static final Kind PROBE = new Kind("connection", "vulnerability_scan");
    private static final Kind SPAM = new Kind("messaging", "spam");
    private static final Kind MALWARE = new Kind("content", "malware");
    private static final Kind PHISHING = new Kind("content", "phishing");

    private static final Map<String, Kind> TYPES = Map.ofEntries(
            Map.entry("login_attack", LOGIN),
            Map.entry("brute_force", LOGIN),
            Map.entry("bruteforce", LOGIN),
            Map.entry("bruteforcelogin", LOGIN),
            Map.entry("bruteforce_login", LOGIN),
            Map.entry("port_scan", SCAN),
            Map.entry("portscan", SCAN),
            Map.entry("portflood", SCAN),
            Map.entry("scan", SCAN),
            Map.entry("web_attack", PROBE),
            Map.entry("webattack", PROBE),
            Map.entry("web_scan", PROBE),
            Map.entry("exploit", PROBE),
            Map.entry("exploit_attempt", PROBE),
            Map.entry("hack_attempt", PROBE),
            Map.entry("apache", PROBE),
            Map.entry("bad_bot", new Kind("connection", "scraping")),
            Map.entry("badbot", new Kind("connection", "scraping")),
            Map.entry("badbots", new Kind("connection", "scraping")),
            Map.entry("harvesting", new Kind("connection", "scraping")),
            Map.entry("scraping", new Kind("connection", "scraping")),
            Map.entry("reg_bot", SPAM),
            Map.entry("regbot", SPAM),
            Map.entry("spam", SPAM),
            Map.entry("mail", SPAM),
            Map.entry("comment_spam", SPAM),
            Map.entry("abusive_mail", SPAM),
            Map.entry("spamvertised", new Kind("content", "spamvertised")),
            Map.entry("spamvertizing", new Kind("content", "spamvertised")),
            Map.entry("malware_attack", MALWARE),
            Map.entry("malware", MALWARE),
            Map.entry("malware_distribution", MALWARE),
            Map.entry("rogue_website", MALWARE),
            Map.entry("phishing", PHISHING),
            Map.entry("fraud", new Kind("content", "fraud")),
            Map.entry("defacement", new Kind("content", "remote_compromise")),
            Map.entry("hacked", new Kind("content", "remote_compromise")),
            Map.entry("trademark", new Kind("content", "brand_infringement")),
            Map.entry("trademark_infringement", new Kind("content", "brand_infringement")),
            Map.entry("copyright", new Kind("copyright", "copyright")),
            Map.entry("copyright_infringement", new Kind("copyright", "copyright")),
            Map.entry("ddos", new Kind("connection", "ddos")),
            Map.entry("dos", new Kind("connection", "ddos")),
            Map.entry("botnet", new Kind("infrastructure", "botnet")),
            Map.entry("bot", new Kind("infrastructure", "botnet")),
            Map.entry("malware_infection", new Kind("infrastructure", "botnet")),
            Map.entry("botnet_infection", new Kind("infrastructure", "botnet")),
            Map.entry("open_service", new Kind("vulnerability", "open_service")),
            Map.entry("open_resolver", new Kind("vulnerability", "open_service")),
            Map.entry("openproxy", new Kind("vulnerability", "open_service")),
            Map.entry("open_proxy", new Kind("vulnerability", "open_service")),
            Map.entry("vulnerability", new Kind("vulnerability", "cve")));

    private YamlKinds() {}

    static Kind of(YamlReport report) {
        return known(report.word("Report-Type"))
                .or(() -> known(report.word("signature")))
                .or(() -> bySignature(report.word("signature")))
                .or(() -> byService(report.word("Service")))
                .orElseGet(() -> report.word("Category").equals("fraud")
                        ? new Kind("content", "fraud")
                        : new Kind("other", "abuse"));
    }

    /// The type itself, or what it begins with: `login-attack-ssh` is a login attack.
    private static Optional<Kind> known(String type) {
        Kind exact = TYPES.get(type);
        return exact != null
                ? Optional.of(exact)
                : TYPES.entrySet().stream()
                        .filter(e -> type.startsWith(e.getKey() + "_") || type.endsWith("_" + e.getKey()))
                        .max(java.util.Comparator.comparingInt(e -> e.getKey().length()))
                        .map(Map.Entry::getValue);
    }

    private static Optional<Kind> bySignature(String signature) {
        if (signature.contains("phish")) {
            return Optional.of(PHISHING);
        }
        return signature.contains("malware") || signature.contains("trojan") || signature.contains("virus")
                ? Optional.of(MALWARE)
                : Optional.empty();
    }

    /// What attacks a service that asks for a password guesses passwords.
    private static Optional<Kind> byService(String service) {
        return service.matches(
                        "ssh|sshd|ftp|proftpd|pureftpd|imap|imaps|pop3|pop3s|courier\\w*|dovecot|sasl|sip|asterisk|rdp|"
                                + "telnet|smtp_auth|ldap|mysql|vnc|wordpress|joomla")
                ? Optional.of(LOGIN)
                : Optional.empty();
    }
}
