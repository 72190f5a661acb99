package dev.reeve.agent;

import dev.reeve.actuators.Serving;
import dev.reeve.core.actions.Actuator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The levers of one agent, by name.
final class Levers implements AutoCloseable {
    private final Map<String, Actuator> byName;

    Levers(Map<String, Actuator> byName) {
        this.byName = Map.copyOf(byName);
    }

    Map<String, Actuator> all() {
        return new TreeMap<>(byName);
    }

    Optional<Actuator> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Starts those that others ask.
    void start() throws IOException {
        for (Actuator lever : all().values()) {
            if (lever instanceof Serving serving) {
                serving.start();
            }
        }
    }

    @Override
    public void close() {
        for (Actuator lever : byName.values()) {
            if (lever instanceof Serving serving) {
                serving.close();
            }
        }
    }
}
