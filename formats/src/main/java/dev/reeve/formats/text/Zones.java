package dev.reeve.formats.text;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which zone is said for all times of a message.
final class Zones {
    private Zones() {}

    static ZoneId of(Phrases.Hit hit) {
        return Vocabulary.zone(hit);
    }

    /// The zone that is named in the most places; of two the first. Null where none is.
    static @Nullable ZoneId said(List<Page> pages) {
        Map<ZoneId, Integer> counts = new LinkedHashMap<>();
        for (Page page : pages) {
            if (page.section().role() != Section.Role.SAMPLE) {
                page.said().zones().list().stream()
                        .filter(hit -> !isMailHeader(page, hit))
                        .forEach(hit -> counts.merge(of(hit), 1, Integer::sum));
            }
        }
        return counts.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /// A zone in `Date:` or `Sent:` is the mail's.
    private static boolean isMailHeader(Page page, Phrases.Hit hit) {
        return MailLines.isHeader(page, page.lines().at(hit.from()));
    }
}
