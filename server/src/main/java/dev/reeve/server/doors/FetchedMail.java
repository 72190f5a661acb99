package dev.reeve.server.doors;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.keys.SecretKeyFile;
import dev.reeve.server.smtp.Recipients;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Makes an envelope for mail that comes without one, from the fields in which a mail server leaves it behind:
/// Return-Path for the sender (RFC 5321 §4.4), Delivered-To and its like for the recipient. Whoever could forge them
/// gains nothing: a reply address carries a token, and a reporter's address only says where an answer goes.
final class FetchedMail {
    /// Most recipients that are looked at for one of ours.
    private static final int RECIPIENTS_MAX = 100;

    private static final int FACT_CHARS_MAX = 255;
    private static final List<String> DELIVERED = List.of("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc");

    private final Recipients recipients;
    private final SecretKeyFile key;

    FetchedMail(Recipients recipients, SecretKeyFile key) {
        this.recipients = recipients;
        this.key = key;
    }

    /// @param head the message or its first bytes, with its whole header
    /// @param more facts of the door
    Envelope envelope(String door, byte[] head, Map<String, String> more) {
        MailPart mail = RawMessage.of(head).mail();
        String sender = sender(mail);
        Map<String, String> facts = new HashMap<>(more);
        facts.put("recipient-local", recipient(mail));
        facts.put("sender-domain", Addresses.domain(sender));
        String who = sender.isEmpty() && facts.containsKey("source") ? facts.get("source") : sender;
        ReporterId reporter = Intake.reporter(key, who);
        return new Envelope(door, reporter, sender.isEmpty() ? null : sender, null, null, facts);
    }

    private static String sender(MailPart mail) {
        boolean nobody = mail.find("Return-Path")
                .map(MailField::value)
                .orElse("")
                .strip()
                .equals("<>");
        if (nobody) {
            return "";
        }
        String path = Addresses.mailbox(mail.value("Return-Path"));
        String sender = path.isEmpty() ? Addresses.mailbox(mail.value("From")) : path;
        return sender.length() > FACT_CHARS_MAX ? "" : sender.toLowerCase(Locale.ROOT);
    }

    private String recipient(MailPart mail) {
        List<Recipients.Recipient> ours = DELIVERED.stream()
                .flatMap(mail::list)
                .flatMap(field -> Stream.of(field.value().split(",")))
                .limit(RECIPIENTS_MAX)
                .map(Addresses::mailbox)
                .flatMap(address -> recipients.find(address).stream())
                .toList();
        return ours.stream()
                .filter(r -> r.kind() == Recipients.Kind.REPLY)
                .findFirst()
                .or(() -> ours.stream().findFirst())
                .map(Recipients.Recipient::local)
                .orElse("");
    }
}
