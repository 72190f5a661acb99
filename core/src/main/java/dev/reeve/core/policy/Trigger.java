package dev.reeve.core.policy;

import dev.reeve.core.ids.TriggerId;
import org.jspecify.annotations.Nullable;

/// Says which observations break a clause.
///
/// @param severity overrides the clause's severity; null for the clause's own
public record Trigger(
        TriggerId id,
        RuleState state,
        Condition condition,
        @Nullable Severity severity) {}
