package dev.reeve.formats.notreports;

import dev.reeve.formats.About;
import dev.reeve.formats.DeliveryStatus;
import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.EncodedWords;
import dev.reeve.formats.mail.FieldScanner;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What mail servers say of mail that we sent: delivery status notifications (RFC 3464), and the many that
/// are only prose. Told from prose by who sends it (a mailer daemon, nobody) and by its words.
public final class BounceFormat implements ReportFormat {
    /// Most recipients taken from one notification; ours have one.
    private static final int RECIPIENTS_MAX = 50;

    private static final Pattern DAEMON = Pattern.compile(
            "(?i)mailer-?daemon|mail delivery (?:sub)?system|mail deliver system|^\\s*<>|postmaster@|internet mail delivery");
    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)undeliver|delivery (?:status|failure|has failed|failed|report)|mail delivery|returned mail|failure notice|"
                    + "non recapitabile|mail (?:system )?(?:error|failure)|could not send|delivery notification|"
                    + "postmaster notify|mail not delivered|unzustellbar|rejected|delayed|warning: (?:message|could)");
    private static final Pattern WORDS = Pattern.compile(
            "(?i)could not be delivered|couldn't be delivered|was not delivered|delivery (?:to|of|has) .{0,80}fail|"
                    + "undeliverable|permanent (?:fatal )?error|user unknown|unknown user|mailbox (?:is )?(?:full|unavailable)|"
                    + "message from .{0,60}mail (?:delivery|system)|unable to deliver|does not exist|\\b5\\d\\d[ -]5\\.\\d\\.\\d|"
                    + "retry time|deferred:|connection timed out");
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    /// Where the failed recipient stands in prose, surest first.
    private static final List<Pattern> FAILED_FOR = List.of(
            Pattern.compile("(?im)^[ \\t]*[<\"]?([^\\s<>\",;:@]{1,128}@[\\w.-]{1,253})[>\"]?:?(?:[ \\t]|\\r?$)"),
            Pattern.compile("(?i)(?:recipient|rcpt to|delivery to)[: ]{1,3}<?([^\\s<>\",;:@]{1,128}@[\\w.-]{1,253})"),
            Pattern.compile("<([^\\s<>\",;:@]{1,128}@[\\w.-]{1,253})>"));
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^message-id:\\s*(<[^<>\\s]{1,500}>)");

    @Override
    public String name() {
        return "bounce/1";
    }

    @Override
    public Turn turn() {
        return Turn.NOT_A_REPORT;
    }

    @Override
    public About about() {
        return new About(
                "bounces and delivery reports (RFC 3464), those in prose too: not reports",
                "a mailer daemon, or words of one",
                "complaints that quote a bounce");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return statusPart(message.mail()).isPresent()
                || labelled(message.mail(), "delivery-status")
                || isProse(message);
    }

    private static Optional<MailPart> statusPart(MailPart mail) {
        return mail.own()
                .filter(p -> p.isType("message/delivery-status") || p.isType("message/global-delivery-status"))
                .findFirst();
    }

    private static boolean labelled(MailPart mail, String type) {
        return mail.isType("multipart/report")
                && mail.type().parameter("report-type").equalsIgnoreCase(type);
    }

    private static boolean isProse(RawMessage message) {
        MailPart mail = message.mail();
        boolean daemon = DAEMON.matcher(mail.value("From")).find()
                || mail.value("Return-Path").strip().equals("<>")
                || mail.find("X-Failed-Recipients").isPresent();
        String words = begin(mail);
        return mail.find("X-Failed-Recipients").isPresent()
                || daemon
                        && (SUBJECT.matcher(message.subject()).find()
                                || WORDS.matcher(words).find());
    }

    private static String begin(MailPart mail) {
        String text = mail.firstText().orElse(mail).text();
        return text.substring(0, Math.min(text.length(), 20_000));
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        MailPart mail = message.mail();
        List<DeliveryStatus> about =
                statusPart(mail).map(part -> told(mail, part)).orElse(List.of());
        if (about.isEmpty()) {
            about = List.of(fromProse(message));
        }
        return new ParseOutcome.NotAReport(new NonReport(kind(about), about));
    }

    private static NonReport.Kind kind(List<DeliveryStatus> about) {
        if (about.stream().anyMatch(s -> s.action().equals("failed"))) {
            return NonReport.Kind.BOUNCE;
        }
        if (about.stream().anyMatch(s -> s.action().equals("delayed"))) {
            return NonReport.Kind.DELAY;
        }
        boolean delivered = about.stream()
                .allMatch(s -> s.action().equals("delivered")
                        || s.action().equals("relayed")
                        || s.action().equals("expanded"));
        return delivered ? NonReport.Kind.DELIVERED : NonReport.Kind.BOUNCE;
    }

    private static List<DeliveryStatus> told(MailPart mail, MailPart part) {
        List<DeliveryStatus> about = new ArrayList<>();
        for (List<MailField> block : FieldScanner.blocks(part.content(), part.number())) {
            String recipient = address(value(block, "Original-Recipient"));
            recipient = recipient.isEmpty() ? address(value(block, "Final-Recipient")) : recipient;
            String action = value(block, "Action").toLowerCase(Locale.ROOT).replaceFirst("[^a-z].*", "");
            if ((!recipient.isEmpty() || !action.isEmpty()) && about.size() < RECIPIENTS_MAX) {
                Matcher status = STATUS.matcher(value(block, "Status") + " " + value(block, "Diagnostic-Code"));
                about.add(new DeliveryStatus(
                        recipient,
                        action.isEmpty() ? "failed" : action,
                        status.find() ? status.group(1) : "",
                        value(block, "Diagnostic-Code"),
                        originalMessageId(mail),
                        originalHeaders(mail)));
            }
        }
        return about;
    }

    private static String value(List<MailField> block, String name) {
        return block.stream()
                .filter(f -> f.is(name))
                .map(MailField::value)
                .findFirst()
                .orElse("");
    }

    /// `rfc822; name@domain`
    private static String address(String field) {
        return Addresses.mailbox(field.substring(field.indexOf(';') + 1));
    }

    private static DeliveryStatus fromProse(RawMessage message) {
        MailPart mail = message.mail();
        String words = begin(mail);
        Matcher status = STATUS.matcher(words);
        String failed = Addresses.mailbox(EncodedWords.decode(mail.value("X-Failed-Recipients")));
        if (failed.isEmpty()) {
            failed = failedIn(words)
                    .orElseGet(() -> mail.enclosed()
                            .map(original -> Addresses.mailbox(original.value("To")))
                            .orElse(""));
        }
        boolean late = message.subject().matches("(?s).*(delay|deferred|warning|could not send .* for past).*");
        return new DeliveryStatus(
                failed,
                late ? "delayed" : "failed",
                status.find() ? status.group(1) : "",
                "",
                originalMessageId(mail),
                originalHeaders(mail));
    }

    private static Optional<String> failedIn(String words) {
        return FAILED_FOR.stream()
                .flatMap(pattern -> pattern.matcher(words).results().limit(1))
                .map(result -> result.group(1))
                .findFirst();
    }

    private static String originalMessageId(MailPart mail) {
        String enclosed = mail.enclosed().map(m -> m.value("Message-ID")).orElse("");
        if (!enclosed.isEmpty()) {
            return enclosed;
        }
        Matcher quoted = MESSAGE_ID.matcher(begin(mail));
        return quoted.find() ? quoted.group(1) : "";
    }

    private static Map<String, String> originalHeaders(MailPart mail) {
        return mail.enclosed().stream()
                .flatMap(original -> original.fields().stream())
                .filter(f -> List.of("from", "to", "reply-to", "references", "in-reply-to", "subject", "return-path")
                                .contains(f.key())
                        || f.key().startsWith("x-reeve-"))
                .collect(java.util.stream.Collectors.toMap(MailField::key, MailField::value, (first, second) -> first));
    }
}
