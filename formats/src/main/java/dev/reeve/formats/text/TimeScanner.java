package dev.reeve.formats.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the times that a text states, in whatever shape and language: dates and times of day are found each for
/// itself,
/// and a time takes the date beside it, else the one that was stated for all, else none.
final class TimeScanner {
    /// Most in one section; logs of a day have tens of thousands.
    private static final int MOMENTS_MAX = 100_000;

    /// How far a date may stand from its time.
    private static final int APART_MAX = 30;

    private static final Pattern ISO = Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\d.])");
    private static final Pattern COMPACT =
            Pattern.compile("(20\\d{2})([01]\\d)([0-3]\\d)(?:T|[ _-]?)([0-2]\\d)([0-5]\\d)([0-5]\\d)(?!\\d)");
    private static final Pattern DAY_FIRST = Pattern.compile(
            "(\\d{1,2})(?:st|nd|rd|th|er|º|ª|\\.)?[ /-]{0,2}(?:de |of |d')?([\\p{L}]{3,12})\\.?,?(?:[ /-]{1,2}(?:de |del |of )?(\\d{4}|'?\\d{2})(?![\\d:.,]\\d))?");
    private static final Pattern EAST = Pattern.compile("(\\d{4}) ?[年년] ?(\\d{1,2}) ?[月월] ?(\\d{1,2}) ?[日일号]");
    private static final Pattern CLOCK = Pattern.compile(
            "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?(?![\\d:])(?: ?([aApP])\\.?[mM]\\b\\.?)?");
    private static final Pattern EAST_CLOCK =
            Pattern.compile("(\\d{1,2}) ?[時时點点시](?: ?(\\d{1,2}) ?[分분])?(?: ?(\\d{1,2}) ?[秒초])?");
    private static final Pattern WORD_CLOCK = Pattern.compile(
            "(\\d{1,2})(?:[.:] ?(\\d{2}))?(?: ?(?:h|H) ?(\\d{2})?(?![\\p{L}\\d])| ?(?:Uhr|uhr|uur|ч\\b))");
    private static final Pattern EPOCH = Pattern.compile("(1[0-9]{9}|2[01][0-9]{8})(?:\\.\\d{1,9}|(\\d{3}))?(?!\\d)");
    private static final Pattern OFFSET =
            Pattern.compile("\\s{0,2}\\(?(?:(?:UTC|GMT)\\s?)?([+-])(\\d{1,2}):?(\\d{2})?\\)?(?![\\d.:])|Z(?![A-Za-z])");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("([\\p{L}]{3,12})\\.? {1,2}(\\d{1,2})(?:st|nd|rd|th)?(?:,? {1,2}(\\d{4}))?(?![\\d])");

    private static final Pattern ANOTHER = Pattern.compile("\\d{1,2}[.:h]\\d{2}");
    private static final Pattern YEAR_AFTER = Pattern.compile("(?: [A-Z]{3,4})? (20\\d{2})(?!\\d)");

    private final Page page;
    private final String text;
    private final Instant sent;
    private final List<Dated> dates = new ArrayList<>();
    private final List<Timed> times = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();

    /// @param year 0 where none is written
    private record Dated(int from, int to, int year, int month, int day, boolean swappable) {}

    private record Timed(
            int from,
            int to,
            int hour,
            int minute,
            int second,
            @Nullable ZoneId zone) {}

    private TimeScanner(Page page, Instant sent) {
        this.page = page;
        this.text = page.text();
        this.sent = sent;
    }

    /// @param sent the time of the mail: it tells which year is meant where none is written
    static List<Moment> of(Page page, Instant sent) {
        TimeScanner scanner = new TimeScanner(page, sent);
        scanner.scan();
        scanner.pair();
        return scanner.moments;
    }

    /// The dates of a text, each as a day, whether or not a time of day stands with them.
    static List<LocalDate> days(Page page, Instant sent) {
        TimeScanner scanner = new TimeScanner(page, sent);
        scanner.scan();
        return scanner.dates.stream().flatMap(d -> scanner.day(d).stream()).toList();
    }

    private Optional<LocalDate> day(Dated dated) {
        try {
            int year = dated.year() == 0 ? yearOf(dated) : dated.year();
            return Optional.of(LocalDate.of(year, dated.month(), dated.day()));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    // --- what is written

    private void scan() {
        int at = 0;
        while (at < text.length() && times.size() + dates.size() < MOMENTS_MAX) {
            char c = text.charAt(at);
            boolean begins = at == 0 || !isWord(text.charAt(at - 1)) || !isAscii(text.charAt(at - 1));
            if (c >= '0' && c <= '9' && (at == 0 || text.charAt(at - 1) < '0' || text.charAt(at - 1) > '9')) {
                at = digits(at, begins);
            } else if (Character.isLetter(c) && (at == 0 || !Character.isLetter(text.charAt(at - 1)))) {
                at = word(at);
            } else {
                at++;
            }
        }
    }

    private int digits(int at, boolean begins) {
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        if (before == '.' && at > 1 && Character.isDigit(text.charAt(at - 2))) {
            return skip(at);
        }
        int stop = at;
        while (stop < text.length() && stop - at < 20 && Character.isDigit(text.charAt(stop))) {
            stop++;
        }
        if (!mayBegin(stop - at, stop < text.length() ? text.charAt(stop) : ' ', stop)) {
            return stop;
        }
        Matcher m = COMPACT.matcher(text).region(at, text.length());
        if (begins && m.lookingAt()) {
            dates.add(new Dated(at, m.end(3), number(m, 1), number(m, 2), number(m, 3), false));
            return time(m.start(4), m.end(), number(m, 4), number(m, 5), number(m, 6));
        }
        m = ISO.matcher(text).region(at, text.length());
        if (m.lookingAt() && date(at, m.end(), number(m, 1), number(m, 3), number(m, 4), false)) {
            return m.end();
        }
        m = EAST.matcher(text).region(at, text.length());
        if (m.lookingAt() && date(at, m.end(), number(m, 1), number(m, 2), number(m, 3), false)) {
            return m.end();
        }
        m = NUMBERS.matcher(text).region(at, text.length());
        if (begins && m.lookingAt() && numbers(m)) {
            return m.end();
        }
        m = CLOCK.matcher(text).region(at, text.length());
        if ((begins || before == 'T') && m.lookingAt()) {
            int hour = number(m, 1);
            String half = m.group(4);
            if (half != null && hour <= 12) {
                hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
            }
            return time(at, m.end(), hour, number(m, 2), number(m, 3));
        }
        m = EAST_CLOCK.matcher(text).region(at, text.length());
        if (m.lookingAt()) {
            return time(at, m.end(), number(m, 1), number(m, 2), number(m, 3));
        }
        m = WORD_CLOCK.matcher(text).region(at, text.length());
        if (begins && m.lookingAt()) {
            return time(at, m.end(), number(m, 1), m.group(2) != null ? number(m, 2) : number(m, 3), 0);
        }
        m = EPOCH.matcher(text).region(at, text.length());
        if (begins && m.lookingAt() && epoch(m)) {
            return m.end();
        }
        m = DAY_FIRST.matcher(text).region(at, Math.min(text.length(), at + 40));
        if (begins && m.lookingAt()) {
            int month = MonthNames.of(Folding.fold(m.group(2)));
            if (month > 0 && date(at, m.end(), year(m.group(3)), month, number(m, 1), false)) {
                return m.end();
            }
        }
        return skip(at);
    }

    /// A cheap look: whether so many digits before that character can begin a date or a time.
    private boolean mayBegin(int digits, char then, int at) {
        if (digits >= 8) {
            return true;
        }
        boolean day = digits <= 2
                && (Character.isLetter(then)
                        || then == ' '
                        || then == '.'
                        || then == '/'
                        || then == '-'
                        || then == ':'
                        || then == 'º'
                        || then == 'ª');
        if (day && then == ' ') {
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            return Character.isLetter(next);
        }
        return day || digits == 4 && (then == '-' || then == '/' || then == '.' || then == ' ' || then > 0x7F);
    }

    private int skip(int at) {
        int i = at + 1;
        while (i < text.length() && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int word(int at) {
        int end = at;
        while (end < text.length() && end - at < 14 && Character.isLetter(text.charAt(end))) {
            end++;
        }
        if (end - at < 3) {
            return end;
        }
        int month = MonthNames.of(Folding.fold(text.substring(at, end)));
        if (month > 0) {
            Matcher m = MONTH_FIRST.matcher(text).region(at, Math.min(text.length(), at + 40));
            if (m.lookingAt()) {
                boolean clock = m.end(2) < text.length() && text.charAt(m.end(2)) == ':';
                if (!clock && date(at, m.end(), year(m.group(3)), month, number(m, 2), false)) {
                    return m.end();
                }
            }
        }
        return end;
    }

    private static int number(Matcher m, int group) {
        String digits = m.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int year(@Nullable String digits) {
        if (digits == null) {
            return 0;
        }
        int year = Integer.parseInt(digits.replace("'", ""));
        return year < 100 ? 2000 + year : year;
    }

    private boolean date(int from, int to, int year, int month, int day, boolean swappable) {
        boolean real = month >= 1 && month <= 12 && day >= 1 && day <= 31 && (year == 0 || year > 1990 && year < 2100);
        if (real) {
            dates.add(new Dated(from, to, year, month, day, swappable));
        }
        return real;
    }

    /// Day and month in either order: dots and dashes put the day first; of two possible dates the one that is nearest
    /// before the mail is meant.
    private boolean numbers(Matcher m) {
        int first = number(m, 1);
        int second = number(m, 3);
        int year = year(m.group(4));
        boolean both = first <= 12 && second <= 12 && first != second;
        if (!both) {
            return date(
                    m.start(),
                    m.end(),
                    year,
                    first > 12 ? second : first <= 12 && second > 12 ? first : second,
                    first > 12 ? first : second > 12 ? second : first,
                    false);
        }
        boolean dayFirst =
                !m.group(2).equals("/") || daysBeforeMail(year, second, first) <= daysBeforeMail(year, first, second);
        return date(
                m.start(),
                m.end(),
                year,
                dayFirst ? second : first,
                dayFirst ? first : second,
                m.group(2).equals("/"));
    }

    private long daysBeforeMail(int year, int month, int day) {
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

    private boolean epoch(Matcher m) {
        Instant instant = Instant.ofEpochSecond(Long.parseLong(m.group(1)));
        if (Duration.between(instant, sent).abs().toDays() > 800) {
            return false;
        }
        var zoned = instant.atZone(ZoneOffset.UTC);
        moments.add(new Moment(
                zoned.toLocalDate(),
                zoned.toLocalTime(),
                ZoneOffset.UTC,
                true,
                page.section().index(),
                m.start(),
                m.end()));
        return true;
    }

    private int time(int from, int to, int hour, int minute, int second) {
        if (hour > 24 || minute > 59 || second > 60 || hour == 24 && minute + second > 0) {
            return to;
        }
        Matcher offset = OFFSET.matcher(text).region(to, Math.min(text.length(), to + 14));
        if (offset.lookingAt()) {
            ZoneId zone = zone(offset);
            times.add(new Timed(from, zone == null ? to : offset.end(), hour, minute, Math.min(second, 59), zone));
            return zone == null ? to : offset.end();
        }
        times.add(new Timed(from, to, hour, minute, Math.min(second, 59), named(to)));
        return to;
    }

    private static @Nullable ZoneId zone(Matcher offset) {
        if (offset.group(1) == null) {
            return ZoneOffset.UTC;
        }
        int hours = Integer.parseInt(offset.group(2));
        boolean glued = offset.group(2).length() == 2 && offset.group(3) != null
                || offset.group().contains("UTC")
                || offset.group().contains("GMT")
                || offset.group().startsWith(" (");
        if (hours > 14 || !glued) {
            return null;
        }
        int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
        int sign = offset.group(1).equals("-") ? -1 : 1;
        return minutes > 59 ? null : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    /// A zone's name close behind the time.
    private @Nullable ZoneId named(int to) {
        int end = Math.min(text.length(), to + 45);
        int line = text.indexOf('\n', to);
        end = line >= 0 && line < end ? Math.min(end, line + 25) : end;
        for (Phrases.Hit hit : page.said().zones().within(to, end)) {
            String between = text.substring(to, hit.from());
            boolean near = between.length() <= 30
                    && between.chars().noneMatch(c -> c == ':' || c == '|' || c == '=')
                    && between.chars().filter(c -> c == '.').count() <= 3;
            if (near && !ANOTHER.matcher(between).find()) {
                return Zones.of(hit);
            }
        }
        return null;
    }

    // --- which belong together

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
            year = ctime.lookingAt() ? Integer.parseInt(ctime.group(1)) : yearOf(dated);
        }
        try {
            LocalDate date = LocalDate.of(year, dated.month(), dated.day());
            boolean midnight = time.hour() == 24;
            LocalTime clock = LocalTime.of(midnight ? 0 : time.hour(), time.minute(), time.second());
            int from = beside ? Math.min(dated.from(), time.from()) : time.from();
            int to = beside ? Math.max(dated.to(), end) : end;
            moments.add(new Moment(
                    midnight ? date.plusDays(1) : date,
                    clock,
                    time.zone(),
                    true,
                    page.section().index(),
                    from,
                    to));
        } catch (DateTimeException impossible) {
            // the 31st of a month that has none is no date
        }
    }

    /// The latest year in which that day is not after the mail.
    private int yearOf(Dated dated) {
        int year = sent.atZone(ZoneOffset.UTC).getYear();
        return daysBeforeMail(year, dated.month(), dated.day()) < 50_000 ? year : year - 1;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isAscii(char c) {
        return c < 0x80;
    }
}
