package dev.reeve.rules.yaml;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as they are written in a policy: `30m`, `24h`, `3d`, or ISO 8601's `PT24H`. A day has 24
/// hours; windows in business days are for statutes, which have their own calendars.
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,5})([mhd])");

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            Duration iso = text.startsWith("P") ? Duration.parse(text) : Duration.ofSeconds(-1);
            return iso.isNegative() || iso.toDays() > 99_999 ? Optional.empty() : Optional.of(iso);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// As people say it: `24 hours`, `3 days`, `90 minutes`.
    public static String spoken(Duration duration) {
        if (duration.isZero()) {
            return "no time";
        }
        long minutes = duration.toMinutes();
        if (minutes % (24 * 60) == 0 && minutes > 48 * 60) {
            return counted(minutes / (24 * 60), "day");
        }
        return minutes % 60 == 0 ? counted(minutes / 60, "hour") : counted(minutes, "minute");
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
