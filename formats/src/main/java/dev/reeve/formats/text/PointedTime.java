package dev.reeve.formats.text;

import dev.reeve.core.evidence.Interval;
import dev.reeve.formats.MessageTime;
import dev.reeve.formats.mail.RawMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A time that somebody points at, in any shape in which free text is read: with or without a year, a zone's name or
/// offset, from one time to another, seconds since 1970, a day alone.
///
/// @param doubt wide where no zone stands with it, nor is said for all of the message: it is then taken as UTC
public record PointedTime(Interval span, Duration doubt, boolean zoned) {
    /// What is pointed at is a line at most.
    private static final int CHARS_MAX = 200;

    /// More are several times, and not the beginning and the end of one.
    private static final int MOMENTS_MAX = 2;

    /// @param received stands in where the mail tells no time of its own; it gives dates their year
    /// @return empty where it is no time, or several
    public static Optional<PointedTime> in(RawMessage message, String text, Instant received) {
        Instant sent = MessageTime.of(message.mail()).map(MessageTime::at).orElse(received);
        return read(text, sent, null)
                .map(read -> read.zoned ? read : read(text, sent, said(message)).orElse(read));
    }

    /// @param zone that is said elsewhere; null where none is
    public static Optional<PointedTime> read(String text, Instant sent, @Nullable ZoneId zone) {
        if (text.isBlank() || text.length() > CHARS_MAX) {
            return Optional.empty();
        }
        Page page =
                Page.of(Section.of(Section.Role.BODY, MappedText.standingAt(text, "", 0, text.length()), List.of(), 0));
        List<Moment> moments = TimeScanner.of(page, sent);
        if (moments.isEmpty()) {
            List<LocalDate> days = TimeScanner.days(page, sent);
            return days.size() == 1 ? Optional.of(day(days.getFirst(), zone)) : Optional.empty();
        }
        if (moments.size() > MOMENTS_MAX) {
            return Optional.empty();
        }
        boolean zoned = zone != null || moments.stream().allMatch(m -> m.zone() != null);
        Instant from = moments.getFirst().instant(zone);
        Instant to = moments.getLast().instant(zone);
        return from.isAfter(to)
                ? Optional.empty()
                : Optional.of(new PointedTime(new Interval(from, to), doubt(zoned), zoned));
    }

    private static PointedTime day(LocalDate day, @Nullable ZoneId zone) {
        ZoneId used = Objects.requireNonNullElse(zone, ZoneOffset.UTC);
        Interval whole = new Interval(
                day.atStartOfDay(used).toInstant(),
                day.atTime(LocalTime.of(23, 59, 59)).atZone(used).toInstant());
        return new PointedTime(whole, doubt(zone != null), zone != null);
    }

    private static Duration doubt(boolean zoned) {
        return zoned ? Reading.ZONED_DOUBT : Reading.UNZONED_DOUBT;
    }

    private static @Nullable ZoneId said(RawMessage message) {
        return Zones.said(
                Document.of(message.mail()).sections().stream().map(Page::of).toList());
    }
}
