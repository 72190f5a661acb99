package dev.reeve.core.evidence;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An observation as a format reads it from the bytes: without identifiers, and without a strength, for that
/// needs to know who the reporter is.
///
/// @param spoofable the source could be forged: single packets, no completed handshake
/// @param sample something is enclosed that bears it out, such as the mail itself or a log
/// @param facts plain details for conditions; never personal values
public record ObservationDraft(
        Resource resource,
        Interval seen,
        Duration clockDoubt,
        Kind kind,
        Direction direction,
        boolean spoofable,
        boolean sample,
        @Nullable String incident,
        Map<String, String> facts,
        List<Span> spans) {
    public ObservationDraft {
        facts = Map.copyOf(facts);
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("an observation points at the bytes it came from");
        }
    }

    /// What can be forged stays so whoever reports it; a sample counts only from somebody who is who it says.
    ///
    /// @param authenticated the reporter's identity was verified at the door
    /// @param trusted the reporter is on the operator's list
    public Strength strength(boolean authenticated, boolean trusted) {
        if (spoofable) {
            return Strength.SPOOFABLE;
        }
        if (authenticated && trusted) {
            return Strength.TRUSTED;
        }
        return authenticated && sample ? Strength.EVIDENCED : Strength.CLAIMED;
    }

    /// @param parser name and version of the format
    public Observation observation(
            ObservationId id, MessageId message, ReporterId reporter, Strength strength, String parser) {
        return new Observation(
                id,
                message,
                resource,
                seen,
                clockDoubt,
                kind,
                direction,
                strength,
                reporter,
                incident,
                facts,
                spans,
                parser,
                null);
    }
}
