package dev.reeve.formats.text;

import dev.reeve.formats.text.TimePairs.Dated;
import dev.reeve.formats.text.TimePairs.Timed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the times that a text states, in whatever shape and language: dates and times of day are found each for
/// itself,
/// and a time takes the date beside it, else the one that was stated for all, else none.
final class TimeScanner {
    /// Most in one section; logs of a day have tens of thousands.
    private static final int MOMENTS_MAX = 100_000;

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

    private final Page page;
    private final String text;
    private final Instant sent;
    private final List<Dated> dates = new ArrayList<>();
    private final List<Timed> times = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();

    private TimeScanner(Page page, Instant sent) {
        this.page = page;
        this.text = page.text();
        this.sent = sent;
    }

    /// @param sent the time of the mail: it tells which year is meant where none is written
    static List<Moment> of(Page page, Instant sent) {
        TimeScanner scanner = new TimeScanner(page, sent);
        scanner.scan();
        return TimePairs.of(page, sent, scanner.dates, scanner.times, scanner.moments);
    }

    /// The dates of a text, each as a day, whether or not a time of day stands with them.
    static List<LocalDate> days(Page page, Instant sent) {
        TimeScanner scanner = new TimeScanner(page, sent);
        scanner.scan();
        return scanner.dates.stream()
                .flatMap(dated -> TimePairs.day(dated, sent).stream())
                .toList();
    }

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
        int end = stop - at >= 8
                ? begins ? compact(at) : -1
                : stop - at == 4 ? yearFirst(at) : dayFirst(at, begins, before == 'T');
        return end < 0 ? skip(at) : end;
    }

    /// `20260102030405`, `1767225600`.
    ///
    /// @return where it ends, or -1
    private int compact(int at) {
        Matcher m = COMPACT.matcher(text).region(at, text.length());
        if (m.lookingAt()) {
            dates.add(new Dated(at, m.end(3), number(m, 1), number(m, 2), number(m, 3), false));
            return time(m.start(4), m.end(), number(m, 4), number(m, 5), number(m, 6));
        }
        m = EPOCH.matcher(text).region(at, text.length());
        return m.lookingAt() && epoch(m) ? m.end() : -1;
    }

    /// `2026-01-02`.
    private int yearFirst(int at) {
        Matcher m = ISO.matcher(text).region(at, text.length());
        if (m.lookingAt() && date(at, m.end(), number(m, 1), number(m, 3), number(m, 4), false)) {
            return m.end();
        }
        m = EAST.matcher(text).region(at, text.length());
        return m.lookingAt() && date(at, m.end(), number(m, 1), number(m, 2), number(m, 3), false) ? m.end() : -1;
    }

    /// One or two digits: a day, a month, an hour.
    private int dayFirst(int at, boolean begins, boolean clock) {
        Matcher m = NUMBERS.matcher(text).region(at, text.length());
        if (begins && m.lookingAt() && numbers(m)) {
            return m.end();
        }
        m.usePattern(CLOCK);
        if ((begins || clock) && m.lookingAt()) {
            int hour = number(m, 1);
            String half = m.group(4);
            if (half != null && hour <= 12) {
                hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
            }
            return time(at, m.end(), hour, number(m, 2), number(m, 3));
        }
        m.usePattern(EAST_CLOCK);
        if (m.lookingAt()) {
            return time(at, m.end(), number(m, 1), number(m, 2), number(m, 3));
        }
        if (!begins) {
            return -1;
        }
        m.usePattern(WORD_CLOCK);
        if (m.lookingAt()) {
            return time(at, m.end(), number(m, 1), m.group(2) != null ? number(m, 2) : number(m, 3), 0);
        }
        m = DAY_FIRST.matcher(text).region(at, Math.min(text.length(), at + 40));
        int month = m.lookingAt() ? MonthNames.of(Folding.fold(m.group(2))) : 0;
        return month > 0 && date(at, m.end(), year(m.group(3)), month, number(m, 1), false) ? m.end() : -1;
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
        if (end - at < 3 || !isNumberBehind(end)) {
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

    /// Whether a number follows a word, with a dot and up to two spaces between.
    private boolean isNumberBehind(int word) {
        int i = word < text.length() && text.charAt(word) == '.' ? word + 1 : word;
        int begin = i;
        while (i < text.length() && i - begin < 2 && text.charAt(i) == ' ') {
            i++;
        }
        return i > begin && i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
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
        boolean dayFirst = !m.group(2).equals("/")
                || TimePairs.daysBefore(sent, year, second, first) <= TimePairs.daysBefore(sent, year, first, second);
        return date(
                m.start(),
                m.end(),
                year,
                dayFirst ? second : first,
                dayFirst ? first : second,
                m.group(2).equals("/"));
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

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isAscii(char c) {
        return c < 0x80;
    }
}
