package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.json.JsonValue.Scalar;
import dev.reeve.formats.mail.MailDates;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// When it was seen: from the first to the last time where these are told, else at the time of the incident.
record XarfTime(Interval seen, Duration doubt, List<Span> spans) {
    /// Clocks of sensors.
    private static final Duration SENSOR = Duration.ofMinutes(5);

    /// A time without a zone may be anywhere on the globe.
    private static final Duration NO_ZONE = Duration.ofHours(14);

    /// Longest interval that is believed: beyond it an address has changed hands too often to say anything.
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    /// Since 1970, perhaps with thousandths.
    private static final Pattern SECONDS = Pattern.compile("\\d{10}(?:\\d{3})?(?:\\.\\d{1,6})?");

    private record At(Instant instant, boolean zoned, Span span) {}

    static Optional<XarfTime> of(XarfDocument document, List<String> problems, Map<String, String> notes) {
        Optional<At> incident =
                at(document, "timestamp").or(() -> at(document, "first_seen")).or(() -> at(document, "last_seen"));
        if (incident.isEmpty()) {
            problems.add("`timestamp` is a time with a zone, as in 2026-01-15T12:00:00Z");
            return Optional.empty();
        }
        List<At> all = new ArrayList<>();
        Stream.of("first_seen", "last_seen").forEach(name -> at(document, name).ifPresent(all::add));
        all.add(incident.get());
        Instant from = all.stream().map(At::instant).min(Instant::compareTo).orElseThrow();
        Instant to = all.stream().map(At::instant).max(Instant::compareTo).orElseThrow();
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            notes.put(
                    "time",
                    "first and last time lie more than " + LONGEST.toDays() + " days apart; taken at its timestamp");
            from = incident.get().instant();
            to = from;
        }
        boolean zoned = all.stream().allMatch(At::zoned);
        if (!zoned) {
            notes.put("zone", "missing; taken as UTC with doubt");
        }
        return Optional.of(new XarfTime(
                new Interval(from, to),
                zoned ? SENSOR : NO_ZONE,
                all.stream().map(At::span).toList()));
    }

    private static Optional<At> at(XarfDocument document, String name) {
        return document.find(name).flatMap(value -> at(value, document.span("date", value)));
    }

    private static Optional<At> at(Scalar value, Span span) {
        String text = value.text().strip().replace(' ', 'T');
        try {
            return Optional.of(new At(OffsetDateTime.parse(text).toInstant(), true, span))
                    .filter(XarfTime::plausible);
        } catch (DateTimeException noZone) {
            try {
                return Optional.of(new At(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC), false, span))
                        .filter(XarfTime::plausible);
            } catch (DateTimeException otherForm) {
                return MailDates.find(value.text())
                        .or(() -> SECONDS.matcher(text).matches()
                                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text.substring(0, 10))))
                                : Optional.empty())
                        .map(instant -> new At(instant, true, span))
                        .filter(XarfTime::plausible);
            }
        }
    }

    /// Within what calendars and databases can hold.
    private static boolean plausible(At at) {
        return at.instant().isAfter(Instant.EPOCH) && at.instant().isBefore(LAST);
    }
}
