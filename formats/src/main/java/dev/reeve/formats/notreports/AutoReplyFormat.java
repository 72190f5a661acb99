package dev.reeve.formats.notreports;

import dev.reeve.formats.About;
import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What programs answer: that somebody is away (RFC 3834), that a ticket was opened, that a mail was shown.
/// Mail that a program sends of its own accord (`auto-generated`) may well be a report and is left to others.
public final class AutoReplyFormat implements ReportFormat {
    private static final Pattern AWAY = Pattern.compile(
            "^(?:auto(?:matic|mated)?[ -]?(?:reply|response|antwort)|out of (?:the )?office|abwesen|away (?:until|from)|"
                    + "on vacation|vacation (?:reply|notice)|on leave|annual leave|maternity leave|urlaub|nicht im (?:büro|haus)|absence|absent|réponse automatique|respuesta automática|risposta automatica|"
                    + "automatisch antwoord|i am (?:away|out)|i'm (?:away|out))");
    private static final Pattern REPLY = Pattern.compile("^(?:(?:re|aw|sv|fwd?)\\s*:\\s*)+");
    private static final Pattern TICKET = Pattern.compile(
            "(?:ticket|request|case|inquiry|anfrage)\\b.{0,60}\\b(?:received|created|opened|registered|eröffnet|eingegangen)"
                    + "|(?:received|thank you for)\\b.{0,30}\\b(?:your (?:request|message|mail|e-mail|enquiry|inquiry|report|ticket))"
                    + "|^\\[?(?:ticket|request|case)[ #:]*\\w+\\]? (?:received|created|opened)"
                    + "|awaiting moderator approval|confirm(?:ation)? (?:your|of) (?:subscription|e-?mail)");

    @Override
    public String name() {
        return "auto-reply/1";
    }

    @Override
    public Turn turn() {
        return Turn.NOT_A_REPORT;
    }

    @Override
    public About about() {
        return new About(
                "automatic replies (RFC 3834), receipts, acknowledgements of tickets, newsletters: not reports",
                "a header field of a program, or its words in the subject",
                "reports that a ticket system sends on as if they were its own");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return kind(message).isPresent();
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        return new ParseOutcome.NotAReport(new NonReport(kind(message).orElse(NonReport.Kind.AUTO_REPLY), List.of()));
    }

    private static Optional<NonReport.Kind> kind(RawMessage message) {
        MailPart mail = message.mail();
        if (mail.isType("multipart/report")
                && mail.type().parameter("report-type").equalsIgnoreCase("disposition-notification")) {
            return Optional.of(NonReport.Kind.READ_RECEIPT);
        }
        return ofProgram(message).filter(kind -> !isBounce(message));
    }

    private static Optional<NonReport.Kind> ofProgram(RawMessage message) {
        MailPart mail = message.mail();
        String subject = REPLY.matcher(message.subject().strip()).replaceFirst("");
        boolean byProgram = !mail.value("Auto-Submitted").isEmpty()
                && !mail.value("Auto-Submitted").toLowerCase(Locale.ROOT).startsWith("no");
        if (byProgram && TICKET.matcher(subject).find()) {
            return Optional.of(NonReport.Kind.TICKET_CHATTER);
        }
        if (isReply(mail) || AWAY.matcher(subject).find()) {
            return Optional.of(NonReport.Kind.AUTO_REPLY);
        }
        return isNewsletter(message) ? Optional.of(NonReport.Kind.NEWSLETTER) : Optional.empty();
    }

    /// Marked as sent to a list, with a way out in its text, and without an address or a word of accusation.
    /// Feeds of reports are lists too, hence the rest.
    private static boolean isNewsletter(RawMessage message) {
        MailPart mail = message.mail();
        boolean list = mail.find("List-Unsubscribe").isPresent()
                && (mail.find("List-Id").isPresent()
                        || BULK.matcher(mail.value("Precedence")).find());
        if (!list || ACCUSES.matcher(message.subject()).find()) {
            return false;
        }
        String text = String.join(
                "\n",
                mail.own()
                        .filter(p ->
                                p.children().isEmpty() && p.type().mimeType().startsWith("text/"))
                        .map(MailPart::text)
                        .toList());
        String begin = text.substring(0, Math.min(text.length(), 100_000));
        boolean file = mail.own()
                .anyMatch(p -> !p.fileName().isEmpty() && !p.type().mimeType().startsWith("image/"));
        return !file
                && UNSUBSCRIBE.matcher(begin).find()
                && !ACCUSES.matcher(begin).find()
                && Addresses.ips(begin).findAny().isEmpty();
    }

    private static final Pattern BULK = Pattern.compile("(?i)bulk|list");

    private static final Pattern UNSUBSCRIBE = Pattern.compile(
            "(?i)unsubscribe|opt[- ]?out|abbestellen|abmelden|désabonner|désinscri|darse de baja|cancelar (?:la )?suscrip|"
                    + "disiscri|afmelden|uitschrijven|wypisz|отпис|退订|配信停止");

    private static final Pattern ACCUSES = Pattern.compile(
            "(?i)abuse (?:report|complaint|from|of)|your (?:network|server|customer|ip|range|subscriber|user|host|system|as\\d)|"
                    + "infring|notice of|take ?down (?:notice|request)|hxxp|\\[\\.\\]|ihre[ms]? (?:netz|server|kunde)|votre (?:réseau|serveur|client)");

    /// A bounce is marked as an automatic reply too, and says more.
    private static boolean isBounce(RawMessage message) {
        return new BounceFormat().recognises(message);
    }

    private static boolean isReply(MailPart mail) {
        String precedence = mail.value("Precedence").toLowerCase(Locale.ROOT);
        return mail.value("Auto-Submitted").toLowerCase(Locale.ROOT).startsWith("auto-replied")
                || mail.find("X-Autoreply").isPresent()
                || mail.find("X-Autorespond").isPresent()
                || mail.find("X-Auto-Reply").isPresent()
                || precedence.equals("auto_reply")
                || precedence.equals("auto-reply");
    }
}
