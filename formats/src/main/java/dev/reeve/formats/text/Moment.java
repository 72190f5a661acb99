package dev.reeve.formats.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A time of day that a text states, with its date.
///
/// @param zone that stands with it; null where none does
/// @param zonedByText whether the zone is written out with it and not only said for all
/// @param section counted in the order of the document
/// @param from first character
/// @param to the one after the last
record Moment(LocalDate date, LocalTime time, @Nullable ZoneId zone, boolean dated, int section, int from, int to) {
    /// As it is meant; taken as UTC where no zone is said.
    Instant instant(@Nullable ZoneId said) {
        ZoneId used = zone != null ? zone : said != null ? said : ZoneOffset.UTC;
        return LocalDateTime.of(date, time).atZone(used).toInstant();
    }

    Moment withZone(ZoneId other) {
        return new Moment(date, time, other, dated, section, from, to);
    }
}
