package dev.reeve.core.clocks;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;

/// US federal business days: the eleven holidays of 5 USC 6103(a), observed by 6103(b) and Executive Order 11582 on the
/// Friday before a Saturday and the Monday after a Sunday.
///
/// @param extraClosures days that the operator or an executive order closes in addition
public record FederalCalendar(Set<LocalDate> extraClosures) {
    public static final FederalCalendar PLAIN = new FederalCalendar(Set.of());

    /// Juneteenth became a holiday by Pub. L. 117-17, signed in June 2021.
    private static final int JUNETEENTH_SINCE = 2021;

    public FederalCalendar {
        extraClosures = Set.copyOf(extraClosures);
    }

    public boolean businessDay(LocalDate day) {
        return day.getDayOfWeek() != SATURDAY
                && day.getDayOfWeek() != SUNDAY
                && !extraClosures.contains(day)
                && !holiday(day);
    }

    /// Whether a holiday is observed on the day.
    public boolean holiday(LocalDate day) {
        // New Year's Day on a Saturday is observed in the year before.
        return observed(day.getYear()).contains(day)
                || observed(day.getYear() + 1).contains(day);
    }

    /// The day that is `count` business days after `day`; counting begins on the day after.
    public LocalDate after(LocalDate day, int count) {
        LocalDate at = day;
        for (int counted = 0; counted < count; ) {
            at = at.plusDays(1);
            counted += businessDay(at) ? 1 : 0;
        }
        return at;
    }

    private static List<LocalDate> observed(int year) {
        List<LocalDate> fixed = List.of(
                LocalDate.of(year, Month.JANUARY, 1),
                LocalDate.of(year, Month.JUNE, 19),
                LocalDate.of(year, Month.JULY, 4),
                LocalDate.of(year, Month.NOVEMBER, 11),
                LocalDate.of(year, Month.DECEMBER, 25));
        List<LocalDate> floating = List.of(
                nth(year, Month.JANUARY, 3, MONDAY),
                nth(year, Month.FEBRUARY, 3, MONDAY),
                LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(MONDAY)),
                nth(year, Month.SEPTEMBER, 1, MONDAY),
                nth(year, Month.OCTOBER, 2, MONDAY),
                nth(year, Month.NOVEMBER, 4, THURSDAY));
        return java.util.stream.Stream.concat(
                        fixed.stream()
                                .filter(d -> d.getMonth() != Month.JUNE || year >= JUNETEENTH_SINCE)
                                .map(FederalCalendar::shifted),
                        floating.stream())
                .toList();
    }

    private static LocalDate nth(int year, Month month, int n, DayOfWeek day) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
    }

    private static LocalDate shifted(LocalDate holiday) {
        return switch (holiday.getDayOfWeek()) {
            case SATURDAY -> holiday.minusDays(1);
            case SUNDAY -> holiday.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> holiday;
        };
    }
}
