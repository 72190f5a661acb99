package dev.reeve.core.safety;

import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.journal.Event;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the journal says of the desk as a whole.
public sealed interface DeskEvent extends Event {
    /// An action may go ahead and counts against the budgets from now on.
    record BudgetReserved(
            ActionId action,
            CaseId caseId,
            Step step,
            @Nullable String node,
            @Nullable String reseller,
            boolean automatic,
            String policyHash)
            implements DeskEvent {}

    /// What became of a reserved action; a mismatch is partial or unknown.
    record OutcomeCounted(ActionId action, boolean mismatch) implements DeskEvent {}

    /// An action turned out to have been wrong.
    record ReversalCounted(CaseId caseId, int actions) implements DeskEvent {}

    record BreakerOpened(String breaker, String why) implements DeskEvent {}

    record BreakerReset(String breaker, String why) implements DeskEvent {}

    record Halted(String why) implements DeskEvent {}

    /// Letting actions go again needs a second person.
    record ResumeProposed(String why) implements DeskEvent {}

    record Resumed(ActorId proposer, String why) implements DeskEvent {}

    /// A lever undid a canary in this installation, and so may be used.
    record CanaryPassed(LeverName lever, String settingsHash) implements DeskEvent {}

    record CanaryFailed(LeverName lever, String why) implements DeskEvent {}

    /// A version of the policy takes force at its effective date.
    record PolicyAdopted(String version, String policyHash, String effectiveFrom, String why) implements DeskEvent {}

    record LimitsProposed(Map<String, String> limits, String why) implements DeskEvent {}

    record LimitsApproved(ActorId proposer, Map<String, String> limits) implements DeskEvent {}

    /// A shadow trigger matched: what it would have begun.
    record ShadowMatched(
            String clause, String trigger, String account, String observation, String wouldHave, String policyHash)
            implements DeskEvent {}

    /// An act of administration or an access that must be on record, such as reading sealed evidence.
    record Noted(String what, Map<String, String> details) implements DeskEvent {}

    /// Holdings came in from an inventory.
    record HoldingsImported(String source, int loaded, int refused, String digest) implements DeskEvent {}

    /// A leased effect is gone: nobody renewed it in time, or somebody took it away.
    record LeaseLapsed(ActionId action, Duration lease) implements DeskEvent {}
}
