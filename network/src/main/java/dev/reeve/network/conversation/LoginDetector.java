package dev.reeve.network.conversation;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Guessing of passwords over SSH, FTP, Telnet, RDP and the mail protocols: connections to a login service that end as
/// failed logins do. What the server says in clear is counted as it is said; of an encrypted session only its size and
/// length tell, so a single one proves nothing and a streak is asked for.
///
/// - **Needs** whole conversations. Payload makes it certain for clear protocols.
/// - **Fooled by** monitoring that opens SSH and hangs up: such connections are smaller than those that try a password.
/// - **Ignores** single failures, and whoever logs in for real in between: a success ends the streak.
/// - **Under sampling** sizes mean nothing: the flow detector of logins takes over, by the number of servers.
/// - **Keeps** for each client and service the last half hour, bounded.
///
/// Bands of sizes: the flow-based detectors of SSH guessing in the literature (SSHCure; 11 to 51 packets).
public final class LoginDetector implements ConversationDetector {
    private static final Kind KIND = Kind.parse("connection/login_attack");

    static final int STREAK_MIN = 10;
    static final int SUSPICIOUS_MIN = 30;
    private static final int SUSPICIOUS_OF = 50;
    static final int SERVERS_MIN = 5;
    private static final long WINDOW_MILLIS = 30 * 60_000L;
    private static final int CLIENTS_MAX = 50_000;
    private static final int SERVERS_KEPT_MAX = 1_000;

    private static final Map<Integer, String> SERVICES = services();

    /// What servers say to a wrong password: FTP 530, SMTP 535, POP3 -ERR, IMAP NO, Telnet's words.
    private static final Pattern FTP = Pattern.compile("(?m)^530[ -]");
    private static final Pattern SMTP = Pattern.compile("(?m)^535[ -]");
    private static final Pattern POP =
            Pattern.compile("(?im)^-ERR[^\r\n]{0,200}(?:auth|login|password|denied|invalid)");
    private static final Pattern IMAP =
            Pattern.compile("(?im)^\\S{1,20} NO [^\r\n]{0,200}(?:auth|login|password|denied|invalid|fail)");
    private static final Pattern TELNET =
            Pattern.compile("(?i)login incorrect|authentication failed|access denied|bad password");

    private final LinkedHashMap<Key, Record> records = new LinkedHashMap<>(256, 0.75f, true);

    private record Key(Endpoint client, String service) {}

    private static final class Record {
        final ArrayDeque<Attempt> last = new ArrayDeque<>();
        final Map<Endpoint, Integer> servers = new HashMap<>();
        int streak;
        long attempts;
        long fromMillis = Long.MAX_VALUE;
        boolean opened;
        boolean entered;
    }

    private record Attempt(long atMillis, Endpoint server, int tries) {}

    private static Map<Integer, String> services() {
        Map<Integer, String> services = new HashMap<>();
        services.put(21, "ftp");
        services.put(22, "ssh");
        services.put(23, "telnet");
        services.put(2222, "ssh");
        services.put(25, "smtp");
        services.put(465, "smtp");
        services.put(587, "smtp");
        services.put(110, "pop3");
        services.put(995, "pop3");
        services.put(143, "imap");
        services.put(993, "imap");
        services.put(3389, "rdp");
        return Map.copyOf(services);
    }

    @Override
    public String name() {
        return "login/1";
    }

    /// Nothing is certain before the end.
    @Override
    public boolean look(Conversation conversation, Signs signs) {
        return true;
    }

    @Override
    public void ended(Conversation conversation, Signs signs) {
        Side client = conversation.opener();
        Side server = conversation.listener();
        String service = service(client, server);
        if (service == null || !conversation.answered()) {
            return;
        }
        int failed = failures(service, server, conversation);
        Key key = new Key(client.endpoint(), service);
        if (failed == 0) {
            succeeded(key, service, client, server);
            return;
        }
        Record record = records.computeIfAbsent(key, k -> new Record());
        if (records.size() > CLIENTS_MAX) {
            records.remove(records.keySet().iterator().next());
        }
        add(record, new Attempt(conversation.toMillis(), server.endpoint(), failed), conversation.fromMillis());
        if (record.opened || isCampaign(record)) {
            record.opened = true;
            sign(record, key, server.port(), conversation.toMillis(), signs);
        }
    }

    private static @Nullable String service(Side client, Side server) {
        boolean ssh = server.text().startsWith("SSH-") && client.text().startsWith("SSH-");
        return ssh ? "ssh" : SERVICES.get(server.port());
    }

    /// @return passwords that failed, as far as that shows; 0 for a connection that is not suspicious
    private static int failures(String service, Side server, Conversation conversation) {
        return switch (service) {
            case "ssh" -> band(conversation, 10, 60, 1_000, 8_000);
            case "rdp" -> band(conversation, 15, 110, 1_500, 12_000);
            case "ftp" -> count(FTP, server);
            case "smtp" -> count(SMTP, server);
            case "pop3" -> server.port() == 995 ? 0 : count(POP, server);
            case "imap" -> server.port() == 993 ? 0 : count(IMAP, server);
            default -> count(TELNET, server);
        };
    }

    private static int count(Pattern pattern, Side server) {
        Matcher matcher = pattern.matcher(server.text());
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /// An encrypted session that is as large as a login and no larger.
    private static int band(Conversation conversation, int packetsMin, int packetsMax, int bytesMin, int bytesMax) {
        Side client = conversation.opener();
        Side server = conversation.listener();
        boolean within = client.packets() >= packetsMin / 2
                && client.packets() <= packetsMax
                && client.payloadBytes() >= bytesMin
                && client.payloadBytes() <= bytesMax
                && server.payloadBytes() >= bytesMin
                && server.payloadBytes() <= bytesMax
                && conversation.ended();
        return within ? 1 : 0;
    }

    /// A long session after a streak: somebody may have got in.
    private void succeeded(Key key, String service, Side client, Side server) {
        Record record = records.get(key);
        boolean large = client.payloadBytes() + server.payloadBytes() > 20_000;
        if (record != null && large && (service.equals("ssh") || service.equals("rdp"))) {
            record.entered = record.opened && record.servers.containsKey(server.endpoint());
            record.streak = 0;
        }
    }

    private static void add(Record record, Attempt attempt, long fromMillis) {
        record.last.add(attempt);
        record.streak++;
        record.attempts += attempt.tries;
        record.fromMillis = Math.min(record.fromMillis, fromMillis);
        if (record.servers.size() < SERVERS_KEPT_MAX || record.servers.containsKey(attempt.server)) {
            record.servers.merge(attempt.server, attempt.tries, Integer::sum);
        }
        while (record.last.size() > SUSPICIOUS_OF
                || !record.last.isEmpty() && record.last.peek().atMillis < attempt.atMillis - WINDOW_MILLIS) {
            record.last.poll();
        }
        if (record.last.size() == 1 && !record.opened) {
            record.streak = 1;
            record.attempts = attempt.tries;
            record.fromMillis = fromMillis;
            record.servers.clear();
            record.servers.put(attempt.server, attempt.tries);
        }
    }

    private static boolean isCampaign(Record record) {
        int recent = record.last.stream().mapToInt(Attempt::tries).sum();
        Set<Endpoint> servers = new HashSet<>();
        record.last.forEach(a -> servers.add(a.server));
        return record.streak >= STREAK_MIN
                || recent >= SUSPICIOUS_MIN
                || servers.size() >= SERVERS_MIN && recent >= STREAK_MIN;
    }

    private void sign(Record record, Key key, int port, long atMillis, Signs signs) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "service",
                key.service.toLowerCase(Locale.ROOT),
                "port",
                String.valueOf(port),
                "attempts",
                String.valueOf(record.attempts)));
        if (record.entered) {
            facts.put("outcome", "entered");
        }
        signs.see(new Sign(
                name(),
                KIND,
                key.client,
                port,
                Math.min(record.fromMillis, atMillis),
                atMillis,
                Strength.MEASURED,
                Map.of(
                        "attempts", (double) record.attempts,
                        "servers", (double) record.servers.size(),
                        "streak", (double) record.streak),
                facts));
    }
}
