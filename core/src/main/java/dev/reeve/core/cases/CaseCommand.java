package dev.reeve.core.cases;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What somebody wants of a case.
public sealed interface CaseCommand {
    /// From the machine: evidence, clocks, the outbox, mail that came in.
    sealed interface OfMachine extends CaseCommand {}

    /// From a person of the desk.
    sealed interface OfPerson extends CaseCommand {}

    /// @param holder who held the resource when it happened
    /// @param finding the leading one: gravest of the family
    /// @param doubtPercent how surely it was read, where that is too little to act on; null where it is enough
    record TakeEvidence(
            CaseId caseId,
            Observation observation,
            Finding finding,
            Attribution.HeldBy holder,
            @Nullable Personal reporterAddress,
            @Nullable Integer doubtPercent)
            implements OfMachine {
        public TakeEvidence(
                CaseId caseId,
                Observation observation,
                Finding finding,
                Attribution.HeldBy holder,
                @Nullable Personal reporterAddress) {
            this(caseId, observation, finding, holder, reporterAddress, null);
        }
    }

    /// Takes to a case what a person said of a message that was not read surely.
    ///
    /// @param isReport whether it is one, and accuses what was read
    record SettleDoubt(MessageId message, boolean isReport, ActorId by) implements OfMachine {}

    record StartNotice(NoticeId notice, String messageId) implements OfMachine {}

    record SettleNotice(NoticeId notice, Delivery delivery) implements OfMachine {}

    /// It came back after it had been accepted.
    record BounceNotice(NoticeId notice, String why) implements OfMachine {}

    record ClockDue(ClockId clock) implements OfMachine {}

    record StartAction(ActionId action) implements OfMachine {}

    /// After a crash: may an action that was begun still be carried out?
    record ResumeAction(ActionId action) implements OfMachine {}

    /// Takes an action back whose resource has gone to another client.
    record CheckHolder(ActionId action) implements OfMachine {}

    record SettleAction(ActionId action, ActionOutcome outcome) implements OfMachine {}

    record StartUndo(ActionId action) implements OfMachine {}

    record SettleUndo(ActionId action, ActionOutcome outcome) implements OfMachine {}

    record ReportDrift(ActionId action, String reading) implements OfMachine {}

    record ClientWrites(
            MessageId message, ReplyIntent intent, @Nullable Personal text) implements OfMachine {}

    record ReporterWrites(MessageId message, ReporterId reporter) implements OfMachine {}

    /// @param necessity needed when the step comes before its turn
    record TakeStep(Step step, Personal reasons, @Nullable NecessityReason necessity) implements OfPerson {}

    record ProposeTermination(Personal reasons) implements OfPerson {}

    /// @param necessity needed when the client was not told, or has time left
    record ApproveTermination(Personal reasons, @Nullable NecessityReason necessity) implements OfPerson {
        public ApproveTermination(Personal reasons) {
            this(reasons, null);
        }
    }

    record FindBreach(ClauseId clause, Personal reasons) implements OfPerson {}

    /// Closes without a breach; nothing may be in force.
    ///
    /// @param clear whether the same signal is silenced for this service
    record Dismiss(Outcome outcome, Personal reasons, boolean clear) implements OfPerson {}

    /// Takes everything back: it was wrong.
    record Reverse(Personal reasons) implements OfPerson {}

    record GrantExtension(Duration by, String why) implements OfPerson {}

    record MarkVictim(Personal reasons) implements OfPerson {}

    record TellByPerson(NoticeId notice, Personal how) implements OfPerson {}

    /// The cause is mended: undo what is in force, and close.
    record ConfirmFix(Personal reasons) implements OfPerson {}

    /// The client's word does not settle it: the clock goes on.
    record RejectReply(Personal reasons) implements OfPerson {}

    record UndoAction(ActionId action, String why) implements OfPerson {}

    record LodgeAppeal(Personal text) implements OfPerson {}

    record DecideAppeal(AppealId appeal, boolean reversed, Personal reasons) implements OfPerson {}

    record Reopen(String why) implements OfPerson {}

    record Claim() implements OfPerson {}

    record Release() implements OfPerson {}

    record AddNote(Personal text) implements OfPerson {}

    record Link(CaseId other, String why) implements OfPerson {}

    record FinishTask(TaskId task, String result) implements OfPerson {}

    record WriteToClient(Personal text) implements OfPerson {}

    record WriteToReporter(ReporterId reporter, Personal text) implements OfPerson {}
}
