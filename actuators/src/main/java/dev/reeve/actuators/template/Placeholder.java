package dev.reeve.actuators.template;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Target;
import java.util.Optional;
import java.util.Set;

/// A name in braces that stands for something of the order.
record Placeholder(String name) {
    private static final Set<String> PLAIN =
            Set.of("action", "case", "step", "reason", "resource", "account", "service", "node", "secret");

    /// Listed in errors.
    static final String ALLOWED =
            "{action}, {case}, {step}, {reason}, {resource}, {account}, {service}, {node}, {secret}, "
                    + "{external.NAME} or {param.NAME}";

    boolean known() {
        return PLAIN.contains(name) || name.matches("(external|param)\\.[A-Za-z0-9][A-Za-z0-9_-]*");
    }

    Optional<String> value(ActionOrder order, String secret) {
        Target target = order.target();
        return switch (name) {
            case "action" -> Optional.of(order.id().value());
            case "case" -> Optional.of(order.caseId().value());
            case "step" -> Optional.of(order.step().word());
            case "reason" -> Optional.of(order.reason());
            case "resource" -> Optional.of(target.resource().text());
            case "account" -> Optional.of(target.account().value());
            case "service" -> Optional.of(target.service().value());
            case "node" -> Optional.ofNullable(target.node());
            case "secret" -> Optional.of(secret);
            default -> dotted(order);
        };
    }

    private Optional<String> dotted(ActionOrder order) {
        int dot = name.indexOf('.');
        String key = name.substring(dot + 1);
        return name.startsWith("external.")
                ? Optional.ofNullable(order.target().externalIds().get(key))
                : Optional.ofNullable(order.parameters().get(key));
    }
}
