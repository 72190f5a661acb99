package dev.reeve.formats.shadowserver;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.csv.CsvRow;
import dev.reeve.formats.csv.CsvTable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a row was seen. The tables are in UTC unless a cell says otherwise; a date and a time in columns of
/// their own are those of the one who passed the table on, in a zone that isn't told.
///
/// @param doubt beyond that of clocks
record RowTime(Interval seen, Duration doubt, List<Span> spans) {
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})[-/](\\d{2})[-/](\\d{2})(?:[T ]+(\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?)?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?");

    private static final Pattern UNIX = Pattern.compile("(\\d{10})(?:\\.\\d{1,6}|\\d{3})?");

    /// Surest first.
    private static final List<String> ONE = List.of(
            "timestamp",
            "time",
            "datetime",
            "date_time",
            "detection_date",
            "event_timestamp",
            "last_seen",
            "first_seen",
            "start_time",
            "date");

    private static final Duration ANY_ZONE = Duration.ofHours(14);

    RowTime {
        spans = List.copyOf(spans);
    }

    static Optional<RowTime> of(CsvTable table, CsvRow row) {
        if (table.has("event_date") && table.has("event_time")) {
            return apart(table, row);
        }
        for (String column : ONE) {
            Optional<CsvRow.Cell> cell = table.cell(row, column);
            Optional<Read> from = cell.flatMap(c -> read(c.text()));
            if (cell.isPresent() && from.isPresent()) {
                return Optional.of(with(table, row, cell.get(), from.get()));
            }
        }
        return Optional.empty();
    }

    private record Read(Instant at, Duration doubt) {}

    /// The end stands in a column of its own, where the thing took a while.
    private static RowTime with(CsvTable table, CsvRow row, CsvRow.Cell cell, Read from) {
        List<Span> spans = new ArrayList<>(List.of(table.span("date", cell)));
        Instant to = from.at();
        Optional<CsvRow.Cell> end = table.cell(row, "end_time").or(() -> table.cell(row, "last_seen"));
        Optional<Read> read = end.flatMap(c -> read(c.text())).filter(r -> r.at().isAfter(from.at()));
        if (end.isPresent() && read.isPresent()) {
            spans.add(table.span("date_to", end.get()));
            to = read.get().at();
        }
        return new RowTime(new Interval(from.at(), to), from.doubt(), spans);
    }

    private static Optional<RowTime> apart(CsvTable table, CsvRow row) {
        Optional<CsvRow.Cell> date = table.cell(row, "event_date");
        Optional<CsvRow.Cell> time = table.cell(row, "event_time");
        Optional<Read> read = date.flatMap(d ->
                read(d.text().strip() + time.map(t -> " " + t.text().strip()).orElse("")));
        return read.map(
                r -> new RowTime(Interval.at(r.at()), ANY_ZONE, List.of(table.span("date", date.orElseThrow()))));
    }

    private static Optional<Read> read(String text) {
        Matcher unix = UNIX.matcher(text.strip());
        if (unix.matches()) {
            return Optional.of(new Read(Instant.ofEpochSecond(Long.parseLong(unix.group(1))), Duration.ZERO));
        }
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        try {
            boolean day = matcher.group(4) == null;
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    day ? 12 : number(matcher, 4),
                    day ? 0 : number(matcher, 5),
                    matcher.group(6) == null ? 0 : Math.min(59, number(matcher, 6)));
            return Optional.of(
                    new Read(local.toInstant(offset(matcher.group(7))), day ? Duration.ofHours(12) : Duration.ZERO));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static ZoneOffset offset(@org.jspecify.annotations.Nullable String zone) {
        return zone == null || !zone.startsWith("+") && !zone.startsWith("-") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }
}
