package dev.reeve.core.safety;

import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An action that somebody or the policy wants, with all that the safety rules ask about.
///
/// @param automatic whether the policy wants it; a person's own decision answers for itself where a rule says so
/// @param strongest the strongest evidence of the case
/// @param distinctReporters independent reporters behind the case
/// @param lastStepAt when the step before was carried out; null for the first
/// @param dwell least time after that step
/// @param holderNow who holds the resource at this moment
/// @param inventoryAt newest word of the inventory; null when there never was one
/// @param target the one thing that would be touched
/// @param leverSettings hash of the lever's settings, which its canary must have passed with
/// @param immediate a step at once: the dwell does not apply
public record Proposal(
        Step step,
        boolean automatic,
        boolean immediate,
        AccountId account,
        ServiceId service,
        String family,
        @Nullable String node,
        @Nullable String reseller,
        Strength strongest,
        int distinctReporters,
        RuleState ruleState,
        @Nullable Instant lastStepAt,
        Duration dwell,
        Attribution holderNow,
        @Nullable Instant inventoryAt,
        Target target,
        LeverName lever,
        String leverSettings,
        boolean contactKnown,
        Instant now) {}
