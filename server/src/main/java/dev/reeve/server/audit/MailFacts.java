package dev.reeve.server.audit;

import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.MailDates;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the header of a mail says of its place in a conversation (RFC 5322 §3.6.1, §3.6.4).
///
/// @param date null when it has none, or none with a zone
/// @param id with its angle brackets; empty when there is none
/// @param answers ids of mails that this one answers
/// @param from mailbox of the author, in lower case; empty when there is none
/// @param to mailboxes that it was sent to, in lower case
record MailFacts(@Nullable Instant date, String id, List<String> answers, String from, List<String> to) {
    private static final int RECIPIENTS_MAX = 50;

    /// A thread that is longer tells no more.
    private static final int REFERENCES_MAX = 50;

    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,250}>");

    static MailFacts of(byte[] bytes) {
        MailPart mail = RawMessage.of(bytes).mail();
        List<String> answers = ids(mail.value("In-Reply-To"));
        answers.addAll(ids(mail.value("References")));
        return new MailFacts(
                MailDates.find(mail.value("Date")).orElse(null),
                ids(mail.value("Message-ID")).stream().findFirst().orElse(""),
                answers.stream().distinct().toList(),
                Addresses.mailbox(mail.value("From")).toLowerCase(Locale.ROOT),
                Stream.of(mail.value("To").split(","))
                        .limit(RECIPIENTS_MAX)
                        .map(to -> Addresses.mailbox(to).toLowerCase(Locale.ROOT))
                        .filter(to -> !to.isEmpty())
                        .toList());
    }

    MailFacts withoutRecipients() {
        return new MailFacts(date, id, answers, from, List.of());
    }

    private static List<String> ids(String field) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(field);
        while (matcher.find() && ids.size() < REFERENCES_MAX) {
            ids.add(matcher.group());
        }
        return ids;
    }
}
