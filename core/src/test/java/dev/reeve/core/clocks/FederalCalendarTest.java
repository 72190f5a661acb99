package dev.reeve.core.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FederalCalendarTest {
    private static final FederalCalendar CALENDAR = FederalCalendar.PLAIN;

    @Test
    void the_eleven_holidays_of_2026_are_observed_on_these_days() {
        List<String> observed = Stream.iterate(LocalDate.of(2026, 1, 1), d -> d.getYear() == 2026, d -> d.plusDays(1))
                .filter(CALENDAR::holiday)
                .map(LocalDate::toString)
                .toList();
        assertThat(observed)
                .containsExactly(
                        "2026-01-01",
                        "2026-01-19",
                        "2026-02-16",
                        "2026-05-25",
                        "2026-06-19",
                        "2026-07-03",
                        "2026-09-07",
                        "2026-10-12",
                        "2026-11-11",
                        "2026-11-26",
                        "2026-12-25");
    }

    @Test
    void new_years_day_on_a_saturday_is_observed_in_the_year_before() {
        assertThat(CALENDAR.holiday(LocalDate.of(2021, 12, 31))).isTrue();
        assertThat(CALENDAR.holiday(LocalDate.of(2022, 1, 1))).isFalse();
    }

    @Test
    void juneteenth_counts_from_2021_on() {
        assertThat(CALENDAR.holiday(LocalDate.of(2020, 6, 19))).isFalse();
        assertThat(CALENDAR.holiday(LocalDate.of(2021, 6, 18))).isTrue();
    }

    @Test
    void business_day_twelve_lies_within_ten_to_fourteen_also_when_only_weekends_count() {
        for (LocalDate day = LocalDate.of(2011, 1, 1); day.getYear() <= 2040; day = day.plusDays(1)) {
            LocalDate restore = CALENDAR.after(day, 12);
            assertThat(weekdaysBetween(day, restore)).isBetween(10L, 14L);
        }
    }

    private static long weekdaysBetween(LocalDate from, LocalDate to) {
        return from.plusDays(1)
                .datesUntil(to.plusDays(1))
                .filter(d -> d.getDayOfWeek().getValue() < 6)
                .count();
    }

    @Test
    void extra_closures_are_no_business_days() {
        FederalCalendar closed = new FederalCalendar(Set.of(LocalDate.of(2026, 12, 24)));
        assertThat(closed.after(LocalDate.of(2026, 12, 23), 1)).isEqualTo(LocalDate.of(2026, 12, 28));
        assertThat(CALENDAR.after(LocalDate.of(2026, 12, 23), 1)).isEqualTo(LocalDate.of(2026, 12, 24));
    }

    @Test
    void a_span_of_business_days_ends_at_the_close_of_business_there() {
        Span span = new Span.BusinessDays(5, CALENDAR, ZoneId.of("America/New_York"));
        assertThat(span.after(Instant.parse("2026-11-20T15:00:00Z"))).isEqualTo(Instant.parse("2026-11-30T22:00:00Z"));
    }
}
