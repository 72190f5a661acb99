package dev.reeve.core.desk;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.CaseState.Action;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import java.util.Optional;
import java.util.function.Function;

/// Carries out orders from the outbox. The intent is durable before the lever is pulled; after a crash the lever is
/// read
/// first, so that twice is once.
public final class ActionRunner {
    private final CaseDesk cases;
    private final Levers levers;

    public ActionRunner(CaseDesk cases, Levers levers) {
        this.cases = cases;
        this.levers = levers;
    }

    /// Brings one action as far as it can go now. Calling it for one that has nothing to do is harmless.
    public void run(CaseId caseId, ActionId id) {
        Action action = cases.state(caseId).actions().get(id);
        if (action == null) {
            return;
        }
        switch (action.status()) {
            case ORDERED -> {
                Decision decision = cases.handle(caseId, new CaseCommand.StartAction(id), Actor.MACHINE);
                if (decision instanceof Decision.Decided && status(caseId, id) == ActionStatus.STARTED) {
                    pull(caseId, action);
                }
            }
            case STARTED -> resume(caseId, action);
            case UNDO_ORDERED -> {
                if (cases.handle(caseId, new CaseCommand.StartUndo(id), Actor.MACHINE) instanceof Decision.Decided) {
                    takeBack(caseId, action);
                }
            }
            case UNDO_STARTED -> takeBack(caseId, action);
            case UNVERIFIED -> readAgain(caseId, action);
            case IN_FORCE, NOT_IN_FORCE, WITHDRAWN, UNDONE, UNDO_UNVERIFIED -> {}
        }
    }

    /// Begun before a crash: carried out only if it still may be, and otherwise only read.
    private void resume(CaseId caseId, Action action) {
        ActionId id = action.ordered().action();
        Decision may = cases.handle(caseId, new CaseCommand.ResumeAction(id), Actor.MACHINE);
        if (may instanceof Decision.Decided) {
            pull(caseId, action);
        } else if (may instanceof Decision.Refused refused && refused.code().equals("obsolete")) {
            ActionOrder order = order(caseId, action);
            ActionOutcome outcome = with(action, lever -> switch (lever.read(order)) {
                case Reading.Unreadable unreadable -> new ActionOutcome.Unknown(unreadable.reason());
                case Reading.Seen seen ->
                    switch (seen.force()) {
                        case OURS -> new ActionOutcome.Applied("", seen.state(), "read after a crash");
                        case PARTIAL -> new ActionOutcome.Partial("", seen.state(), refused.why());
                        // The act may have been sent and not have arrived yet.
                        case ABSENT, OTHERS -> new ActionOutcome.Unknown("begun before a crash: " + refused.why());
                    };
            });
            cases.handle(caseId, new CaseCommand.SettleAction(id, outcome), Actor.MACHINE);
        }
    }

    private ActionStatus status(CaseId caseId, ActionId id) {
        CaseState state = cases.state(caseId);
        return java.util.Objects.requireNonNull(state.actions().get(id)).status();
    }

    private void pull(CaseId caseId, Action action) {
        ActionOutcome outcome = with(action, lever -> LeverRun.apply(lever, order(caseId, action)));
        cases.handle(caseId, new CaseCommand.SettleAction(action.ordered().action(), outcome), Actor.MACHINE);
    }

    private void takeBack(CaseId caseId, Action action) {
        ActionOutcome before = action.outcome();
        boolean mayComeLate = before == null || !before.holds();
        ActionOutcome outcome =
                with(action, lever -> LeverRun.undo(lever, order(caseId, action), action.prior(), mayComeLate));
        cases.handle(caseId, new CaseCommand.SettleUndo(action.ordered().action(), outcome), Actor.MACHINE);
    }

    /// An action of unknown outcome is only read, never pulled again: a person decides that.
    private void readAgain(CaseId caseId, Action action) {
        ActionOrder order = order(caseId, action);
        levers.find(action.ordered().lever())
                .map(lever -> lever.read(order))
                .filter(reading -> reading.is(Reading.Force.OURS))
                .ifPresent(reading -> cases.handle(
                        caseId,
                        new CaseCommand.SettleAction(
                                action.ordered().action(),
                                new ActionOutcome.Applied(action.prior(), reading.toString(), "read again")),
                        Actor.MACHINE));
    }

    /// Renews the lease of an action in force, unless the resource has gone to another client, and reports an effect
    /// that is gone or not ours.
    public void renew(CaseId caseId, ActionId id) {
        cases.handle(caseId, new CaseCommand.CheckHolder(id), Actor.MACHINE);
        Action action = cases.state(caseId).actions().get(id);
        if (action == null || action.status() != ActionStatus.IN_FORCE) {
            return;
        }
        ActionOrder order = order(caseId, action);
        Optional<Actuator> lever = levers.find(action.ordered().lever());
        if (lever.isEmpty()) {
            return;
        }
        Reading reading = lever.get().read(order);
        if (reading.is(Reading.Force.OURS)) {
            if (lever.get().leases()) {
                lever.get().act(order);
            }
        } else if (reading instanceof Reading.Seen seen) {
            cases.handle(caseId, new CaseCommand.ReportDrift(id, seen.force() + ": " + seen.state()), Actor.MACHINE);
        }
    }

    private ActionOutcome with(Action action, Function<Actuator, ActionOutcome> use) {
        return levers.find(action.ordered().lever())
                .map(use)
                .orElseGet(() -> new ActionOutcome.Unknown(
                        "the lever " + action.ordered().lever() + " is not configured any more"));
    }

    private static ActionOrder order(CaseId caseId, Action action) {
        var ordered = action.ordered();
        return new ActionOrder(
                ordered.action(),
                caseId,
                ordered.step(),
                ordered.target(),
                ordered.parameters(),
                ordered.lease(),
                "abuse case " + caseId + ", action " + ordered.action());
    }
}
