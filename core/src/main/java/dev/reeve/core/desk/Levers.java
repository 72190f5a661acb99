package dev.reeve.core.desk;

import dev.reeve.core.actions.Actuator;
import dev.reeve.core.ids.LeverName;
import java.util.Optional;

/// The levers that the operator configured.
public interface Levers {
    Optional<Actuator> find(LeverName name);
}
