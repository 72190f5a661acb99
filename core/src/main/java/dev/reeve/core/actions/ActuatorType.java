package dev.reeve.core.actions;

import dev.reeve.core.ids.LeverName;
import java.time.InstantSource;
import java.util.Map;

/// A kind of lever that an operator can configure. Found by `ServiceLoader`: a new one is one file and its test.
public interface ActuatorType {
    /// The word in the settings, such as `nftables`.
    String type();

    /// One sentence for the reference page.
    String purpose();

    /// Setting names with one sentence each; `!` ends the name of one that is required.
    Map<String, String> settings();

    /// Whether it needs powers over the machine and so runs in the agent.
    boolean privileged();

    /// @param settings as read from the file: strings, numbers, booleans, lists and maps of them
    /// @param time for levers whose effects end by themselves
    /// @throws IllegalArgumentException naming the setting and what to write
    Actuator create(LeverName name, Map<String, Object> settings, InstantSource time);
}
