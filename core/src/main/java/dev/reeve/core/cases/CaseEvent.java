package dev.reeve.core.cases;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Target;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.ids.StrikeId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the journal says of a case.
public sealed interface CaseEvent extends Event {
    /// @param holding the holding that named the client: what the attribution stood on
    /// @param policyHash the version whose procedure the client is dealt with by
    record Opened(
            CaseId caseId,
            AccountId account,
            ServiceId service,
            HoldingId holding,
            Resource resource,
            ClauseId clause,
            String family,
            Severity severity,
            String policyHash)
            implements CaseEvent {}

    /// @param policyHash the version in force when the conduct happened, which forbade it
    /// @param duplicateOf an observation of the same incident that the case has already; null for a new incident
    record EvidenceJoined(
            ObservationId observation,
            MessageId message,
            Resource resource,
            Interval seen,
            Kind kind,
            Strength strength,
            ReporterId reporter,
            @Nullable Personal reporterAddress,
            @Nullable String incident,
            ClauseId clause,
            String trigger,
            RuleState ruleState,
            Severity severity,
            String policyHash,
            @Nullable ObservationId duplicateOf)
            implements CaseEvent {}

    /// What joined was not read surely: it counts for nothing until a person has said what it is. What judging
    /// made of it is kept for that moment.
    ///
    /// @param percent how surely it was read
    /// @param severity what the clause says, whoever reports it
    /// @param immediate the step that the clause would demand at once; null for the ordinary ladder
    /// @param necessity why that step could not wait
    record EvidenceDoubted(
            ObservationId observation,
            int percent,
            HoldingId holding,
            Severity severity,
            boolean judgement,
            @Nullable Step immediate,
            @Nullable NecessityReason necessity)
            implements CaseEvent {}

    /// A person read the message: it is a report, and it accuses this.
    record EvidenceConfirmed(ObservationId observation, ActorId by) implements CaseEvent {}

    /// A person read the message: it is no report, or it accuses something else.
    record EvidenceRejected(ObservationId observation, ActorId by) implements CaseEvent {}

    /// The first evidence that counts, in a case that doubtful evidence had opened: the case is about this from
    /// now on.
    record BasedOn(HoldingId holding, Resource resource, ClauseId clause, Severity severity, String policyHash)
            implements CaseEvent {}

    record SeverityChanged(Severity severity, String why) implements CaseEvent {}

    /// What the client is told will follow. Later procedure is never harsher.
    record LadderPromised(ClauseId clause, String policyHash, List<Rung> rungs) implements CaseEvent {
        public LadderPromised {
            rungs = List.copyOf(rungs);
        }
    }

    /// @param address null when the address is looked up as the notice is sent
    /// @param about the action, appeal or outcome that it tells of
    /// @param window the client's time, running from acceptance for delivery; zero for none
    /// @param text a person's own words; null for a template
    record NoticeQueued(
            NoticeId notice,
            NoticeKind kind,
            @Nullable Personal address,
            @Nullable ReporterId reporter,
            String language,
            String about,
            Duration window,
            @Nullable Personal text)
            implements CaseEvent {}

    /// Written before the first byte goes out: a crash from here on leaves an uncertain notice, never a second one.
    record NoticeStarted(NoticeId notice, String messageId) implements CaseEvent {}

    /// A mail server took responsibility for it.
    record NoticeAccepted(NoticeId notice, String proof) implements CaseEvent {}

    /// It surely did not go out and is tried again.
    record NoticeDeferred(NoticeId notice, String why) implements CaseEvent {}

    record NoticeFailed(NoticeId notice, String why) implements CaseEvent {}

    record NoticeUncertain(NoticeId notice, String why) implements CaseEvent {}

    record NoticeBounced(NoticeId notice, String why) implements CaseEvent {}

    /// A person reached the client another way, and says how.
    record ToldByPerson(NoticeId notice, Personal how) implements CaseEvent {}

    record ClockStarted(ClockId clock, ClockKind kind, String basis, String length, Instant due, String about)
            implements CaseEvent {}

    record ClockPaused(ClockId clock, String why) implements CaseEvent {}

    record ClockResumed(ClockId clock, Instant due, String why) implements CaseEvent {}

    record ClockFired(ClockId clock) implements CaseEvent {}

    record ClockStopped(ClockId clock, String why) implements CaseEvent {}

    /// @param about the notice, action, appeal or step that it is about
    record TaskOpened(TaskId task, TaskKind kind, Role role, String about, String why) implements CaseEvent {}

    record TaskDone(TaskId task, String result) implements CaseEvent {}

    /// @param automatic whether the policy decided, not a person
    /// @param necessity why it could not wait; null for a step in its turn
    /// @param decidedOn what the decision stood on: policy hash, account and desk versions, inventory time
    record ActionOrdered(
            ActionId action,
            Step step,
            LeverName lever,
            Target target,
            Map<String, String> parameters,
            Duration lease,
            boolean automatic,
            @Nullable NecessityReason necessity,
            ClauseId clause,
            String policyHash,
            @Nullable Personal reasons,
            Map<String, String> decidedOn)
            implements CaseEvent {
        public ActionOrdered {
            parameters = Map.copyOf(parameters);
            decidedOn = Map.copyOf(decidedOn);
        }
    }

    /// A safety rule, by its id, held an action back.
    record ActionHeld(Step step, String rule, String why) implements CaseEvent {}

    /// Written before the lever is pulled.
    record ActionStarted(ActionId action) implements CaseEvent {}

    record ActionSettled(ActionId action, ActionOutcome outcome) implements CaseEvent {}

    /// It was never started: what it stood on no longer holds.
    record ActionWithdrawn(ActionId action, String why) implements CaseEvent {}

    record ActionDrifted(ActionId action, String reading) implements CaseEvent {}

    record UndoOrdered(ActionId action, String why) implements CaseEvent {}

    record UndoStarted(ActionId action) implements CaseEvent {}

    record UndoSettled(ActionId action, ActionOutcome outcome) implements CaseEvent {}

    record ClientWrote(
            MessageId message, ReplyIntent intent, @Nullable Personal text) implements CaseEvent {}

    record ReporterWrote(MessageId message, ReporterId reporter) implements CaseEvent {}

    record Extended(Duration by, String why) implements CaseEvent {}

    /// The client is the victim of a break-in: the ladder is milder.
    record MarkedVictim(Personal reasons) implements CaseEvent {}

    /// A person found a breach of a clause of judgement, with reasons that become precedent.
    record BreachFound(ClauseId clause, Personal reasons) implements CaseEvent {}

    record FixConfirmed(Personal reasons) implements CaseEvent {}

    record TerminationProposed(Personal reasons) implements CaseEvent {}

    record TerminationApproved(ActorId proposer, boolean afterCoolingOff) implements CaseEvent {}

    /// A step that needs two persons, because the client is protected, was wanted by the first.
    record StepProposed(Step step, Personal reasons) implements CaseEvent {}

    record AppealLodged(AppealId appeal, Personal text, ActorId by) implements CaseEvent {}

    record AppealDecided(AppealId appeal, boolean reversed, Personal reasons) implements CaseEvent {}

    /// Everything is to be taken back; the case is reversing until the world has been read back.
    record ReversalBegun(String why) implements CaseEvent {}

    record ReversalDone() implements CaseEvent {}

    record StrikeGiven(StrikeId strike, int weight) implements CaseEvent {}

    record Closed(Outcome outcome, boolean breach, @Nullable Personal reasons) implements CaseEvent {}

    record Reopened(String why) implements CaseEvent {}

    record Claimed(Instant until) implements CaseEvent {}

    record Released() implements CaseEvent {}

    record NoteAdded(Personal text) implements CaseEvent {}

    record Linked(CaseId other, String why) implements CaseEvent {}
}
