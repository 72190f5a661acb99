package dev.reeve.actuators;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Target;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.Map;

/// Orders for tests.
public record Orders(
        Resource resource, Map<String, String> externalIds, Map<String, String> parameters, Duration lease) {
    public static Orders on(Resource resource) {
        return new Orders(resource, Map.of(), Map.of(), Duration.ZERO);
    }

    public static Orders onAddress(String address) {
        return on(Resource.Address.of(address));
    }

    public Orders external(String name, String value) {
        return new Orders(resource, Map.of(name, value), parameters, lease);
    }

    public Orders with(Map<String, String> newParameters) {
        return new Orders(resource, externalIds, newParameters, lease);
    }

    public Orders leased(Duration newLease) {
        return new Orders(resource, externalIds, parameters, newLease);
    }

    public ActionOrder order(String id) {
        return new ActionOrder(
                new ActionId(id),
                new CaseId("case-7"),
                Step.RESTRICT,
                new Target(new AccountId("acme"), new ServiceId("vps-1"), resource, "node-a", externalIds),
                parameters,
                lease,
                "Spam from this server & \"more\"");
    }
}
