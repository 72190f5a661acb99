package dev.reeve.actuators;

import dev.reeve.actuators.settings.SettingException;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.ActuatorType;
import dev.reeve.core.ids.LeverName;
import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The kinds of lever that are present.
public final class LeverTypes {
    private final Map<String, ActuatorType> byName;

    private LeverTypes(Map<String, ActuatorType> byName) {
        this.byName = byName;
    }

    /// Those that `ServiceLoader` finds.
    public static LeverTypes present() {
        Map<String, ActuatorType> found = new TreeMap<>();
        for (ActuatorType type : ServiceLoader.load(ActuatorType.class, LeverTypes.class.getClassLoader())) {
            if (found.put(type.type(), type) != null) {
                throw new IllegalStateException("two kinds of lever are called " + type.type());
            }
        }
        return new LeverTypes(Map.copyOf(found));
    }

    /// By name, in the order of names.
    public Map<String, ActuatorType> all() {
        return new TreeMap<>(byName);
    }

    /// @param settings of one lever, with `type` among them
    /// @throws SettingException naming the setting and what to write
    public ActuatorType typeOf(String lever, Map<String, Object> settings) {
        Object word = settings.get("type");
        ActuatorType type = word == null ? null : byName.get(word.toString());
        if (type == null) {
            throw new SettingException(
                    "levers." + lever + ".type",
                    word == null ? "is missing" : "is \"" + word + '"',
                    "write one of " + String.join(", ", all().keySet()));
        }
        return type;
    }

    /// @throws SettingException naming the setting and what to write
    public Actuator create(String lever, Map<String, Object> settings, InstantSource time) {
        LeverName name;
        try {
            name = new LeverName(lever);
        } catch (IllegalArgumentException e) {
            throw new SettingException("levers." + lever, "is no name for a lever", "write letters, digits or dashes");
        }
        return typeOf(lever, settings).create(name, settings, time);
    }
}
