package dev.reeve.core.cases;

import dev.reeve.core.safety.SafetyRule;
import java.time.Instant;
import java.util.Set;

/// Decides. Pure: the same state, command, facts and time give the same events, in production, in a back-test and
/// under
/// simulation.
public final class CaseDecider {
    private CaseDecider() {}

    public static Decision decide(CaseState state, CaseCommand command, CaseFacts facts, Actor by, Instant now) {
        return decide(state, command, facts, by, now, SafetyRule.ALL);
    }

    /// As above with some of the safety rules only. The simulator shows with it what each rule prevents; a desk at
    /// work asks all.
    public static Decision decide(
            CaseState state, CaseCommand command, CaseFacts facts, Actor by, Instant now, Set<SafetyRule> rules) {
        Draft draft = new Draft(state, facts, by, now, rules);
        return switch (command) {
            case CaseCommand.OfMachine machine -> ofMachine(draft, machine);
            case CaseCommand.OfPerson person -> Persons.decide(draft, person);
        };
    }

    private static Decision ofMachine(Draft draft, CaseCommand.OfMachine command) {
        if (!(command instanceof CaseCommand.TakeEvidence) && !draft.state().exists()) {
            return new Decision.Refused("not-found", "there is no such case");
        }
        switch (command) {
            case CaseCommand.TakeEvidence c -> Evidence.take(draft, c);
            case CaseCommand.SettleDoubt c -> Doubts.settle(draft, c);
            case CaseCommand.StartNotice c -> {
                return Notices.start(draft, c);
            }
            case CaseCommand.SettleNotice c -> Notices.settle(draft, c);
            case CaseCommand.BounceNotice c -> Notices.bounce(draft, c);
            case CaseCommand.ClockDue c -> Clocks.due(draft, c.clock());
            case CaseCommand.StartAction c -> {
                return Orders.start(draft, c.action());
            }
            case CaseCommand.ResumeAction c -> {
                return Orders.resume(draft, c.action());
            }
            case CaseCommand.CheckHolder c -> Orders.checkHolder(draft, c.action());
            case CaseCommand.SettleAction c -> Orders.settle(draft, c);
            case CaseCommand.StartUndo c -> {
                return Orders.startUndo(draft, c.action());
            }
            case CaseCommand.SettleUndo c -> Orders.settleUndo(draft, c);
            case CaseCommand.ReportDrift c -> Orders.drifted(draft, c);
            case CaseCommand.ClientWrites c -> Replies.client(draft, c);
            case CaseCommand.ReporterWrites c -> Replies.reporter(draft, c);
        }
        return draft.decided();
    }
}
