package dev.reeve.core.evidence;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One resource, an interval of time, a kind, a direction, a strength, and the bytes that prove it. Immutable; derived,
/// so
/// it can be derived again by a better parser. A later revision of the same detection names the one that it supersedes.
///
/// @param clockDoubt how far the reporter's clock may be off; attribution asks for the whole window
/// @param incident what makes two reports the same incident, for example the reporter's own number; null when unknown
/// @param facts plain details that conditions may ask for, such as `port` or `volume`; never personal values
/// @param parser name and version of what derived it
public record Observation(
        ObservationId id,
        MessageId message,
        Resource resource,
        Interval seen,
        Duration clockDoubt,
        Kind kind,
        Direction direction,
        Strength strength,
        ReporterId reporter,
        @Nullable String incident,
        Map<String, String> facts,
        List<Span> spans,
        String parser,
        @Nullable ObservationId supersedes) {
    /// Most facts on one observation.
    public static final int FACTS_MAX = 64;

    public Observation {
        facts = Map.copyOf(facts);
        spans = List.copyOf(spans);
        if (facts.size() > FACTS_MAX) {
            throw new IllegalArgumentException("an observation has at most " + FACTS_MAX + " facts");
        }
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("an observation points at the bytes it came from");
        }
    }

    /// When it happened, with the doubt about the reporter's clock.
    public Interval window() {
        return seen.widened(clockDoubt);
    }
}
