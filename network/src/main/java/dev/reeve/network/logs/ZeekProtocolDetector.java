package dev.reeve.network.logs;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.conversation.MailConduct;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Zeek read of protocols: IRC, SOCKS, HTTP proxies, failed logins by SSH and FTP, and mail.
///
/// - **Needs** Zeek's own field names; `id` may be nested or flat.
/// - **Fooled by** what fools Zeek: IRC on its usual ports is logged by what one side says, and success of SSH
///   is a guess by sizes.
/// - **Ignores** SOCKS and CONNECT that weren't granted, sessions under TLS, and `weird.log`: odd is not
///   abuse.
/// - **Under sampling** Zeek can't follow conversations, and writes nothing.
public final class ZeekProtocolDetector implements LogDetector {
    private static final Kind IRC_CLIENT = Kind.parse("service/irc_client");
    private static final Kind IRC_SERVER = Kind.parse("service/irc_server");
    private static final Kind PROXY = Kind.parse("service/open_proxy");
    private static final Kind PROXY_CLIENT = Kind.parse("service/proxy_client");
    private static final Pattern REPLY = Pattern.compile("[245][0-9]{2}[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3})\\b");
    private static final Pattern DOMAIN =
            Pattern.compile("@([A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,10})[>\\s]*$");

    private final LoginFailures logins = new LoginFailures("zeek-login/1");
    private final MailConduct mail = new MailConduct("zeek-smtp/1", (client, domain) -> false);

    @Override
    public String name() {
        return "zeek-protocol/1";
    }

    @Override
    public Set<String> reads() {
        return Set.of("zeek/irc", "zeek/socks", "zeek/http", "zeek/ssh", "zeek/ftp", "zeek/smtp");
    }

    @Override
    public boolean record(LogRecord record, Signs signs) {
        Endpoint client = record.address("id.orig_h");
        Endpoint server = record.address("id.resp_h");
        if (client == null || server == null) {
            return false;
        }
        return switch (record.log()) {
            case "zeek/irc" -> both(record, IRC_CLIENT, client, IRC_SERVER, server, "irc", signs);
            case "zeek/socks" ->
                record.text("status").equals("succeeded")
                        && both(record, PROXY_CLIENT, client, PROXY, server, "socks" + record.text("version"), signs);
            case "zeek/http" ->
                record.text("method").equals("CONNECT")
                        && record.text("status_code").startsWith("2")
                        && both(record, PROXY_CLIENT, client, PROXY, server, "http-connect", signs);
            case "zeek/ssh" -> ssh(record, client, server, signs);
            case "zeek/ftp" -> ftp(record, client, server, signs);
            default -> smtp(record, client, server, signs);
        };
    }

    private boolean both(
            LogRecord record, Kind first, Endpoint client, Kind second, Endpoint server, String service, Signs signs) {
        say(record, first, client, service, signs);
        say(record, second, server, service, signs);
        return true;
    }

    private void say(LogRecord record, Kind kind, Endpoint who, String service, Signs signs) {
        int port = record.port("id.resp_p");
        signs.see(new Sign(
                name(),
                kind,
                who,
                port,
                record.atMillis(),
                record.atMillis(),
                Strength.EVIDENCED,
                Map.of("lines", 1.0),
                Map.of("sensor", "zeek", "service", service, "port", String.valueOf(port))));
    }

    private boolean ssh(LogRecord record, Endpoint client, Endpoint server, Signs signs) {
        String success = record.text("auth_success");
        boolean failed = success.equals("F") || success.equals("false");
        int attempts = Math.max(1, (int) record.number("auth_attempts"));
        if (failed) {
            logins.failed(client, "ssh", 22, "", server.toString(), record.atMillis(), attempts, signs);
        } else if (!success.isEmpty()) {
            logins.succeeded(client, "ssh", 22, record.atMillis(), signs);
        }
        return !success.isEmpty();
    }

    private boolean ftp(LogRecord record, Endpoint client, Endpoint server, Signs signs) {
        if (record.number("reply_code") != 530) {
            return false;
        }
        logins.failed(client, "ftp", 21, record.text("user"), server.toString(), record.atMillis(), 1, signs);
        return true;
    }

    private boolean smtp(LogRecord record, Endpoint client, Endpoint server, Signs signs) {
        if (record.text("mailfrom").isEmpty()) {
            return false;
        }
        String reply = record.text("last_reply");
        Matcher enhanced = REPLY.matcher(reply);
        String helo = record.text("helo");
        int recipients = Math.max(1, (int) record.number("rcptto.size"));
        mail.take(
                new MailConduct.Mail(
                        client,
                        server,
                        record.atMillis(),
                        helo,
                        helo.startsWith("[") && !helo.equals("[" + client + "]"),
                        domain(record.text("mailfrom")),
                        domain(record.text("from")),
                        recipients,
                        reply.startsWith("550") ? recipients : 0,
                        reply.startsWith("2"),
                        enhanced.lookingAt() && MailConduct.isUnauthentic(enhanced.group(1))),
                signs);
        return true;
    }

    private static String domain(String text) {
        Matcher matcher = DOMAIN.matcher(text);
        return matcher.find() ? matcher.group(1).toLowerCase(java.util.Locale.ROOT) : "";
    }
}
