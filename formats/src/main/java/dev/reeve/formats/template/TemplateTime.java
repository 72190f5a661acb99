package dev.reeve.formats.template;

import dev.reeve.core.evidence.Interval;
import dev.reeve.formats.mail.MailDates;
import dev.reeve.formats.text.PointedTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as a template's sender writes it.
///
/// @param doubt wide where no zone is told, neither by the message nor by the template
record TemplateTime(Interval span, Duration doubt) {
    private static final Duration CLOCKS = Duration.ofMinutes(10);
    private static final Duration NO_ZONE = Duration.ofHours(14);
    private static final Pattern PLAIN =
            Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ,]+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");
    private static final Pattern UNIX = Pattern.compile("\\d{10}");

    /// As system logs write it, without a year.
    private static final Pattern LOG = Pattern.compile("([A-Z][a-z]{2}) ([ \\d]?\\d) (\\d{2}:\\d{2}:\\d{2})");

    private static final DateTimeFormatter LOG_FORMAT =
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH);

    /// What is known of times that don't say all: the zone that the message or the template tells, and when
    /// the mail was sent, which gives log lines their year.
    record Hints(Optional<ZoneId> zone, Optional<Instant> sent) {}

    static Optional<TemplateTime> read(String text, SenderTemplate template, Hints hints) {
        String words = text.strip().replaceAll("\\s+", " ");
        Optional<TemplateTime> own = template.timeFormat().flatMap(format -> {
            try {
                return Optional.of(
                        of(format.parseBest(words, ZonedDateTime::from, LocalDateTime::from, LocalDate::from), hints));
            } catch (DateTimeException other) {
                return Optional.empty();
            }
        });
        return own.or(() -> MailDates.find(words).map(at -> new TemplateTime(Interval.at(at), CLOCKS)))
                .or(() -> UNIX.matcher(words).matches()
                        ? Optional.of(
                                new TemplateTime(Interval.at(Instant.ofEpochSecond(Long.parseLong(words))), CLOCKS))
                        : Optional.empty())
                .or(() -> plain(words, hints))
                .or(() -> log(words, hints))
                .or(() -> inAnyShape(words, hints));
    }

    private static TemplateTime of(TemporalAccessor read, Hints hints) {
        ZoneId zone = hints.zone().orElse(ZoneOffset.UTC);
        Duration doubt = hints.zone().isPresent() ? CLOCKS : NO_ZONE;
        if (read instanceof ZonedDateTime zoned) {
            return new TemplateTime(Interval.at(zoned.toInstant()), CLOCKS);
        }
        return read instanceof LocalDateTime local
                ? new TemplateTime(Interval.at(local.atZone(zone).toInstant()), doubt)
                : day((LocalDate) read, zone, doubt);
    }

    /// A date alone is the whole day.
    private static TemplateTime day(LocalDate date, ZoneId zone, Duration doubt) {
        return new TemplateTime(
                new Interval(
                        date.atStartOfDay(zone).toInstant(),
                        date.atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant()),
                doubt);
    }

    private static Optional<TemplateTime> plain(String words, Hints hints) {
        Matcher matcher = PLAIN.matcher(words);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            if (matcher.group(4) == null) {
                return Optional.of(of(date, hints));
            }
            int second = matcher.group(6) == null ? 0 : number(matcher, 6);
            return Optional.of(of(date.atTime(number(matcher, 4), number(matcher, 5), second), hints));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /// In the year in which the mail was sent, or the one before where that would lie ahead.
    private static Optional<TemplateTime> log(String words, Hints hints) {
        Matcher matcher = LOG.matcher(words);
        if (!matcher.matches() || hints.sent().isEmpty()) {
            return Optional.empty();
        }
        String day = matcher.group(1) + " " + matcher.group(2).strip() + " " + matcher.group(3);
        Instant sent = hints.sent().get();
        int year = sent.atZone(ZoneOffset.UTC).getYear();
        try {
            TemplateTime now = of(LocalDateTime.parse(day + " " + year, LOG_FORMAT), hints);
            boolean ahead = now.span().from().isAfter(sent.plus(Duration.ofDays(2)));
            return Optional.of(ahead ? of(LocalDateTime.parse(day + " " + (year - 1), LOG_FORMAT), hints) : now);
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /// As free text is read; what a person pointed at in one mail is so read in the next.
    private static Optional<TemplateTime> inAnyShape(String words, Hints hints) {
        return hints.sent()
                .flatMap(sent -> PointedTime.read(words, sent, hints.zone().orElse(null)))
                .map(time -> new TemplateTime(time.span(), time.zoned() ? CLOCKS : NO_ZONE));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
