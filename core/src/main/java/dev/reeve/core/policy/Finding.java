package dev.reeve.core.policy;

import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.TriggerId;
import org.jspecify.annotations.Nullable;

/// A clause applied to an observation: it breaks it, this gravely, proved this well.
///
/// @param policyHash the version that forbade it: in force when the conduct happened
/// @param immediate the step that the clause demands at once; null for the ordinary ladder
public record Finding(
        ClauseId clause,
        String family,
        TriggerId trigger,
        RuleState state,
        String policyHash,
        Severity severity,
        Strength strength,
        ObservationId observation,
        boolean judgement,
        @Nullable ImmediateStep immediate) {
    /// A step at once and why it could not wait.
    public record ImmediateStep(Step step, NecessityReason reason) {}
}
