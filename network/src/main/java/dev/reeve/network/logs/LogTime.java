package dev.reeve.network.logs;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/// The times that logs write: seconds since 1970 with a fraction, or ISO 8601 with a zone in any of its forms.
final class LogTime {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX]")
            .toFormatter(java.util.Locale.ROOT);

    /// The year 3000: what is later is no time.
    private static final double SECONDS_MAX = 32_503_680_000.0;

    private LogTime() {}

    static long millis(String text) throws LogException {
        try {
            if (text.indexOf('T') > 0) {
                return OffsetDateTime.parse(text, ISO).toInstant().toEpochMilli();
            }
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && seconds < SECONDS_MAX) {
                return Math.round(seconds * 1_000);
            }
        } catch (DateTimeException | NumberFormatException none) {
            // Said below, in one way.
        }
        throw new LogException("no time of writing");
    }
}
