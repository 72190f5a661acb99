package dev.reeve.network.conversation;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// What each client's mail looks like within an hour, whoever saw it: how many names it sends under, whether
/// servers believe them, and to how many servers it goes.
///
/// One forged sender can't be told from an unusual one. So either the receiving servers say it themselves, of
/// several domains (their SPF, DKIM and DMARC checks), or many domains come together with lies in the greeting
/// or with recipients that don't exist.
public final class MailConduct {
    private static final Kind FORGED = Kind.parse("messaging/forged_headers");
    private static final Kind DIRECT = Kind.parse("messaging/direct_to_mx");

    /// Domains of which servers said that the sender isn't who it claims.
    static final int UNAUTHENTIC_MIN = 3;

    /// Sender domains within the hour that together with another sign are too many.
    static final int DOMAINS_MIN = 20;

    static final int HELO_NAMES_MIN = 5;
    static final int HELO_LIES_MIN = 3;
    private static final int RECIPIENTS_MIN = 50;
    private static final double REFUSED_SHARE = 0.3;

    /// Mail servers within ten minutes; as flow records count them.
    static final int SERVERS_MIN = 40;

    private static final long SERVERS_MILLIS = 600_000;
    private static final long WINDOW_MILLIS = 3_600_000;
    private static final int CLIENTS_MAX = 50_000;
    private static final int KEPT_MAX = 1_000;

    /// Replies that say that the sender is not whom it claims to be: RFC 7372 §3 (DKIM, SPF, several), and what
    /// large receivers send for DMARC.
    private static final Set<String> UNAUTHENTIC = Set.of("5.7.20", "5.7.21", "5.7.22", "5.7.23", "5.7.26", "5.7.509");

    private final String detector;
    private final BiPredicate<Endpoint, String> mayUse;
    private final LinkedHashMap<Endpoint, Hour> hours = new LinkedHashMap<>(64, 0.75f, true);

    /// @param detector in whose name it speaks
    /// @param mayUse whether a domain is that client's own
    public MailConduct(String detector, BiPredicate<Endpoint, String> mayUse) {
        this.detector = detector;
        this.mayUse = mayUse;
    }

    /// One mail as it was seen on its way.
    ///
    /// @param heloLies whether the client greeted as somebody that it can't be
    /// @param sender domain of the envelope; empty for a bounce
    /// @param from domain of the From field; empty where none was seen
    public record Mail(
            Endpoint client,
            Endpoint server,
            long atMillis,
            String helo,
            boolean heloLies,
            String sender,
            String from,
            int recipients,
            int refused,
            boolean taken,
            boolean unauthentic) {}

    private static final class Hour {
        final long fromMillis;
        final Set<String> domains = new HashSet<>();
        final Set<String> names = new HashSet<>();
        final Set<String> unauthentic = new HashSet<>();
        final Map<Endpoint, Long> servers = new LinkedHashMap<>(64, 0.75f, true);
        int lies;
        int mails;
        int taken;
        int mismatched;
        int recipients;
        int refused;

        Hour(long fromMillis) {
            this.fromMillis = fromMillis;
        }
    }

    /// @param enhanced status code of a reply (RFC 3463), such as `5.7.26`
    public static boolean isUnauthentic(String enhanced) {
        return UNAUTHENTIC.contains(enhanced);
    }

    public void take(Mail mail, Signs signs) {
        Hour hour = hours.get(mail.client);
        if (hour == null || mail.atMillis - hour.fromMillis > WINDOW_MILLIS) {
            hour = new Hour(mail.atMillis);
            hours.put(mail.client, hour);
            if (hours.size() > CLIENTS_MAX) {
                hours.remove(hours.keySet().iterator().next());
            }
        }
        count(hour, mail);
        forged(hour, mail, signs);
        direct(hour, mail, signs);
    }

    private void count(Hour hour, Mail mail) {
        hour.mails++;
        hour.taken += mail.taken ? 1 : 0;
        hour.recipients += mail.recipients;
        hour.refused += mail.refused;
        hour.lies += mail.heloLies ? 1 : 0;
        keep(hour.names, mail.helo);
        for (String domain : new String[] {mail.sender, mail.from}) {
            if (!domain.isEmpty() && !mayUse.test(mail.client, domain)) {
                keep(hour.domains, domain);
            }
        }
        String claimed = mail.from.isEmpty() ? mail.sender : mail.from;
        if (mail.unauthentic && !claimed.isEmpty()) {
            keep(hour.unauthentic, claimed);
        }
        boolean both = !mail.sender.isEmpty() && !mail.from.isEmpty();
        hour.mismatched += both && !isAligned(mail.sender, mail.from) ? 1 : 0;
        hour.servers.put(mail.server, mail.atMillis);
        if (hour.servers.size() > KEPT_MAX) {
            hour.servers.remove(hour.servers.keySet().iterator().next());
        }
    }

    private static void keep(Set<String> kept, String value) {
        if (kept.size() < KEPT_MAX) {
            kept.add(value);
        }
    }

    /// As DMARC's relaxed alignment, without a list of public suffixes: one is the other, or within it.
    private static boolean isAligned(String one, String other) {
        return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one);
    }

    private void forged(Hour hour, Mail mail, Signs signs) {
        boolean told = hour.unauthentic.size() >= UNAUTHENTIC_MIN;
        boolean refused = hour.recipients >= RECIPIENTS_MIN && hour.refused >= hour.recipients * REFUSED_SHARE;
        boolean lies = hour.names.size() >= HELO_NAMES_MIN || hour.lies >= HELO_LIES_MIN;
        if (told || hour.domains.size() >= DOMAINS_MIN && (lies || refused)) {
            Strength strength = told ? Strength.MEASURED : Strength.EVIDENCED;
            sign(FORGED, hour, mail, strength, told ? "told-by-receivers" : "many-names", signs);
        }
    }

    private void direct(Hour hour, Mail mail, Signs signs) {
        if (hour.servers.size() < SERVERS_MIN || hour.taken == 0) {
            return;
        }
        long recent = hour.servers.values().stream()
                .filter(at -> mail.atMillis - at <= SERVERS_MILLIS)
                .count();
        if (recent >= SERVERS_MIN) {
            sign(DIRECT, hour, mail, Strength.EVIDENCED, "handed-over", signs);
        }
    }

    private void sign(Kind kind, Hour hour, Mail mail, Strength strength, String by, Signs signs) {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("mails", (double) hour.mails);
        numbers.put("taken", (double) hour.taken);
        numbers.put("servers", (double) hour.servers.size());
        numbers.put("senderDomains", (double) hour.domains.size());
        numbers.put("unauthenticDomains", (double) hour.unauthentic.size());
        numbers.put("heloNames", (double) hour.names.size());
        numbers.put("heloLies", (double) hour.lies);
        numbers.put("mismatched", (double) hour.mismatched);
        numbers.put("recipients", (double) hour.recipients);
        numbers.put("refused", (double) hour.refused);
        long from = Math.min(hour.fromMillis, mail.atMillis);
        signs.see(new Sign(
                detector,
                kind,
                mail.client,
                25,
                from,
                mail.atMillis,
                strength,
                numbers,
                Map.of("port", "25", "by", by)));
    }
}
