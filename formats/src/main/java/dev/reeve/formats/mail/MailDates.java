package dev.reeve.formats.mail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates in mail. Weekdays are often wrong and are ignored; a zone must be there and mean something, for an
/// hour decides whose address it was.
public final class MailDates {
    private static final Pattern DATE = Pattern.compile("(\\d{1,2})[ /-]+([A-Za-z]{3})[a-z]*[ /-]+(\\d{2,4})[ ,:]+"
            + "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\.\\d+)?\\s*([+-]\\d{4}|[A-Za-z]{1,5})?");
    /// As `ctime` writes it, with a zone behind the time or behind the year.
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "([A-Za-z]{3})[a-z]*\\.? +(\\d{1,2}),? +(?:(\\d{4}),?(?: at)? +)?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\.\\d+)?"
                    + "\\s*([+-]\\d{4}|[A-Z]{1,5})?(?: (\\d{4}))?(?: ([+-]\\d{4}))?");

    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})-(\\d{2})-(\\d{2})[T ](\\d{2}):(\\d{2}):(\\d{2})(?:[.,]\\d+)?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})");

    /// Names that RFC 5322 §4.3 gives an offset, and the few others that mail servers write.
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("UT", 0),
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("Z", 0),
            Map.entry("EST", -5),
            Map.entry("EDT", -4),
            Map.entry("CST", -6),
            Map.entry("CDT", -5),
            Map.entry("MST", -7),
            Map.entry("MDT", -6),
            Map.entry("PST", -8),
            Map.entry("PDT", -7),
            Map.entry("JST", 9),
            Map.entry("CET", 1),
            Map.entry("CEST", 2),
            Map.entry("BST", 1),
            Map.entry("WET", 0),
            Map.entry("WEST", 1),
            Map.entry("EET", 2),
            Map.entry("EEST", 3),
            Map.entry("MSK", 3),
            Map.entry("HKT", 8),
            Map.entry("SGT", 8),
            Map.entry("KST", 9),
            Map.entry("AEST", 10),
            Map.entry("AEDT", 11),
            Map.entry("NZST", 12),
            Map.entry("BRT", -3));

    private MailDates() {}

    /// The first date in the text that has a zone.
    public static Optional<Instant> find(String text) {
        Matcher iso = ISO.matcher(text);
        if (text.indexOf('-') >= 0 && iso.find()) {
            return instant(iso, 1, Integer.parseInt(iso.group(2)), 3, 4, offset(iso.group(7)));
        }
        Matcher date = DATE.matcher(text);
        while (date.find()) {
            Optional<Instant> found =
                    month(date.group(2)).flatMap(month -> instant(date, 3, month, 1, 4, offset(date.group(7))));
            if (found.isPresent()) {
                return found;
            }
        }
        return monthFirst(text);
    }

    private static Optional<Instant> monthFirst(String text) {
        Matcher date = MONTH_FIRST.matcher(text);
        while (date.find()) {
            int year = date.group(3) != null ? 3 : 8;
            String zone = date.group(7) == null ? date.group(9) : date.group(7);
            Optional<Instant> found = date.group(year) == null
                    ? Optional.empty()
                    : month(date.group(1)).flatMap(month -> instant(date, year, month, 2, 4, offset(zone)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> month(String name) {
        for (Month month : Month.values()) {
            if (month.name().startsWith(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(month.getValue());
            }
        }
        return Optional.empty();
    }

    private static Optional<ZoneOffset> offset(@org.jspecify.annotations.Nullable String zone) {
        if (zone == null) {
            return Optional.empty();
        }
        Integer named = ZONES.get(zone.toUpperCase(Locale.ROOT));
        if (named != null) {
            return Optional.of(ZoneOffset.ofHours(named));
        }
        try {
            return zone.startsWith("+") || zone.startsWith("-") ? Optional.of(ZoneOffset.of(zone)) : Optional.empty();
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(
            Matcher matcher, int yearGroup, int month, int dayGroup, int hourGroup, Optional<ZoneOffset> offset) {
        if (offset.isEmpty()) {
            return Optional.empty();
        }
        try {
            int year = Integer.parseInt(matcher.group(yearGroup));
            year += year < 50 ? 2000 : year < 100 ? 1900 : 0; // RFC 5322 section 4.3
            String second = matcher.group(hourGroup + 2);
            return Optional.of(LocalDateTime.of(
                            year,
                            month,
                            Integer.parseInt(matcher.group(dayGroup)),
                            Integer.parseInt(matcher.group(hourGroup)),
                            Integer.parseInt(matcher.group(hourGroup + 1)),
                            second == null ? 0 : Math.min(59, Integer.parseInt(second)))
                    .toInstant(offset.get()));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
