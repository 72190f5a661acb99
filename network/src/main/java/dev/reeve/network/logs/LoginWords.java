package dev.reeve.network.logs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What login services write of a login that failed or succeeded. Names are the attacker's to choose, and may
/// look like the rest of a line: so the address is taken where the service puts it, counted from the end that a
/// name can't reach.
final class LoginWords {
    private static final String ADDRESS = "([0-9A-Fa-f.:]{3,45})";

    private record Phrase(String program, String service, boolean failed, Pattern pattern, boolean closing) {}

    private static final List<Phrase> PHRASES = List.of(
            failed(
                    "sshd(?:-session)?",
                    "ssh",
                    "Failed (?:password|keyboard-interactive/pam) for (?:invalid user )?(?<user>.*) from (?<ip>"
                            + ADDRESS + ") port (?<port>[0-9]{1,5})(?: ssh2)?"),
            new Phrase(
                    "sshd(?:-session)?",
                    "ssh",
                    true,
                    Pattern.compile("Connection (?:closed|reset) by (?:authenticating|invalid) user (?<user>.*) (?<ip>"
                            + ADDRESS + ") port (?<port>[0-9]{1,5}) \\[preauth\\]"),
                    true),
            succeeded(
                    "sshd(?:-session)?",
                    "ssh",
                    "Accepted \\S{1,40} for (?<user>.*) from (?<ip>" + ADDRESS
                            + ") port (?<port>[0-9]{1,5})(?: ssh2)?(?:: .*)?"),
            failed(
                    "dovecot",
                    "mail",
                    "[a-z0-9]{1,20}-login: (?:Disconnected|Aborted login|Login aborted).*\\(auth failed, "
                            + "(?<count>[0-9]{1,3}) attempts?.*user=<(?<user>.*)>.*, rip=(?<ip>" + ADDRESS
                            + "), lip=[0-9A-Fa-f.:]{3,45}(?:, .*)?"),
            succeeded(
                    "dovecot",
                    "mail",
                    "[a-z0-9]{1,20}-login: Login: user=<(?<user>.*)>.*, rip=(?<ip>" + ADDRESS
                            + "), lip=[0-9A-Fa-f.:]{3,45}(?:, .*)?"),
            failed(
                    "postfix/.{1,40}",
                    "smtp",
                    "warning: [A-Za-z0-9._-]{0,255}\\[(?<ip>" + ADDRESS
                            + ")\\](?::[0-9]{1,5})?: SASL \\S{1,40} authentication failed(?<user>).*"),
            failed(
                    "proftpd",
                    "ftp",
                    "\\S{1,255} \\([^\\[\\s]{0,255}\\[(?<ip>" + ADDRESS
                            + ")\\]\\) - USER (?<user>.*)(?: \\(Login failed\\).*|: no such user .*)"),
            failed(
                    "vsftpd",
                    "ftp",
                    "(?:\\[pid [0-9]+\\] )?\\[(?<user>.*)\\] FAIL LOGIN: Client \"(?<ip>" + ADDRESS + ")\""),
            failed(
                    "pure-ftpd",
                    "ftp",
                    "\\(\\?@(?<ip>" + ADDRESS + ")\\) \\[WARNING\\] Authentication failed for user \\[(?<user>.*)\\]"),
            failed(
                    "exim4?",
                    "smtp",
                    "(?:.{0,40} )?\\S{1,40} authenticator failed for .*?\\[(?<ip>" + ADDRESS
                            + ")\\](?::[0-9]{1,5})?(?: I=\\S{1,60})?: 535 Incorrect authentication data(?: \\(set_id=(?<user>.*)\\))?"));

    private static final Pattern REPEATED = Pattern.compile("message repeated ([0-9]{1,4}) times: \\[ ?(.*)\\]");

    private LoginWords() {}

    private static Phrase failed(String program, String service, String pattern) {
        return new Phrase(program, service, true, Pattern.compile(pattern), false);
    }

    private static Phrase succeeded(String program, String service, String pattern) {
        return new Phrase(program, service, false, Pattern.compile(pattern), false);
    }

    /// @param times how often it happened
    /// @param connection address and port of the client, where the service tells
    /// @param closing whether it only says how a connection ended, which may have been said to fail before
    record Login(
            String service,
            boolean failed,
            String user,
            String address,
            int times,
            String connection,
            boolean closing) {}

    /// @return null for a line that speaks of something else
    static @Nullable Login read(String program, String message) {
        Matcher repeated = REPEATED.matcher(message);
        int times = 1;
        String words = message;
        if (repeated.matches()) {
            times = Math.max(1, Integer.parseInt(repeated.group(1)));
            words = repeated.group(2);
        }
        for (Phrase phrase : PHRASES) {
            if (program.matches(phrase.program)) {
                Matcher matcher = phrase.pattern.matcher(words);
                if (matcher.matches()) {
                    return login(phrase, matcher, times);
                }
            }
        }
        return null;
    }

    private static Login login(Phrase phrase, Matcher matcher, int times) {
        int attempts = has(matcher, "count") ? Integer.parseInt(matcher.group("count")) : 1;
        String port = has(matcher, "port") ? matcher.group("port") : "";
        String user = matcher.group("user");
        return new Login(
                phrase.service,
                phrase.failed,
                user == null ? "" : user,
                matcher.group("ip"),
                times * Math.max(1, attempts),
                port.isEmpty() ? "" : matcher.group("ip") + " " + port,
                phrase.closing);
    }

    private static boolean has(Matcher matcher, String group) {
        return matcher.namedGroups().containsKey(group) && matcher.group(group) != null;
    }
}
