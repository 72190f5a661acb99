package dev.reeve.server.orders;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// What a person decides about a case, as forms and programs write it: a verb, and what belongs to it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verb")
@JsonSubTypes({
    @Type(value = DecisionRequest.TakeStep.class, name = "take-step"),
    @Type(value = DecisionRequest.ProposeTermination.class, name = "propose-termination"),
    @Type(value = DecisionRequest.ApproveTermination.class, name = "approve-termination"),
    @Type(value = DecisionRequest.FindBreach.class, name = "find-breach"),
    @Type(value = DecisionRequest.Dismiss.class, name = "dismiss"),
    @Type(value = DecisionRequest.Reverse.class, name = "reverse"),
    @Type(value = DecisionRequest.Extend.class, name = "extend"),
    @Type(value = DecisionRequest.MarkVictim.class, name = "mark-victim"),
    @Type(value = DecisionRequest.TellByPerson.class, name = "tell-by-person"),
    @Type(value = DecisionRequest.ConfirmFix.class, name = "confirm-fix"),
    @Type(value = DecisionRequest.RejectReply.class, name = "reject-reply"),
    @Type(value = DecisionRequest.UndoAction.class, name = "undo-action"),
    @Type(value = DecisionRequest.LodgeAppeal.class, name = "lodge-appeal"),
    @Type(value = DecisionRequest.DecideAppeal.class, name = "decide-appeal"),
    @Type(value = DecisionRequest.Reopen.class, name = "reopen"),
    @Type(value = DecisionRequest.Claim.class, name = "claim"),
    @Type(value = DecisionRequest.Release.class, name = "release"),
    @Type(value = DecisionRequest.Note.class, name = "note"),
    @Type(value = DecisionRequest.Link.class, name = "link"),
    @Type(value = DecisionRequest.FinishTask.class, name = "finish-task"),
    @Type(value = DecisionRequest.WriteToClient.class, name = "write-to-client"),
    @Type(value = DecisionRequest.WriteToReporter.class, name = "write-to-reporter")
})
public sealed interface DecisionRequest {
    /// @param step restrict, disable-content, suspend-service or suspend-account
    /// @param necessity needed while the client's time is not over
    record TakeStep(String step, String reasons, @Nullable String necessity) implements DecisionRequest {}

    record ProposeTermination(String reasons) implements DecisionRequest {}

    record ApproveTermination(String reasons) implements DecisionRequest {}

    record FindBreach(String clause, String reasons) implements DecisionRequest {}

    /// @param outcome actioned, not-ours, reviewed-no-breach, already-gone or need-more
    /// @param clear whether the same signal is silenced for this service for a while
    record Dismiss(String outcome, String reasons, @Nullable Boolean clear) implements DecisionRequest {}

    record Reverse(String reasons) implements DecisionRequest {}

    record Extend(int hours, String reasons) implements DecisionRequest {}

    record MarkVictim(String reasons) implements DecisionRequest {}

    record TellByPerson(String notice, String how) implements DecisionRequest {}

    record ConfirmFix(String reasons) implements DecisionRequest {}

    record RejectReply(String reasons) implements DecisionRequest {}

    record UndoAction(String action, String reasons) implements DecisionRequest {}

    record LodgeAppeal(String text) implements DecisionRequest {}

    /// @param reversed whether the client was right
    record DecideAppeal(String appeal, boolean reversed, String reasons) implements DecisionRequest {}

    record Reopen(String reasons) implements DecisionRequest {}

    record Claim() implements DecisionRequest {}

    record Release() implements DecisionRequest {}

    record Note(String text) implements DecisionRequest {}

    record Link(String other, String why) implements DecisionRequest {}

    record FinishTask(String task, String result) implements DecisionRequest {}

    record WriteToClient(String text) implements DecisionRequest {}

    record WriteToReporter(String reporter, String text) implements DecisionRequest {}
}
