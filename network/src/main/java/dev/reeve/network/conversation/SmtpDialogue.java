package dev.reeve.network.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One SMTP session in clear (RFC 5321), as far as the known bytes reach: who the client says it is, and what
/// became of each mail. Commands and replies are matched by their order, so it holds for pipelining (RFC 2920)
/// as well. What follows STARTTLS is hidden, and the dialogue ends there.
///
/// Of addresses only domains are kept.
final class SmtpDialogue {
    private static final int LINES_MAX = 400;
    private static final int MAILS_MAX = 50;

    private static final Pattern REPLY =
            Pattern.compile("(?m)^([2-5][0-9]{2})( |$)(?:([245]\\.[0-9]{1,3}\\.[0-9]{1,3}) )?");
    private static final Pattern GREETING = Pattern.compile("220[ -]([A-Za-z0-9.-]{1,253})");
    private static final Pattern DOMAIN = Pattern.compile("@([A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,10})");

    private final String[] lines;
    private final List<Reply> replies;
    private int line;
    private int reply;
    private final List<Mail> mails = new ArrayList<>();
    private String helo = "";
    private boolean authenticated;
    private boolean hidden;

    private record Reply(int code, String enhanced) {
        boolean good() {
            return code < 400;
        }

        boolean isFinal() {
            return code >= 500;
        }
    }

    /// @param sender domain of the envelope; empty for a bounce
    /// @param from domain of the From field; empty where none was seen
    /// @param taken whether the server took it
    /// @param unauthentic whether the server said that the sender is not who it claims
    record Mail(String sender, String from, int recipients, int refused, boolean taken, boolean unauthentic) {}

    /// @param listenerName how the server calls itself
    /// @param authenticated whether it logged in: then whoever took the login answers for the sender
    record Session(String helo, String listenerName, boolean authenticated, List<Mail> mails) {}

    private SmtpDialogue(String client, String server) {
        this.lines = client.split("\r?\n", LINES_MAX + 1);
        this.replies = replies(server);
    }

    /// @return null for what is no SMTP, or has not got to a greeting of the client
    static @Nullable Session read(String client, String server) {
        Matcher greeting = GREETING.matcher(server);
        if (!greeting.lookingAt()) {
            return null;
        }
        SmtpDialogue dialogue = new SmtpDialogue(client, server);
        dialogue.next();
        while (dialogue.line < dialogue.lines.length && !dialogue.hidden && dialogue.mails.size() < MAILS_MAX) {
            dialogue.command(dialogue.lines[dialogue.line++]);
        }
        return dialogue.helo.isEmpty()
                ? null
                : new Session(
                        dialogue.helo,
                        greeting.group(1).toLowerCase(Locale.ROOT),
                        dialogue.authenticated,
                        List.copyOf(dialogue.mails));
    }

    private static List<Reply> replies(String server) {
        List<Reply> replies = new ArrayList<>();
        Matcher matcher = REPLY.matcher(server);
        while (matcher.find() && replies.size() < LINES_MAX) {
            replies.add(
                    new Reply(Integer.parseInt(matcher.group(1)), matcher.group(3) == null ? "" : matcher.group(3)));
        }
        return replies;
    }

    /// @return a reply that nobody could see where the capture has none
    private Reply next() {
        return reply < replies.size() ? replies.get(reply++) : new Reply(400, "");
    }

    private void command(String said) {
        String verb = said.strip().split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO", "HELO" -> {
                helo = said.strip().substring(4).strip().toLowerCase(Locale.ROOT);
                helo = helo.substring(0, Math.min(helo.length(), 255));
                next();
            }
            case "MAIL" -> mail(domain(said), next());
            case "AUTH" -> login();
            case "STARTTLS" -> hidden = next().good();
            case "" -> {}
            default -> next();
        }
    }

    private void login() {
        Reply answer = next();
        while (answer.code == 334 && line < lines.length) {
            line++;
            answer = next();
        }
        authenticated |= answer.code == 235;
    }

    /// From MAIL to the end of what was sent, or to a command that begins something else.
    private void mail(String sender, Reply answer) {
        int recipients = 0;
        int refused = 0;
        Reply last = answer;
        while (line < lines.length) {
            String said = lines[line].strip().toUpperCase(Locale.ROOT);
            if (said.startsWith("RCPT")) {
                line++;
                last = next();
                recipients++;
                refused += last.isFinal() ? 1 : 0;
            } else if (said.equals("DATA")) {
                line++;
                last = next();
                String from = last.good() ? content() : "";
                last = last.good() ? next() : last;
                add(sender, from, recipients, refused, last);
                return;
            } else {
                break;
            }
        }
        add(sender, "", recipients, refused, last.good() ? new Reply(400, "") : last);
    }

    private void add(String sender, String from, int recipients, int refused, Reply last) {
        boolean unauthentic = MailConduct.isUnauthentic(last.enhanced);
        mails.add(new Mail(sender, from, recipients, refused, last.good(), unauthentic));
    }

    /// @return domain of the From field
    private String content() {
        boolean header = true;
        String from = "";
        while (line < lines.length) {
            String text = lines[line++];
            if (text.equals(".")) {
                break;
            }
            header &= !text.isEmpty();
            if (header && from.isEmpty() && text.regionMatches(true, 0, "From:", 0, 5)) {
                StringBuilder field = new StringBuilder(text);
                while (line < lines.length && (lines[line].startsWith(" ") || lines[line].startsWith("\t"))) {
                    field.append(lines[line++]);
                }
                from = domain(field.toString());
            }
        }
        return from;
    }

    /// The last domain: names before an address may hold another one.
    private static String domain(String text) {
        Matcher matcher = DOMAIN.matcher(text.substring(0, Math.min(text.length(), 1_000)));
        String found = "";
        while (matcher.find()) {
            found = matcher.group(1).toLowerCase(Locale.ROOT);
        }
        return found;
    }
}
