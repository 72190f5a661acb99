package dev.reeve.formats.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which date a time of day belongs to: the one beside it, else the one that was stated before, else the next.
final class TimePairs {
    /// How far a date may stand from its time.
    private static final int APART_MAX = 30;

    private static final Pattern YEAR_AFTER = Pattern.compile("(?: [A-Z]{3,4})? (20\\d{2})(?!\\d)");

    private final String text;
    private final int section;
    private final Instant sent;
    private final List<Dated> dates;
    private final List<Timed> times;
    private final List<Moment> moments;

    /// @param year 0 where none is written
    record Dated(int from, int to, int year, int month, int day, boolean swappable) {}

    record Timed(
            int from,
            int to,
            int hour,
            int minute,
            int second,
            @Nullable ZoneId zone) {}

    private TimePairs(Page page, Instant sent, List<Dated> dates, List<Timed> times, List<Moment> moments) {
        this.text = page.text();
        this.section = page.section().index();
        this.sent = sent;
        this.dates = dates;
        this.times = times;
        this.moments = moments;
    }

    /// @param moments that needed no pairing; the others are put to them
    static List<Moment> of(Page page, Instant sent, List<Dated> dates, List<Timed> times, List<Moment> moments) {
        new TimePairs(page, sent, dates, times, moments).pair();
        return moments;
    }

    private void pair() {
        times.sort(Comparator.comparingInt(Timed::from));
        int next = 0;
        Optional<Dated> last = Optional.empty();
        for (Timed time : times) {
            while (next < dates.size() && dates.get(next).to() <= time.from() + 1) {
                last = Optional.of(dates.get(next++));
            }
            Optional<Dated> before = last;
            Optional<Dated> after = next < dates.size() ? Optional.of(dates.get(next)) : Optional.empty();
            boolean beside = before.filter(d -> time.from() - d.to() <= APART_MAX && !crosses(d.to(), time.from()))
                    .isPresent();
            boolean follows = after.filter(d -> d.from() - time.to() <= APART_MAX * 2 && !crosses(time.to(), d.from()))
                    .isPresent();
            Optional<Dated> date = beside
                            && !(follows
                                    && after.get().from() - time.to()
                                            < time.from() - before.get().to()
                                    && after.get().from() - time.to() < 12)
                    ? before
                    : follows ? after : before.isPresent() ? before : after;
            date.ifPresent(d -> moment(time, d, beside || follows));
        }
        moments.sort(Comparator.comparingInt(Moment::from));
        for (int i = moments.size() - 2; i >= 0; i--) {
            // The zone of a span of time stands once, at its end.
            Moment moment = moments.get(i);
            Moment end = moments.get(i + 1);
            int line = text.indexOf('\n', moment.to());
            boolean span = end.to() - moment.to() <= 45 && (line < 0 || line >= end.from());
            if (span && moment.zone() == null && end.zone() != null) {
                moments.set(i, moment.withZone(end.zone()));
            }
        }
    }

    private boolean crosses(int from, int to) {
        return text.substring(Math.min(from, to), to).contains("\n\n")
                || to - from > 3
                        && text.substring(from, to).indexOf('|') >= 0
                        && text.substring(from, to).indexOf('\n') >= 0;
    }

    private void moment(Timed time, Dated dated, boolean beside) {
        int year = dated.year();
        int end = time.to();
        if (year == 0) {
            Matcher ctime = YEAR_AFTER.matcher(text).region(time.to(), Math.min(text.length(), time.to() + 10));
            year = ctime.lookingAt() ? Integer.parseInt(ctime.group(1)) : yearOf(dated, sent);
        }
        try {
            LocalDate date = LocalDate.of(year, dated.month(), dated.day());
            boolean midnight = time.hour() == 24;
            LocalTime clock = LocalTime.of(midnight ? 0 : time.hour(), time.minute(), time.second());
            int from = beside ? Math.min(dated.from(), time.from()) : time.from();
            int to = beside ? Math.max(dated.to(), end) : end;
            moments.add(new Moment(midnight ? date.plusDays(1) : date, clock, time.zone(), true, section, from, to));
        } catch (DateTimeException impossible) {
            // the 31st of a month that has none is no date
        }
    }

    /// The day of a date by itself; empty where the calendar has none such.
    static Optional<LocalDate> day(Dated dated, Instant sent) {
        try {
            int year = dated.year() == 0 ? yearOf(dated, sent) : dated.year();
            return Optional.of(LocalDate.of(year, dated.month(), dated.day()));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    /// The latest year in which that day is not after the mail.
    private static int yearOf(Dated dated, Instant sent) {
        int year = sent.atZone(ZoneOffset.UTC).getYear();
        return daysBefore(sent, year, dated.month(), dated.day()) < 50_000 ? year : year - 1;
    }

    /// How long before the mail a day was; many for one that was not, or is none.
    static long daysBefore(Instant sent, int year, int month, int day) {
        try {
            long days = Duration.between(
                            LocalDate.of(year, month, day)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant(),
                            sent)
                    .toDays();
            return days < -1 ? 100_000 - days : days;
        } catch (DateTimeException impossible) {
            return 1_000_000;
        }
    }
}
