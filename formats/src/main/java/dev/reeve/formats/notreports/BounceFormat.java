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
            "(?i)mailer[-_ ]?daemon|mail[- ]?delivery|mail deliver(?:y)? (?:sub)?system|mail deliver system|^\\s*<>|"
                    + "internet mail delivery|mdaemon|delivery (?:subsystem|service|agent)|returned mail|bounce[sd]?@|non-?delivery|microsoft exchange|"
                    + "mail error|mailgateway|mail-noreply@google|interscan|mailmarshal|notes? router");

    /// Who returns mail and also complains.
    private static final Pattern POSTMASTER =
            Pattern.compile("(?i)post[-_]?master|mail (?:system|administrator|gateway)|system administrator");

    /// Words that hardly anybody else writes above a mail.
    private static final Pattern SURE_SUBJECT = Pattern.compile(
            "(?i)^\\W*(?:undeliver(?:ed|able)|undelivered mail returned|returned mail|delivery status notification|"
                    + "delivery (?:notification|failure|failed|has failed|final failure)|mail delivery (?:failed|failure|error|system|status)|"
                    + "failure notice|mail system error|unzustellbar|non recapitabile|message undeliverable|mail undeliverable|"
                    + "message not delivered|failed mail delivery|could not deliver|nondeliverable|non-delivery|"
                    + "message delivery (?:failure|failed|unsuccessful|delayed|error)|unable to deliver|"
                    + "warning: (?:message|could not send)|returned to sender|échec de (?:la )?remise|échec de la livraison|"
                    + "no se puede entregar|mensaje no entregado|nicht zustellbar|onbestelbaar|mancato recapito|niedostarczona|"
                    + "недоставлен|配信不能|配送不能|系统退信|退信|投递失败)");
    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)undeliver|delivery (?:status|failure|has failed|failed|report|problem|error|delayed)|mail delivery|returned mail|failure notice|"
                    + "non recapitabile|mail (?:system )?(?:error|failure)|could not (?:be )?(?:send|sent|deliver)|delivery notification|"
                    + "postmaster notify|not delivered|unzustellbar|nicht zugestellt|rejected|delayed|deferred|warning: (?:message|could)|"
                    + "user unknown|unknown user|mailbox (?:full|unavailable)|quota exceeded|returned to sender|nondeliver|non-deliver|"
                    + "delivery final|bounced|bounce notification|unrouteable|\\bndr\\b|nicht möglich|falló|remise|entregue|recapito|doręcz|"
                    + "未送达|退信|配信|недостав|не доставлен");
    private static final Pattern WORDS = Pattern.compile(
            "(?i)could ?n[o']t be delivered|was ?n[o']t (?:be )?delivered|not (?:been )?delivered|delivery (?:to|of|has|attempt)[^\\r\\n]{0,80}fail|"
                    + "undeliver|permanent (?:fatal )?error|user unknown|unknown user|no such (?:user|recipient|mailbox|address)|"
                    + "mailbox (?:is )?(?:full|unavailable|not found|disabled)|over (?:its )?quota|quota exceeded|unknown recipient|"
                    + "message from .{0,60}mail (?:delivery|system)|unable to deliver|does ?n[o']t exist|\\b[45]\\d\\d[ -#][45]\\.\\d\\.\\d|"
                    + "\\b55[0-4] |retry time|deferred:|connection timed out|host (?:not found|unknown)|recipient (?:address )?rejected|"
                    + "reporting-mta:|final-recipient:|remote host said|remote server (?:said|returned)|returned (?:message|mail) (?:follows|is)|"
                    + "copy of (?:your|the) (?:message|mail)|original message follows|could not send|failed to deliver|konnte nicht zugestellt|"
                    + "n'a pas pu être|no pudo (?:ser|entregarse)|gave up on|giving up on|address(?:es)? had|mail loop|too many hops");
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

    /// By two of three: who sends it, what stands above it, and what it says. Who sends it alone is not
    /// enough, for postmasters complain too.
    private static boolean isProse(RawMessage message) {
        MailPart mail = message.mail();
        if (message.bare()) {
            return false;
        }
        if (mail.find("X-Failed-Recipients").isPresent()) {
            return true;
        }
        boolean nobody = mail.value("Return-Path").strip().equals("<>");
        boolean daemon = DAEMON.matcher(mail.words("From")).find();
        boolean postmaster = POSTMASTER.matcher(mail.value("From")).find();
        String subject = message.subject();
        boolean sure = SURE_SUBJECT.matcher(subject).find();
        if (!daemon && !nobody && !postmaster && !sure) {
            return false; // before the text of every other mail is looked at
        }
        boolean says = WORDS.matcher(begin(mail)).find();
        boolean above = SUBJECT.matcher(subject).find();
        boolean plausible = !looksReported(mail);
        return (daemon || nobody) && (sure || plausible && (above || says))
                || postmaster && (sure || plausible && above && says)
                || sure && says;
    }

    /// A postmaster's complaint has a subject and words of its own; what a machine returns has an enclosed
    /// mail of ours.
    private static boolean looksReported(MailPart mail) {
        String subject = mail.words("Subject").toLowerCase(Locale.ROOT);
        return subject.matches("(?s).*(?:abuse|spam|complaint|attack|phish|report|beschwerde|missbrauch).*");
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
