package dev.reeve.core.simulation;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.policy.Severity;
import java.util.Map;

/// A way to do harm: what is observed of it, and how grave it is.
///
/// @param facts plain details of each observation
public record Vocation(Kind kind, Direction direction, Severity severity, Map<String, String> facts) {
    public Vocation {
        facts = Map.copyOf(facts);
    }

    public Vocation(String kind, Severity severity) {
        this(Kind.parse(kind), Direction.SOURCE, severity, Map.of());
    }
}
