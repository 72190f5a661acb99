package dev.reeve.core.cases;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.cases.CaseState.Action;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.Breakers;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.Proposal;
import dev.reeve.core.safety.Safety;
import dev.reeve.core.safety.SafetyRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
                draft.rules,
                proposal(draft, step, necessity, automatic, target, lever.name(), lever.settingsHash()),
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
            Draft draft,
            Step step,
            @Nullable NecessityReason necessity,
            boolean automatic,
            Target target,
            LeverName lever,
            String leverSettings) {
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
                state.independentReporters(),
                state.ruleState(),
                state.stepTakenAt().or(state::toldAt).orElse(null),
                DWELL_MIN,
                draft.facts.holderNow(),
                draft.facts.inventoryAt(),
                target,
                lever,
                leverSettings,
                draft.facts.safeContact(state.opening().service()).isPresent()
                        || state.toldAt().isPresent(),
                draft.now);
    }

    private static void held(Draft draft, Step step, Safety.Objection objection, boolean automatic) {
        draft.add(new CaseEvent.ActionHeld(step, objection.rule().id, objection.why()));
        draft.task(TaskKind.ACTION_HELD, Role.SENIOR, step.word(), objection.rule().id + ": " + objection.why());
        trip(draft, objection, automatic);
    }

    private static void trip(Draft draft, Safety.Objection objection, boolean automatic) {
        String breaker = Breakers.trippedBy(objection.rule());
        if (automatic && breaker != null && !draft.desk().breakers().containsKey(breaker)) {
            draft.add(new DeskEvent.BreakerOpened(breaker, objection.why()));
        }
    }

    /// What is asked once more at the moment of acting. The budget was reserved with the order, and the dwell is over
    /// since.
    private static final Set<SafetyRule> AGAIN =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SafetyRule.BUDGET, SafetyRule.DWELL)));

    /// Asked once more at the moment of acting: every safety rule, and whether the client's word came in between. A
    /// halt or an open breaker only makes it wait; anything else withdraws it.
    static Decision start(Draft draft, ActionId id) {
        Action action = draft.state().actions().get(id);
        if (action == null || action.status() != ActionStatus.ORDERED) {
            return new Decision.Refused("conflict", id + " is not waiting to be carried out");
        }
        Optional<Safety.Objection> objection = objectionNow(draft, action);
        Optional<Decision> waits = objection.flatMap(Orders::waits);
        if (waits.isPresent()) {
            return waits.get();
        }
        Optional<String> obsolete = obsolete(draft, action, objection);
        if (obsolete.isPresent()) {
            draft.add(new CaseEvent.ActionWithdrawn(id, obsolete.get()));
            draft.task(
                    TaskKind.ACTION_HELD, Role.SENIOR, action.ordered().step().word(), obsolete.get());
            objection.ifPresent(o -> trip(draft, o, action.ordered().automatic()));
        } else {
            draft.add(new CaseEvent.ActionStarted(id));
        }
        return draft.decided();
    }

    private static Optional<Safety.Objection> objectionNow(Draft draft, Action action) {
        var ordered = action.ordered();
        EnumSet<SafetyRule> rules = EnumSet.copyOf(AGAIN);
        rules.retainAll(draft.rules);
        return Safety.objection(
                rules,
                proposal(
                        draft,
                        ordered.step(),
                        ordered.necessity(),
                        ordered.automatic(),
                        ordered.target(),
                        ordered.lever(),
                        ordered.decidedOn().getOrDefault("lever-settings", "")),
                draft.account(),
                draft.desk(),
                draft.facts.limits());
    }

    private static Optional<Decision> waits(Safety.Objection objection) {
        return switch (objection.rule()) {
            case HALT -> Optional.of(new Decision.Refused("halted", objection.why()));
            case BREAKER -> Optional.of(new Decision.Refused("breaker", objection.why()));
            case PROTECTED_ACCOUNT,
                    HOLDER_NOW,
                    OWN_TARGET,
                    STALE_INVENTORY,
                    CLEARED_BY_PERSON,
                    WEAK_EVIDENCE,
                    NOT_LIVE,
                    DWELL,
                    NO_CANARY,
                    NOBODY_TO_TELL,
                    BUDGET -> Optional.empty();
        };
    }

    /// After a crash an action that was begun is carried out only if it could begin now; nobody knows how long the
    /// desk was away.
    ///
    /// @return refused when it may only be read
    static Decision resume(Draft draft, ActionId id) {
        Action action = draft.state().actions().get(id);
        if (action == null || action.status() != ActionStatus.STARTED) {
            return new Decision.Refused("conflict", id + " was not begun");
        }
        if (draft.state().reversing() || draft.state().fixConfirmed()) {
            return new Decision.Refused("obsolete", "the case is being taken back");
        }
        Optional<Safety.Objection> objection = objectionNow(draft, action);
        return objection
                .flatMap(Orders::waits)
                .or(() -> obsolete(draft, action, objection).map(why -> new Decision.Refused("obsolete", why)))
                .orElseGet(draft::decided);
    }

    /// An effect follows the client it was meant for, never the address.
    static void checkHolder(Draft draft, ActionId id) {
        Action action = draft.state().actions().get(id);
        boolean another = draft.facts.holderNow() instanceof HeldBy now
                && !now.account().equals(draft.state().opening().account());
        if (another && action != null && action.status() == ActionStatus.IN_FORCE) {
            draft.add(new CaseEvent.UndoOrdered(id, "S15: the resource has gone to another client"));
        }
    }

    private static Optional<String> obsolete(Draft draft, Action action, Optional<Safety.Objection> objection) {
        if (objection.isPresent()) {
            return objection.map(o -> o.rule().id + ": " + o.why());
        }
        boolean untold =
                action.ordered().necessity() == null && draft.state().toldAt().isEmpty();
        if (untold) {
            return Optional.of("S18: the notice came back before the action was carried out");
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
        if (draft.state().reversing() || draft.state().fixConfirmed()) {
            // It was in flight when everything was to be taken back.
            undoAll(draft, "the case is being taken back");
            allBack(draft);
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
        String id = action.ordered().action().value();
        draft.finishTask("in force since", TaskKind.ACTION_UNVERIFIED, id);
        draft.finishTask("in force again", TaskKind.ACTION_DRIFTED, id);
        Step step = action.ordered().step();
        boolean told = draft.state().notices().values().stream()
                .anyMatch(n -> n.queued().kind() == NoticeKind.ACTION_TAKEN
                        && n.queued().about().equals(id));
        if (!told) {
            Notices.toClient(draft, NoticeKind.ACTION_TAKEN, id, Clocks.windowAfter(draft, step));
        }
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
            Duration lease = action.ordered().lease();
            if (!lease.isZero() && command.reading().startsWith(Reading.Force.ABSENT.name())) {
                draft.add(new DeskEvent.LeaseLapsed(command.action(), lease));
            }
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

    /// Withdraws what was ordered and not begun.
    static void withdrawAll(Draft draft, String why) {
        List.copyOf(draft.state().actions().values()).stream()
                .filter(a -> a.status() == ActionStatus.ORDERED)
                .forEach(
                        a -> draft.add(new CaseEvent.ActionWithdrawn(a.ordered().action(), why)));
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
        draft.finishTask(
                "undone since", TaskKind.ACTION_UNVERIFIED, command.action().value());
        draft.finishTask(
                "undone since", TaskKind.ACTION_DRIFTED, command.action().value());
        if (!draft.state().reversing()) {
            Notices.toClient(draft, NoticeKind.RESTORED, command.action().value(), Duration.ZERO);
        }
        allBack(draft);
    }

    /// What follows once nothing of ours is left in the world.
    private static void allBack(Draft draft) {
        if (!draft.state().liveActions().isEmpty()) {
            return;
        }
        if (draft.state().reversing()) {
            Endings.reversed(draft);
        } else if (draft.state().fixConfirmed() && draft.state().open() && !draft.appealOpen()) {
            Endings.close(draft, Outcome.ACTIONED, true, null);
        }
    }
}
