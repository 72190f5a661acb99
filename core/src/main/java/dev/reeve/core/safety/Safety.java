package dev.reeve.core.safety;

import java.util.Optional;
import java.util.Set;

/// Asks every safety rule about a proposal.
public final class Safety {
    private Safety() {}

    /// A rule's objection.
    public record Objection(SafetyRule rule, String why) {}

    /// The first objection, or nothing when the action may go ahead.
    public static Optional<Objection> objection(
            Proposal proposal, AccountState account, DeskState desk, Limits limits) {
        return objection(SafetyRule.ALL, proposal, account, desk, limits);
    }

    /// As above, asking only some of the rules: at the moment of acting, and to show what one rule is worth.
    public static Optional<Objection> objection(
            Set<SafetyRule> rules, Proposal proposal, AccountState account, DeskState desk, Limits limits) {
        for (SafetyRule rule : rules) {
            if (rule.onlyAutomatic && !proposal.automatic()) {
                continue;
            }
            Optional<String> why = rule.objection(proposal, account, desk, limits);
            if (why.isPresent()) {
                return Optional.of(new Objection(rule, why.get()));
            }
        }
        return Optional.empty();
    }
}
