package dev.reeve.core.cases;

import dev.reeve.core.cases.CaseState.Task;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.Optional;

/// Decides what persons of the desk may do to a case, and does it.
final class Persons {
    /// How long a claim keeps others off a case.
    static final Duration CLAIM = Duration.ofMinutes(30);

    private Persons() {}

    static Decision decide(Draft draft, CaseCommand.OfPerson command) {
        if (!draft.state().exists()) {
            return new Decision.Refused("not-found", "there is no such case");
        }
        if (!draft.by.may(Role.ANALYST) && !draft.by.may(Role.COUNSEL)) {
            return needs(Role.ANALYST);
        }
        if (draft.state().lockedFor(draft.by.id(), draft.now)) {
            return new Decision.Refused(
                    "conflict",
                    "the case is claimed by " + draft.state().assignee().orElseThrow()
                            + "; wait, or ask them to release it");
        }
        if (blames(command) && draft.state().counted().isEmpty()) {
            return conflict("what was read is doubtful: first confirm the report, then decide what follows");
        }
        return switch (command) {
            case CaseCommand.TakeStep c -> takeStep(draft, c);
            case CaseCommand.ProposeTermination c -> proposeTermination(draft, c);
            case CaseCommand.ApproveTermination c -> approveTermination(draft, c);
            case CaseCommand.FindBreach c -> findBreach(draft, c);
            case CaseCommand.Dismiss c -> dismiss(draft, c);
            case CaseCommand.Reverse c -> reverse(draft, c);
            case CaseCommand.GrantExtension c ->
                Clocks.extend(draft, c.by(), c.why())
                        ? draft.decided()
                        : conflict("no window of the client is running");
            case CaseCommand.MarkVictim c -> markVictim(draft, c);
            case CaseCommand.TellByPerson c -> Notices.toldByPerson(draft, c);
            case CaseCommand.ConfirmFix c -> confirmFix(draft, c);
            case CaseCommand.RejectReply c -> rejectReply(draft, c);
            case CaseCommand.UndoAction c ->
                Orders.undo(draft, c.action(), c.why()) ? draft.decided() : conflict(c.action() + " is not in force");
            case CaseCommand.LodgeAppeal c ->
                Replies.lodge(draft, c.text()) ? draft.decided() : conflict("an appeal is open already");
            case CaseCommand.DecideAppeal c -> Replies.decideAppeal(draft, c);
            case CaseCommand.Reopen c -> reopen(draft, c);
            case CaseCommand.Claim c -> added(draft, new CaseEvent.Claimed(draft.now.plus(CLAIM)));
            case CaseCommand.Release c -> added(draft, new CaseEvent.Released());
            case CaseCommand.AddNote c -> added(draft, new CaseEvent.NoteAdded(c.text()));
            case CaseCommand.Link c -> added(draft, new CaseEvent.Linked(c.other(), c.why()));
            case CaseCommand.FinishTask c -> finishTask(draft, c);
            case CaseCommand.WriteToClient c -> {
                Notices.toClient(draft, NoticeKind.MESSAGE_TO_CLIENT, "", Duration.ZERO, c.text());
                yield draft.decided();
            }
            case CaseCommand.WriteToReporter c -> writeToReporter(draft, c);
        };
    }

    /// Whether it would stand on the client's record, or in their way.
    private static boolean blames(CaseCommand.OfPerson command) {
        return switch (command) {
            case CaseCommand.TakeStep c -> true;
            case CaseCommand.ProposeTermination c -> true;
            case CaseCommand.ApproveTermination c -> true;
            case CaseCommand.FindBreach c -> true;
            case CaseCommand.ConfirmFix c -> true;
            case CaseCommand.Dismiss c -> c.outcome() == Outcome.ACTIONED;
            case CaseCommand.Reverse c -> true;
            case CaseCommand.GrantExtension c -> false;
            case CaseCommand.MarkVictim c -> false;
            case CaseCommand.TellByPerson c -> false;
            case CaseCommand.RejectReply c -> false;
            case CaseCommand.UndoAction c -> false;
            case CaseCommand.LodgeAppeal c -> true;
            case CaseCommand.DecideAppeal c -> false;
            case CaseCommand.Reopen c -> false;
            case CaseCommand.Claim c -> false;
            case CaseCommand.Release c -> false;
            case CaseCommand.AddNote c -> false;
            case CaseCommand.Link c -> false;
            case CaseCommand.FinishTask c -> false;
            case CaseCommand.WriteToClient c -> false;
            case CaseCommand.WriteToReporter c -> false;
        };
    }

    static Decision.Refused needs(Role role) {
        return new Decision.Refused("not-allowed", "this needs the role " + role.word());
    }

    static Decision.Refused conflict(String why) {
        return new Decision.Refused("conflict", why);
    }

    private static Decision added(Draft draft, CaseEvent event) {
        draft.add(event);
        return draft.decided();
    }

    private static Decision takeStep(Draft draft, CaseCommand.TakeStep command) {
        if (!draft.state().open() || draft.state().reversing()) {
            return conflict("the case is not open");
        }
        if (command.step() == Step.NOTICE) {
            return conflict("a notice is not an action: write to the client instead");
        }
        if (command.step() == Step.TERMINATE) {
            return conflict("a termination is proposed by one person and approved by another");
        }
        Optional<Clause> clause = draft.leadingClause();
        Role role = command.step().compareTo(Step.DISABLE_CONTENT) <= 0
                ? Role.ANALYST
                : clause.map(c -> c.deciders().person()).orElse(Role.SENIOR);
        if (!draft.by.may(role)) {
            return needs(role);
        }
        if (judgementIsOwed(draft, clause)) {
            return conflict("first say, with reasons, whether the clause is broken");
        }
        boolean inTurn = inTurn(draft);
        if (!inTurn && command.necessity() == null) {
            return conflict("the client's time is not over: name the necessity reason, or wait");
        }
        Optional<Decision> second = secondPerson(draft, command);
        if (second.isPresent()) {
            return second.get();
        }
        draft.finishTasks("a person decided", TaskKind.DECIDE_STEP, TaskKind.ACTION_HELD);
        boolean ordered =
                Orders.order(draft, command.step(), inTurn ? null : command.necessity(), false, command.reasons());
        if (!ordered && draft.decided().events().isEmpty()) {
            return conflict(command.step().word() + " is already ordered or in force");
        }
        return draft.decided();
    }

    /// Communication comes before action, unless nature or severity forbids, and then the reason is on record.
    private static boolean inTurn(Draft draft) {
        return draft.state().toldAt().isPresent()
                && draft.state().runningWindow().isEmpty();
    }

    /// Whoever would hit a protected client by more than a restriction needs a second person.
    ///
    /// @return what to answer instead of taking the step; empty when two persons want it
    private static Optional<Decision> secondPerson(Draft draft, CaseCommand.TakeStep command) {
        boolean needed = draft.account().isProtected() && command.step().compareTo(Step.RESTRICT) > 0;
        if (!needed) {
            return Optional.empty();
        }
        var proposed = draft.state().proposedStep().filter(p -> p.step() == command.step());
        if (proposed.isPresent()) {
            return TwoPersons.objection(
                    proposed.get().by(), proposed.get().at(), draft.by, draft.facts.deskOfOne(), draft.now);
        }
        draft.add(new CaseEvent.StepProposed(command.step(), command.reasons()));
        draft.task(
                TaskKind.DECIDE_STEP,
                Role.SENIOR,
                command.step().word(),
                "the client is protected, and " + draft.by.id() + " wants to take this step: a second person takes it");
        return Optional.of(draft.decided());
    }

    private static boolean judgementIsOwed(Draft draft, Optional<Clause> clause) {
        return clause.map(Clause::judgement).orElse(false) && !draft.state().breachFound();
    }

    private static Decision proposeTermination(Draft draft, CaseCommand.ProposeTermination command) {
        if (!draft.by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        if (!draft.state().open()) {
            return conflict("the case is not open");
        }
        draft.add(new CaseEvent.TerminationProposed(command.reasons()));
        draft.task(
                TaskKind.APPROVE_TERMINATION,
                Role.ADMINISTRATOR,
                draft.by.id().value(),
                draft.facts.deskOfOne()
                        ? "proposed by the only person of this desk: approve after 24 hours, with a fresh login"
                        : "proposed by " + draft.by.id() + ": another person approves it");
        return draft.decided();
    }

    private static Decision approveTermination(Draft draft, CaseCommand.ApproveTermination command) {
        var proposer = draft.state().terminationProposer();
        if (proposer.isEmpty() || !draft.state().open()) {
            return conflict("nobody proposed to terminate");
        }
        if (!draft.by.may(Role.ADMINISTRATOR)) {
            return needs(Role.ADMINISTRATOR);
        }
        Optional<Decision> objection = TwoPersons.objection(
                proposer.get(),
                draft.state().terminationProposedAt().orElse(draft.now),
                draft.by,
                draft.facts.deskOfOne(),
                draft.now);
        if (objection.isPresent()) {
            return objection.get();
        }
        if (judgementIsOwed(draft, draft.leadingClause())) {
            return conflict("first say, with reasons, whether the clause is broken");
        }
        boolean inTurn = inTurn(draft);
        if (!inTurn && command.necessity() == null) {
            return conflict("the client was not told, or has time left: name the necessity reason, or wait");
        }
        boolean alone = proposer.get().equals(draft.by.id());
        draft.add(new CaseEvent.TerminationApproved(proposer.get(), alone));
        draft.finishTasks("approved", TaskKind.APPROVE_TERMINATION, TaskKind.DECIDE_STEP, TaskKind.STRIKE_THRESHOLD);
        Orders.order(draft, Step.TERMINATE, inTurn ? null : command.necessity(), false, command.reasons());
        return draft.decided();
    }

    private static Decision findBreach(Draft draft, CaseCommand.FindBreach command) {
        Optional<Clause> clause =
                draft.facts.clause(command.clause(), draft.state().opening().policyHash());
        if (clause.isEmpty()) {
            return new Decision.Refused("not-found", "the policy has no clause " + command.clause());
        }
        Role role = clause.get().deciders().person();
        if (!draft.by.may(role)) {
            return needs(role);
        }
        if (!draft.state().open() || draft.state().breachFound()) {
            return conflict("the case is not waiting for a judgement");
        }
        draft.add(new CaseEvent.BreachFound(command.clause(), command.reasons()));
        draft.finishTasks("a person found a breach", TaskKind.JUDGE);
        CaseState state = draft.state();
        Evidence.begin(
                draft,
                new Finding(
                        command.clause(),
                        clause.get().family(),
                        new dev.reeve.core.ids.TriggerId("person"),
                        RuleState.LIVE,
                        draft.facts.procedure().hash(),
                        state.severity(),
                        state.strongest(),
                        state.counted().keySet().iterator().next(),
                        false,
                        null));
        return draft.decided();
    }

    private static Decision dismiss(Draft draft, CaseCommand.Dismiss command) {
        if (!draft.state().open() || draft.state().reversing()) {
            return conflict("the case is not open");
        }
        if (!draft.state().liveActions().isEmpty()) {
            return conflict("an action is in force: reverse the case if it was wrong, or confirm the fix");
        }
        if (draft.appealOpen()) {
            return conflict("an appeal is open: decide it first");
        }
        if (command.clear()) {
            Endings.clear(draft, "dismissed");
        }
        Endings.close(draft, command.outcome(), command.outcome() == Outcome.ACTIONED, command.reasons());
        return draft.decided();
    }

    private static Decision reverse(Draft draft, CaseCommand.Reverse command) {
        if (!draft.by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        if (draft.state().reversing()) {
            return conflict("the case is being reversed already");
        }
        draft.add(new CaseEvent.NoteAdded(command.reasons()));
        Endings.reverse(draft, "a person found that it was wrong", command.reasons());
        return draft.decided();
    }

    private static Decision markVictim(Draft draft, CaseCommand.MarkVictim command) {
        if (draft.state().victim()) {
            return conflict("the client is marked as a victim already");
        }
        return added(draft, new CaseEvent.MarkedVictim(command.reasons()));
    }

    private static Decision confirmFix(Draft draft, CaseCommand.ConfirmFix command) {
        if (!draft.state().open() || draft.state().reversing()) {
            return conflict("the case is not open");
        }
        if (draft.appealOpen()) {
            return conflict("an appeal is open: decide it first");
        }
        draft.add(new CaseEvent.FixConfirmed(command.reasons()));
        draft.finishTasks("the fix was confirmed", TaskKind.VERIFY_FIX, TaskKind.REVIEW_REPLY);
        Clocks.stopWindow(draft, "the fix was confirmed");
        if (Orders.undoAll(draft, "the cause is mended") == 0
                || draft.state().liveActions().isEmpty()) {
            Endings.close(draft, Outcome.ACTIONED, true, command.reasons());
        }
        return draft.decided();
    }

    private static Decision rejectReply(Draft draft, CaseCommand.RejectReply command) {
        draft.add(new CaseEvent.NoteAdded(command.reasons()));
        draft.finishTasks("it does not settle the case", TaskKind.VERIFY_FIX, TaskKind.REVIEW_REPLY);
        Clocks.resumeWindow(draft, "the reply was reviewed");
        Notices.toClient(draft, NoticeKind.MESSAGE_TO_CLIENT, "", Duration.ZERO, command.reasons());
        return draft.decided();
    }

    private static Decision reopen(Draft draft, CaseCommand.Reopen command) {
        if (draft.state().open() || draft.state().reversing()) {
            return conflict("the case is not closed");
        }
        return added(draft, new CaseEvent.Reopened(command.why()));
    }

    private static Decision finishTask(Draft draft, CaseCommand.FinishTask command) {
        Task task = draft.state().tasks().get(command.task());
        if (task == null || !task.open()) {
            return conflict(command.task() + " is not an open task");
        }
        if (!draft.by.may(task.opened().role())) {
            return needs(task.opened().role());
        }
        boolean needsDecision = switch (task.opened().kind()) {
            case CONFIRM_REPORT, APPEAL, APPROVE_TERMINATION -> true;
            case JUDGE,
                    DECIDE_STEP,
                    ACTION_HELD,
                    NO_LEVER,
                    REVIEW_REPLY,
                    VERIFY_FIX,
                    NOTICE_BOUNCED,
                    NOTICE_UNCERTAIN,
                    NO_SAFE_CONTACT,
                    ACTION_UNVERIFIED,
                    ACTION_DRIFTED,
                    STRIKE_THRESHOLD,
                    REPORTER_WROTE -> false;
        };
        if (needsDecision) {
            return conflict("this task ends with its decision: decide it");
        }
        draft.add(new CaseEvent.TaskDone(command.task(), command.result()));
        Clocks.resumeWindow(draft, "the task was done");
        return draft.decided();
    }

    private static Decision writeToReporter(Draft draft, CaseCommand.WriteToReporter command) {
        var address = draft.state().reporters().get(command.reporter());
        if (address == null) {
            return new Decision.Refused("not-found", "this reporter left no address");
        }
        Notices.toReporter(draft, NoticeKind.MESSAGE_TO_REPORTER, command.reporter(), address, "", command.text());
        return draft.decided();
    }
}
