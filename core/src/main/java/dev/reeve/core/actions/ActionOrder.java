package dev.reeve.core.actions;

import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.Map;

/// What a lever is asked to do. The action's id is the idempotency key and the tag that marks what we made.
///
/// @param parameters what the lever map adds for this step, such as `port: 25` or `rate: 1mbit`
/// @param lease how long the effect may outlive us; zero where the lever has no expiry of its own
/// @param reason the words that the back end shows, never blank: some billing systems lift a suspension without a
/// reason
public record ActionOrder(
        ActionId id,
        CaseId caseId,
        Step step,
        Target target,
        Map<String, String> parameters,
        Duration lease,
        String reason) {
    public ActionOrder {
        parameters = Map.copyOf(parameters);
        if (lease.isNegative()) {
            throw new IllegalArgumentException("a lease is not negative");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an action has a reason");
        }
    }
}
