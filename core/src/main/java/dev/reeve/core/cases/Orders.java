package dev.reeve.core.cases;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.cases.CaseState.Action;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.Breakers;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.Proposal;
import dev.reeve.core.safety.Safety;
import dev.reeve.core.safety.SafetyRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides about actions: whether one may be ordered, what follows from its outcome, and how it is taken back.
final class Orders {
    /// Least time between two automatic steps, whatever the ladder says.
    static final Duration DWELL_MIN = Duration.ofMinutes(15);

    private Orders() {}

    /// The policy takes a step by itself.
    ///
    /// @return whether it was ordered; otherwise a person has a task
    static boolean automatic(Draft draft, Step step, @Nullable NecessityReason necessity) {
        Optional<Clause> clause = draft.leadingClause();
        if (clause.isEmpty() || step.compareTo(clause.get().deciders().automaticUpTo()) > 0) {
            Role role = clause.map(c -> c.deciders().person()).orElse(Role.SENIOR);
            draft.task(
                    TaskKind.DECIDE_STEP,
                    role,
                    step.word(),
                    "the next step is " + step.word() + ", which a person decides");
            return false;
        }
        return order(draft, step, necessity, true, null);
    }

    static boolean order(
            Draft draft,
            Step step,
            @Nullable NecessityReason necessity,
            boolean automatic,
            @Nullable Personal reasons) {
        boolean already = draft.state().actions().values().stream()
                .anyMatch(a -> a.ordered().step() == step && (a.status().live() || a.status() == ActionStatus.ORDERED));
        if (already) {
            return false;
        }
        CaseFacts.Lever lever = draft.facts.levers().get(step);
        Target target = lever == null ? null : lever.target();
        if (lever == null || target == null) {
            String why =
                    lever == null ? "no lever is mapped to " + step.word() + " for this kind of service" : lever.why();
            draft.task(
                    TaskKind.NO_LEVER,
                    Role.ANALYST,
                    step.word(),
                    why + ": do it by hand and record it, or map a lever");
            return false;
        }
        Optional<Safety.Objection> objection = Safety.objection(
                proposal(draft, step, necessity, automatic, lever),
                draft.account(),
                draft.desk(),
                draft.facts.limits());
        if (objection.isPresent()) {
            held(draft, step, objection.get(), automatic);
            return false;
        }
        ordered(draft, step, necessity, automatic, reasons, lever, target);
        return true;
    }

    private static void ordered(
            Draft draft,
            Step step,
            @Nullable NecessityReason necessity,
            boolean automatic,
            @Nullable Personal reasons,
            CaseFacts.Lever lever,
            Target target) {
        ActionId id = draft.nextAction();
        String policyHash = draft.facts.procedure().hash();
        draft.add(new CaseEvent.ActionOrdered(
                id,
                step,
                lever.name(),
                target,
                lever.parameters(),
                lever.lease(),
                automatic,
                necessity,
                draft.state().leadingClause(),
                policyHash,
                reasons,
                Map.of(
                        "account-version", Long.toString(draft.account().version()),
                        "desk-version", Long.toString(draft.desk().version()),
                        "inventory-at", String.valueOf(draft.facts.inventoryAt()),
                        "lever-settings", lever.settingsHash(),
                        "strongest-evidence", draft.state().strongest().word())));
        draft.add(new DeskEvent.BudgetReserved(
                id,
                draft.state().opening().caseId(),
                step,
                draft.facts.node(),
                draft.facts.reseller(),
                automatic,
                policyHash));
    }

    private static Proposal proposal(
            Draft draft, Step step, @Nullable NecessityReason necessity, boolean automatic, CaseFacts.Lever lever) {
        CaseState state = draft.state();
        return new Proposal(
                step,
                automatic,
                necessity != null,
                state.opening().account(),
                state.opening().service(),
                state.opening().family(),
                draft.facts.node(),
                draft.facts.reseller(),
                state.strongest(),
                state.distinctReporters(),
                RuleState.LIVE,
                state.stepTakenAt().or(state::toldAt).orElse(null),
                DWELL_MIN,
                draft.facts.holderNow(),
                draft.facts.inventoryAt(),
                lever.name(),
                lever.settingsHash(),
                draft.facts.safeContact(state.opening().service()).isPresent()
                        || state.toldAt().isPresent(),
                draft.now);
    }

    private static void held(Draft draft, Step step, Safety.Objection objection, boolean automatic) {
        draft.add(new CaseEvent.ActionHeld(step, objection.rule().id, objection.why()));
        draft.task(TaskKind.ACTION_HELD, Role.SENIOR, step.word(), objection.rule().id + ": " + objection.why());
        boolean opens = automatic
                && objection.rule() == SafetyRule.BUDGET
                && !draft.desk().breakers().containsKey(Breakers.BUDGET);
        if (opens) {
            draft.add(new DeskEvent.BreakerOpened(Breakers.BUDGET, objection.why()));
        }
    }

    /// Asked once more at the moment of acting: the halt, the holder, and whether the client's word came in between.
    static Decision start(Draft draft, ActionId id) {
        Action action = draft.state().actions().get(id);
        if (action == null || action.status() != ActionStatus.ORDERED) {
            return new Decision.Refused("conflict", id + " is not waiting to be carried out");
        }
        String halted = draft.desk().halted();
        if (halted != null) {
            return new Decision.Refused("halted", "the desk is halted: " + halted);
        }
        Optional<String> obsolete = obsolete(draft, action);
        if (obsolete.isPresent()) {
            draft.add(new CaseEvent.ActionWithdrawn(id, obsolete.get()));
            draft.task(
                    TaskKind.ACTION_HELD, Role.SENIOR, action.ordered().step().word(), obsolete.get());
        } else {
            draft.add(new CaseEvent.ActionStarted(id));
        }
        return draft.decided();
    }

    private static Optional<String> obsolete(Draft draft, Action action) {
        boolean sameHolder = draft.facts.holderNow() instanceof HeldBy now
                && now.account().equals(draft.state().opening().account())
                && now.service().equals(draft.state().opening().service());
        if (!sameHolder) {
            return Optional.of("S15: the resource changed hands since the order");
        }
        boolean overtaken =
                action.ordered().automatic() && !draft.state().severity().gravest() && Clocks.awaitsPerson(draft);
        if (overtaken) {
            return Optional.of("the client wrote before the action was carried out");
        }
        return Optional.ofNullable(
                draft.state().open() ? null : "the case was closed before the action was carried out");
    }

    static void settle(Draft draft, CaseCommand.SettleAction command) {
        Action action = draft.state().actions().get(command.action());
        boolean awaited = action != null
                && (action.status() == ActionStatus.STARTED || action.status() == ActionStatus.UNVERIFIED);
        if (!awaited || action == null) {
            return;
        }
        draft.add(new CaseEvent.ActionSettled(command.action(), command.outcome()));
        count(draft, command.action(), command.outcome());
        if (draft.state().reversing()) {
            undoAll(draft, "the case is being reversed");
            return;
        }
        Step step = action.ordered().step();
        switch (command.outcome()) {
            case ActionOutcome.Applied applied -> inForce(draft, action);
            case ActionOutcome.AlreadySo already ->
                unverified(draft, action, step.word() + " was in force already, for another reason: nothing was done");
            case ActionOutcome.Refused refused ->
                unverified(draft, action, "the back end refused: " + refused.reason());
            case ActionOutcome.Partial partial ->
                unverified(draft, action, "only part took effect: " + partial.reason());
            case ActionOutcome.Unknown unknown ->
                unverified(draft, action, "nobody knows whether it took: " + unknown.reason());
        }
    }

    private static void inForce(Draft draft, Action action) {
        draft.finishTasks("done since", TaskKind.ACTION_UNVERIFIED);
        Step step = action.ordered().step();
        Notices.toClient(
                draft, NoticeKind.ACTION_TAKEN, action.ordered().action().value(), Clocks.windowAfter(draft, step));
        draft.leadingClause().ifPresent(clause -> Strikes.give(draft, clause));
    }

    private static void unverified(Draft draft, Action action, String why) {
        draft.task(
                TaskKind.ACTION_UNVERIFIED,
                Role.ANALYST,
                action.ordered().action().value(),
                why);
    }

    private static void count(Draft draft, ActionId id, ActionOutcome outcome) {
        boolean mismatch = outcome instanceof ActionOutcome.Partial || outcome instanceof ActionOutcome.Unknown;
        draft.add(new DeskEvent.OutcomeCounted(id, mismatch));
        Breakers.opening(draft.desk(), draft.facts.limits(), draft.now).forEach(draft::add);
    }

    static void drifted(Draft draft, CaseCommand.ReportDrift command) {
        Action action = draft.state().actions().get(command.action());
        if (action != null && action.status() == ActionStatus.IN_FORCE) {
            draft.add(new CaseEvent.ActionDrifted(command.action(), command.reading()));
            draft.task(
                    TaskKind.ACTION_DRIFTED,
                    Role.ANALYST,
                    command.action().value(),
                    "the effect should be in force but is not as it was left: " + command.reading());
        }
    }

    /// Orders the undo of one action.
    ///
    /// @return whether there was something to undo
    static boolean undo(Draft draft, ActionId id, String why) {
        Action action = draft.state().actions().get(id);
        if (action == null) {
            return false;
        }
        return switch (action.status()) {
            case ORDERED -> {
                draft.add(new CaseEvent.ActionWithdrawn(id, why));
                yield true;
            }
            case IN_FORCE, UNVERIFIED, UNDO_UNVERIFIED -> {
                draft.add(new CaseEvent.UndoOrdered(id, why));
                yield true;
            }
            // One in flight is undone as soon as it has been read back.
            case STARTED, UNDO_ORDERED, UNDO_STARTED -> true;
            case NOT_IN_FORCE, WITHDRAWN, UNDONE -> false;
        };
    }

    /// Orders the undo of everything, last action first.
    ///
    /// @return how many actions are being taken back
    static int undoAll(Draft draft, String why) {
        List<ActionId> ids = new ArrayList<>(draft.state().actions().keySet());
        int undone = 0;
        for (ActionId id : ids.reversed()) {
            undone += undo(draft, id, why) ? 1 : 0;
        }
        return undone;
    }

    static Decision startUndo(Draft draft, ActionId id) {
        Action action = draft.state().actions().get(id);
        if (action == null || action.status() != ActionStatus.UNDO_ORDERED) {
            return new Decision.Refused("conflict", id + " is not waiting to be undone");
        }
        draft.add(new CaseEvent.UndoStarted(id));
        return draft.decided();
    }

    static void settleUndo(Draft draft, CaseCommand.SettleUndo command) {
        Action action = draft.state().actions().get(command.action());
        if (action == null || action.status() != ActionStatus.UNDO_STARTED) {
            return;
        }
        draft.add(new CaseEvent.UndoSettled(command.action(), command.outcome()));
        if (!command.outcome().holds()) {
            unverified(draft, action, "the undo did not take: " + command.outcome());
            return;
        }
        boolean allBack = draft.state().liveActions().isEmpty();
        if (draft.state().reversing() && allBack) {
            Endings.reversed(draft);
        } else if (!draft.state().reversing()) {
            Notices.toClient(draft, NoticeKind.RESTORED, command.action().value(), Duration.ZERO);
            if (allBack && draft.state().fixConfirmed() && draft.state().open()) {
                Endings.close(draft, Outcome.ACTIONED, true, null);
            }
        }
    }
}
