package dev.reeve.actuators.command;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.readback.StateRule;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.ActuatorType;
import dev.reeve.core.ids.LeverName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The lever for anything with a command line.
public final class CommandType implements ActuatorType {
    /// The listing of one node's machines fits many times.
    private static final int OUTPUT_BYTES_MAX = 1 << 20;

    @Override
    public String type() {
        return "command";
    }

    @Override
    public String purpose() {
        return "Runs programs with typed arguments, never through a shell.";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("act!", "The program and its arguments, as a list; the program by its absolute path.");
        settings.put("undo!", "The program that takes the effect back, written like act.");
        settings.put("read!", "The program that shows the state, written like act; it must exit with 0.");
        settings.put(
                "arguments",
                "For every placeholder that is used, the regular expression that its whole value must match; action, case and step need none.");
        settings.put(
                "state!",
                "Where the output of read shows the state (pointer or regex) and which values mean in-force and absent; missing: absent when nothing there means absent.");
        settings.put(
                "holder!",
                "Where the output of read shows why (pointer or regex): the effect is ours when the action's id stands there.");
        settings.put("accepted-exits", "Exit codes of act and undo that mean done; 0 when not set.");
        settings.put("refused-exits", "Exit codes that mean no; any other code is unclear.");
        settings.put("environment", "Variables of the programs; they get PATH and LC_ALL and nothing else.");
        settings.put(
                "undoable-by",
                "Who else can undo the effect: only-us, client, reseller or billing; only-us when not set.");
        settings.put("timeout", "How long one program may run; 10s when not set.");
        return settings;
    }

    @Override
    public boolean privileged() {
        return true;
    }

    @Override
    public Actuator create(LeverName name, Map<String, Object> values, InstantSource time) {
        Settings settings = Settings.ofLever(name.value(), values);
        Map<String, Pattern> patterns = patterns(settings);
        Map<String, String> environment = new TreeMap<>(BoundedProcess.PLAIN_ENVIRONMENT);
        environment.putAll(settings.textMap("environment"));
        BoundedProcess process = new BoundedProcess(
                settings.duration("timeout", Duration.ofSeconds(10), Duration.ofMinutes(10)),
                OUTPUT_BYTES_MAX,
                environment);
        CommandActuator actuator = new CommandActuator(
                name,
                settings.undoableBy(),
                process,
                CommandTemplate.of(settings, "act", patterns),
                CommandTemplate.of(settings, "undo", patterns),
                CommandTemplate.of(settings, "read", patterns),
                new ExitRule(exits(settings, "accepted-exits", Set.of(0)), exits(settings, "refused-exits", Set.of())),
                StateRule.of(settings));
        settings.finish();
        return actuator;
    }

    private static Map<String, Pattern> patterns(Settings settings) {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        settings.textMap("arguments")
                .forEach((name, expression) -> patterns.put(name, settings.compile("arguments." + name, expression)));
        return patterns;
    }

    private static Set<Integer> exits(Settings settings, String name, Set<Integer> otherwise) {
        if (!settings.has(name)) {
            return otherwise;
        }
        return settings.texts(name).stream()
                .map(text -> {
                    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 255) {
                        throw settings.wrong(name, "has \"" + text + '"', "write exit codes from 0 to 255");
                    }
                    return Integer.valueOf(text);
                })
                .collect(Collectors.toSet());
    }
}
