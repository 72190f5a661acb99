package dev.reeve.server.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Personal;
import dev.reeve.formats.DeliveryStatus;
import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.server.mail.MailText;
import dev.reeve.server.mail.ReplyAddress;
import dev.reeve.server.mail.ReplyReader;
import dev.reeve.server.vault.Vault;
import java.util.Locale;
import java.util.Optional;

/// Takes what answers our own mail to its case: a reply, a bounce. What comes of it for the message is given
/// back, to be recorded.
final class OwnMail {
    private final Vault vault;
    private final ReplyAddress addresses;
    private final CaseDesk cases;

    OwnMail(Vault vault, ReplyAddress addresses, CaseDesk cases) {
        this.vault = vault;
        this.addresses = addresses;
        this.cases = cases;
    }

    /// What a message to this address means; empty when it is none of our reply addresses.
    Optional<ReplyAddress.Meaning> meaning(MessageEvent.Received received) {
        return addresses.readLocal(received.transport().getOrDefault("recipient-local", ""));
    }

    /// Mail to one of our reply addresses. Machine answers are set aside: they are never answered and never stop a
    /// clock.
    MessageEvent reply(MessageId id, ReplyAddress.Meaning meaning, ParseOutcome outcome, byte[] raw) {
        if (outcome instanceof ParseOutcome.NotAReport not
                && isOfMachine(not.what().kind())) {
            boolean bounce = not.what().kind() == NonReport.Kind.BOUNCE;
            if (bounce && meaning instanceof ReplyAddress.Meaning.Bounce about) {
                return bounced(about.caseId(), about.notice(), why(not.what()));
            }
            return bounce
                    ? returned(not.what())
                    : new MessageEvent.SetAside(
                            "answered by a machine: " + word(not.what().kind()));
        }
        return switch (meaning) {
            case ReplyAddress.Meaning.Client client -> clientWrote(id, client.caseId(), raw);
            case ReplyAddress.Meaning.Reporter reporter -> reporterWrote(id, reporter);
            case ReplyAddress.Meaning.Bounce about ->
                new MessageEvent.SetAside("came to the bounce address of " + about.notice() + " but is no bounce");
        };
    }

    /// What persons write is an answer, whatever it reports or doesn't.
    static boolean isOfMachine(NonReport.Kind kind) {
        return switch (kind) {
            case BOUNCE, DELAY, DELIVERED, READ_RECEIPT, NOTHING_FAILED, AUTO_REPLY -> true;
            case NEWSLETTER,
                    ADVERTISING,
                    THANKS,
                    SUPPORT,
                    DELISTING,
                    DATA_REQUEST,
                    MAINTENANCE,
                    TICKET_CHATTER,
                    WITHDRAWAL,
                    ANSWER,
                    NOTHING_NAMED -> false;
        };
    }

    private MessageEvent clientWrote(MessageId id, CaseId caseId, byte[] raw) {
        String text = MailText.of(raw);
        Personal kept = vault.keep(text.length() > Vault.CHARS_MAX ? text.substring(0, Vault.CHARS_MAX) : text);
        cases.handle(caseId, new CaseCommand.ClientWrites(id, ReplyReader.intent(text), kept), Actor.MACHINE);
        return new MessageEvent.Routed(caseId, "a reply of the client");
    }

    private MessageEvent reporterWrote(MessageId id, ReplyAddress.Meaning.Reporter about) {
        Optional<ReporterId> reporter = cases.state(about.caseId()).reporters().keySet().stream()
                .filter(r -> addresses.reporterCode(r).equals(about.reporterCode()))
                .findFirst();
        if (reporter.isEmpty()) {
            return new MessageEvent.SetAside("the case " + about.caseId() + " has no such reporter any more");
        }
        cases.handle(about.caseId(), new CaseCommand.ReporterWrites(id, reporter.get()), Actor.MACHINE);
        return new MessageEvent.Routed(about.caseId(), "a reply of a reporter");
    }

    /// What a machine sent back: the bounce of a notice of ours goes to its case.
    MessageEvent returned(NonReport what) {
        for (DeliveryStatus status : what.about()) {
            Optional<ReplyAddress.Meaning> ours = status.originalHeaders().values().stream()
                    .map(v -> addresses.read(v.replaceAll("[<>\\s]", "")))
                    .flatMap(Optional::stream)
                    .findFirst();
            String messageId = status.originalMessageId().replaceAll("[<>\\s]", "");
            int at = messageId.indexOf('@');
            boolean notice =
                    at > 0 && ours.isPresent() && messageId.substring(0, at).contains(".n");
            if (notice && what.kind() == NonReport.Kind.BOUNCE && status.permanent()) {
                String noticeId = messageId.substring(0, at);
                return bounced(
                        new CaseId(noticeId.substring(0, noticeId.lastIndexOf(".n"))),
                        new NoticeId(noticeId),
                        why(what));
            }
        }
        return noReport(what);
    }

    static MessageEvent noReport(NonReport what) {
        return new MessageEvent.SetAside("no report: " + word(what.kind()));
    }

    private MessageEvent bounced(CaseId caseId, NoticeId notice, String why) {
        cases.handle(caseId, new CaseCommand.BounceNotice(notice, why), Actor.MACHINE);
        return new MessageEvent.Routed(caseId, "a bounce of " + notice);
    }

    private static String why(NonReport what) {
        return what.about().stream()
                .map(s -> (s.status() + " " + s.diagnostic()).strip())
                .filter(s -> !s.isEmpty())
                .findFirst()
                .orElse("it was not delivered");
    }

    private static String word(NonReport.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
