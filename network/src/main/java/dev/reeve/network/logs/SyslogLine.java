package dev.reeve.network.logs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of syslog: RFC 5424, RFC 3164 with or without its priority, or the same with an ISO date, as daemons
/// write it to files. The old form has no year and no zone: the latest year that isn't in the future, and the
/// zone that is given.
final class SyslogLine {
    private static final Pattern NEW = Pattern.compile(
            "<[0-9]{1,3}>1 (\\S{1,64}) (\\S{1,255}) (\\S{1,48}) (\\S{1,128}) (\\S{1,32}) (.*)", Pattern.DOTALL);
    private static final Pattern ISO = Pattern.compile(
            "(?:<[0-9]{1,3}>)?([0-9]{4}-\\S{1,40}) (\\S{1,255}) ([^\\s:\\[]{1,64})(?:\\[[0-9]{1,10}\\])?: (.*)");
    private static final Pattern OLD = Pattern.compile(
            "(?:<[0-9]{1,3}>)?([A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}) (\\S{1,255}) ([^\\s:\\[]{1,64})(?:\\[[0-9]{1,10}\\])?: (.*)");
    private static final DateTimeFormatter MONTHS = new DateTimeFormatterBuilder()
            .appendPattern("MMM ppd HH:mm:ss")
            .parseDefaulting(ChronoField.YEAR, 2000)
            .toFormatter(java.util.Locale.ENGLISH);

    /// A clock that runs ahead by less is still this year's.
    private static final Duration AHEAD_MAX = Duration.ofDays(1);

    private final InstantSource time;
    private final ZoneId zone;

    /// @param time about when a line was written
    /// @param zone of lines that name none
    SyslogLine(InstantSource time, ZoneId zone) {
        this.time = time;
        this.zone = zone;
    }

    /// Values are `host`, `program` and `message`.
    LogRecord read(String line) throws LogException {
        Matcher now = NEW.matcher(line);
        if (now.matches()) {
            String message = afterStructuredData(now.group(6));
            return record(LogTime.millis(now.group(1)), now.group(2), now.group(3), message);
        }
        Matcher iso = ISO.matcher(line);
        if (iso.matches()) {
            return record(LogTime.millis(iso.group(1)), iso.group(2), iso.group(3), iso.group(4));
        }
        Matcher old = OLD.matcher(line);
        if (old.matches()) {
            return record(withYear(old.group(1)), old.group(2), old.group(3), old.group(4));
        }
        throw new LogException("no line of syslog");
    }

    private static LogRecord record(long millis, String host, String program, String message) {
        return new LogRecord("syslog", millis, Map.of("host", host, "program", program, "message", message));
    }

    private long withYear(String text) throws LogException {
        try {
            LocalDateTime local = LocalDateTime.parse(text, MONTHS);
            Instant latest = time.instant();
            int year = latest.atZone(zone).getYear();
            Instant then = local.withYear(year).atZone(zone).toInstant();
            boolean future = then.isAfter(latest.plus(AHEAD_MAX));
            return (future ? local.withYear(year - 1).atZone(zone).toInstant() : then).toEpochMilli();
        } catch (DateTimeException none) {
            throw new LogException("no time of writing");
        }
    }

    /// RFC 5424 §6.3: `-`, or elements in brackets whose values may hold an escaped one.
    private static String afterStructuredData(String rest) {
        if (rest.startsWith("-")) {
            return clean(rest.substring(1));
        }
        int at = 0;
        boolean quoted = false;
        boolean inside = false;
        while (at < rest.length() && (inside || rest.charAt(at) == '[')) {
            char c = rest.charAt(at);
            if (c == '\\' && quoted) {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '[' || c == ']')) {
                inside = c == '[';
            }
            at++;
        }
        return clean(rest.substring(Math.min(at, rest.length())));
    }

    private static String clean(String message) {
        String text = message.startsWith(" ") ? message.substring(1) : message;
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
