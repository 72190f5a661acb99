package dev.reeve.core.cases;

import dev.reeve.core.ids.StrikeId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.StrikeRule;
import dev.reeve.core.safety.AccountEvent;

/// Decides what a breach leaves on the account. One case gives at most one strike.
final class Strikes {
    private Strikes() {}

    static void give(Draft draft, Clause clause) {
        StrikeRule rule = clause.strikes();
        if (rule.weight() == 0 || !draft.state().strikes().isEmpty()) {
            return;
        }
        StrikeId id = new StrikeId(draft.state().opening().caseId() + ".z1");
        draft.add(new CaseEvent.StrikeGiven(id, rule.weight()));
        draft.add(new AccountEvent.StrikeRecorded(
                id, draft.state().opening().caseId(), clause.family(), rule.weight(), draft.now.plus(rule.expiry())));
        int weight = draft.account().strikeWeight(draft.now);
        if (rule.threshold() > 0 && weight >= rule.threshold()) {
            draft.task(
                    TaskKind.STRIKE_THRESHOLD,
                    Role.SENIOR,
                    id.value(),
                    "the account has " + weight + " strikes, and the policy asks at " + rule.threshold()
                            + ": decide about the account, and record the reasons also for leaving it");
        }
    }

    static void voidAll(Draft draft, String why) {
        draft.account()
                .strikesOf(draft.state().opening().caseId())
                .forEach(id -> draft.add(new AccountEvent.StrikeVoided(
                        id, draft.state().opening().caseId(), why)));
        boolean counted = draft.account().breaches().stream()
                .anyMatch(b -> b.caseId().equals(draft.state().opening().caseId()));
        if (counted) {
            draft.add(new AccountEvent.BreachVoided(draft.state().opening().caseId(), why));
        }
    }
}
