package dev.reeve.formats.arf;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.StatedTime;
import dev.reeve.formats.mail.MailDates;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// When the mail complained of arrived, and how far that may be off.
///
/// @param from the field that it was read from, in lower case
record ReportedTime(Interval seen, Duration doubt, String from, Span span) {
    /// Clocks of mail servers.
    private static final Duration SERVER = Duration.ofMinutes(5);

    /// The sender's own clock, and mail that waited in a queue.
    private static final Duration SENDER = Duration.ofHours(2);

    /// The report's own date: people press the button days later.
    private static final Duration REPORT = Duration.ofDays(3);

    static Optional<ReportedTime> find(MailPart mail, FeedbackFields fields) {
        return fields.list("Arrival-Date")
                .flatMap(f -> read(f, SERVER))
                .findFirst()
                .or(() -> Stream.of("Received-Date", "Incident-Date", "Date")
                        .flatMap(fields::list)
                        .flatMap(f -> read(f, SERVER))
                        .findFirst())
                .or(() ->
                        enclosed(mail, "Received").flatMap(f -> read(f, SERVER)).findFirst())
                .or(() -> enclosed(mail, "Date").flatMap(f -> read(f, SENDER)).findFirst())
                .or(() -> mail.list("Date")
                        .flatMap(f -> read(f, REPORT))
                        .findFirst()
                        .map(t -> new ReportedTime(t.seen(), t.doubt(), StatedTime.MAIL, t.span())));
    }

    private static Stream<MailField> enclosed(MailPart mail, String name) {
        return mail.enclosed().stream().flatMap(original -> original.list(name));
    }

    private static Stream<ReportedTime> read(MailField field, Duration doubt) {
        String text =
                field.is("Received") ? field.value().substring(field.value().lastIndexOf(';') + 1) : field.value();
        return MailDates.find(text).stream()
                .map(at -> new ReportedTime(Interval.at(at), doubt, field.key(), field.span("date")));
    }
}
