package dev.reeve.formats;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.MailDates;
import dev.reeve.formats.mail.MailPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time of the mail itself, for messages that don't say when the thing happened: its `Date`, else when
/// the last server received it.
public record MessageTime(Instant at, Span span) {
    /// People and programs report within days.
    public static final Duration DOUBT = Duration.ofDays(3);

    public static Optional<MessageTime> of(MailPart mail) {
        return mail.list("Date")
                .flatMap(f -> MailDates.find(f.value()).stream().map(at -> new MessageTime(at, f.span("mail_date"))))
                .findFirst()
                .or(() -> mail.list("Received")
                        .flatMap(f -> MailDates.find(
                                        f.value().substring(f.value().lastIndexOf(';') + 1))
                                .stream()
                                .map(at -> new MessageTime(at, f.span("mail_date"))))
                        .findFirst());
    }
}
