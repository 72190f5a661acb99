package dev.reeve.server.mail;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Delivery;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.desk.Postman;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.server.settings.Settings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;

/// Writes notices and hands them to the mail server. Every mail is marked as automatic (RFC 3834), belongs to one
/// thread per
/// case and party, is answered to an address that finds the case again, and bounces to one that finds the notice.
public final class SmtpPostman implements Postman {
    private final Settings.Desk desk;
    private final String from;
    private final MailServer server;
    private final NoticeTexts texts;
    private final ReplyAddress addresses;
    private final Function<Personal, Optional<String>> vault;
    private final Supplier<PolicyHistory> policies;
    private final InstantSource time;

    /// @param vault opens a personal value; empty when it was erased
    public SmtpPostman(
            Settings.Desk desk,
            String from,
            MailServer server,
            NoticeTexts texts,
            ReplyAddress addresses,
            Function<Personal, Optional<String>> vault,
            Supplier<PolicyHistory> policies,
            InstantSource time) {
        this.desk = desk;
        this.from = from;
        this.server = server;
        this.texts = texts;
        this.addresses = addresses;
        this.vault = vault;
        this.policies = policies;
        this.time = time;
    }

    @Override
    public Delivery send(List<Letter> letters, String messageId) {
        Letter first = letters.get(0);
        Personal address = first.notice().queued().address();
        Optional<String> recipient = address == null ? Optional.empty() : vault.apply(address);
        if (recipient.isEmpty()) {
            return new Delivery.Refused("there is no address, or it was erased");
        }
        try {
            byte[] mail = mail(letters, messageId, recipient.get());
            return server.send(mail, addresses.ofBounce(first.notice().queued().notice()), recipient.get());
        } catch (MessagingException | IOException unwritable) {
            return new Delivery.Refused("the mail could not be written: " + unwritable.getMessage());
        }
    }

    private byte[] mail(List<Letter> letters, String messageId, String recipient)
            throws MessagingException, IOException {
        Letter first = letters.get(0);
        NoticeTexts.Text text = letters.size() == 1 ? write(first) : digest(letters);
        FixedIdMessage message = new FixedIdMessage(messageId);
        message.setFrom(new InternetAddress(from, desk.name(), StandardCharsets.UTF_8.name()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient, true));
        message.setReplyTo(new InternetAddress[] {new InternetAddress(replyTo(first))});
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        message.setText(text.body(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(time.instant()));
        // RFC 3834 §5: machine mail says so, and asks machines not to answer.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setHeader("X-Reeve-Case", first.state().opening().caseId().value());
        String thread = thread(first);
        message.setHeader("In-Reply-To", thread);
        message.setHeader("References", thread);
        message.saveChanges();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        return bytes.toByteArray();
    }

    private NoticeTexts.Text digest(List<Letter> letters) {
        Map<String, Object> values = Map.of("count", letters.size());
        NoticeTexts.Text head = texts.write(letters.get(0).notice().queued().language(), "digest", "-", values);
        List<String> parts = new ArrayList<>();
        parts.add(head.body());
        for (Letter letter : letters) {
            NoticeTexts.Text text = write(letter);
            parts.add("-".repeat(72) + "\n" + text.subject() + "\nReply to: " + replyTo(letter) + "\n\n" + text.body());
        }
        return new NoticeTexts.Text(head.subject(), String.join("\n", parts));
    }

    private NoticeTexts.Text write(Letter letter) {
        CaseState state = letter.state();
        CaseEvent.NoticeQueued queued = letter.notice().queued();
        Instant now = time.instant();
        Clause clause = clause(state, now);
        Personal words = queued.text();
        String text = words == null ? "" : vault.apply(words).orElse("(erased)");
        Map<String, Object> values = new NoticeValues(desk).of(state, letter.notice(), clause, text, now);
        return texts.write(queued.language(), word(queued.kind()), clause.id().value(), values);
    }

    private Clause clause(CaseState state, Instant now) {
        PolicyHistory history = policies.get();
        return history.inForce(now)
                .flatMap(p -> p.find(state.leadingClause()))
                .or(() -> history.find(state.opening().policyHash()).flatMap(p -> p.find(state.leadingClause())))
                .orElseThrow(() ->
                        new IllegalStateException("no version of the policy has clause " + state.leadingClause()));
    }

    private String replyTo(Letter letter) {
        CaseId caseId = letter.state().opening().caseId();
        ReporterId reporter = letter.notice().queued().reporter();
        return reporter == null ? addresses.ofClient(caseId) : addresses.ofReporter(caseId, reporter);
    }

    /// One thread per case and party, so that a client's mail program keeps a case together.
    private String thread(Letter letter) {
        ReporterId reporter = letter.notice().queued().reporter();
        String party = reporter == null ? "client" : addresses.reporterCode(reporter);
        return "<" + letter.state().opening().caseId().value().toLowerCase(Locale.ROOT) + "." + party + "@"
                + desk.replyDomain() + ">";
    }

    static String word(NoticeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Keeps the Message-ID that was recorded before the send.
    private static final class FixedIdMessage extends MimeMessage {
        private final String messageId;

        FixedIdMessage(String messageId) {
            super(Session.getInstance(new Properties()));
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + messageId + ">");
        }
    }
}
