package dev.reeve.formats.acns;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.MailDates;
import dev.reeve.formats.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// When the address was seen to offer the work: the source's time, and how long it went on where the items
/// say so.
record AcnsTime(Interval seen, Duration doubt, List<Span> spans) {
    /// Scanners keep good time; those who log by tracker are minutes off.
    private static final Duration DOUBT = Duration.ofMinutes(5);

    private static final Duration NO_ZONE = Duration.ofHours(14);

    /// Beyond it an address has changed hands too often to say anything.
    private static final Duration LONGEST = Duration.ofDays(2);

    /// With hyphens in the place of colons, and a zone or none.
    private static final Pattern STAMP = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2})[:-](\\d{2})[:-](\\d{2})(?:[.,]\\d{1,9})?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?");

    AcnsTime {
        spans = List.copyOf(spans);
    }

    private record At(Instant instant, boolean zoned) {}

    static Optional<AcnsTime> of(AcnsDocument document) {
        Optional<XmlElement> stamp = Stream.of(
                        document.find("Source", "TimeStamp"),
                        document.find("Content", "Item", "TimeStamp"),
                        document.find("Source", "Time"))
                .flatMap(Optional::stream)
                .filter(e -> read(e.text()).isPresent())
                .findFirst();
        if (stamp.isEmpty()) {
            return Optional.empty();
        }
        At from = read(stamp.get().text()).orElseThrow();
        List<Span> spans = new ArrayList<>(List.of(document.span("date", stamp.get())));
        Instant to = from.instant();
        for (XmlElement item : document.items()) {
            Optional<XmlElement> time = item.find("TimeStamp");
            Optional<Instant> last = Stream.concat(
                            time.flatMap(e -> read(e.text())).stream(),
                            item.list("AlsoSeen").flatMap(a -> read(a.attribute("End")).stream()))
                    .map(At::instant)
                    .max(Instant::compareTo);
            if (last.isPresent()
                    && last.get().isAfter(to)
                    && Duration.between(from.instant(), last.get()).compareTo(LONGEST) <= 0) {
                to = last.get();
                time.ifPresent(e -> spans.add(document.span("date_to", e)));
            }
        }
        return Optional.of(new AcnsTime(new Interval(from.instant(), to), from.zoned() ? DOUBT : NO_ZONE, spans));
    }

    private static Optional<At> read(String text) {
        Matcher stamp = STAMP.matcher(text);
        if (stamp.find()) {
            String zone = stamp.group(5);
            String iso = stamp.group(1) + "T" + stamp.group(2) + ":" + stamp.group(3) + ":" + stamp.group(4);
            return MailDates.find(iso + (zone == null || zone.matches("UTC|GMT") ? "Z" : zone))
                    .map(at -> new At(at, zone != null));
        }
        return MailDates.find(text).map(at -> new At(at, true));
    }
}
