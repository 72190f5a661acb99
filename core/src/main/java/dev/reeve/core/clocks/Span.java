package dev.reeve.core.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// How long a deadline is, and how that is counted.
public sealed interface Span {
    Instant after(Instant start);

    /// As recorded with the clock: `PT24H`, `12 federal business days`.
    String text();

    /// Elapsed time, weekends and all.
    record Elapsed(Duration length) implements Span {
        @Override
        public Instant after(Instant start) {
            return start.plus(length);
        }

        @Override
        public String text() {
            return length.toString();
        }
    }

    /// US federal business days in a time zone, counted from the day after; due at the close of business, 17:00, of the
    /// last.
    record BusinessDays(int count, FederalCalendar calendar, ZoneId zone) implements Span {
        @Override
        public Instant after(Instant start) {
            ZonedDateTime local = start.atZone(zone);
            LocalDate last = calendar.after(local.toLocalDate(), count);
            return last.atTime(17, 0).atZone(zone).toInstant();
        }

        @Override
        public String text() {
            return count + " federal business days";
        }
    }
}
