package dev.reeve.formats.text;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Span;
import java.util.List;

/// When something is said to have happened, and where that stands.
///
/// @param zoned whether a zone is stated
/// @param repeated whether more than one line tells it: a log
record Seen(Interval interval, boolean zoned, boolean repeated, List<Span> spans) {
    Seen {
        spans = List.copyOf(spans);
    }
}
