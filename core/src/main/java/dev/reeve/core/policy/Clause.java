package dev.reeve.core.policy;

import dev.reeve.core.ids.ClauseId;
import java.util.List;

/// One clause: its words, what breaks it, how grave that is, and the way from a notice to the harshest step.
///
/// @param family cases are kept per client, family and group of resources
/// @param text what the policy says, in words for clients
/// @param remedy what a client should do, in words for clients
/// @param judgement true where only a person finds a breach, with reasons; triggers then only propose
/// @param tellsReporter whether the reporter's identity is passed to the client (only where law needs it)
/// @param reinstatement conditions for undoing, in words for clients
/// @param immediates tried in order; the first that holds applies
public record Clause(
        ClauseId id,
        String family,
        String title,
        String text,
        String remedy,
        boolean judgement,
        Severity severity,
        List<Trigger> triggers,
        Ladder ladder,
        List<Immediate> immediates,
        StrikeRule strikes,
        Deciders deciders,
        boolean tellsReporter,
        List<String> reinstatement) {
    public Clause {
        triggers = List.copyOf(triggers);
        immediates = List.copyOf(immediates);
        reinstatement = List.copyOf(reinstatement);
    }
    /// The rung that a new case begins on: the notice, or the one after it when the last breach is not long past.
    public Rung begins(Question.History history) {
        boolean repeated = history.daysSinceLastBreach() >= 0
                && history.daysSinceLastBreach() <= strikes.repeatWithin().toDays()
                && !strikes.repeatWithin().isZero();
        Rung notice = ladder.rungs().get(0);
        return repeated ? ladder.after(notice.step()).orElse(notice) : notice;
    }
}
