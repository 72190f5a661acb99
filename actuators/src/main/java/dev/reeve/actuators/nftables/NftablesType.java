package dev.reeve.actuators.nftables;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.ActuatorType;
import dev.reeve.core.ids.LeverName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The lever for Linux's firewall.
public final class NftablesType implements ActuatorType {
    /// Before the usual filter chains (0), so that no "accept what is established" comes first, and after connection
    /// tracking.
    private static final int PRIORITY = -150;

    @Override
    public String type() {
        return "nftables";
    }

    @Override
    public String purpose() {
        return "Blocks an address or one port of it, or limits its rate, with Linux's firewall, for a time that ends by itself.";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("own-prefixes!", "The prefixes that are yours: an address outside of them is refused.");
        settings.put(
                "never",
                "Prefixes and addresses inside of yours that are never to be touched, such as gateways and resolvers.");
        settings.put("table", "The name of our own table (family inet); reeve when not set. Nothing else is changed.");
        settings.put(
                "hook",
                "Where to look at packets: forward for traffic that this machine passes on, input and output for its own addresses; forward when not set.");
        settings.put("priority", "The chains' priority; -150 when not set.");
        settings.put("lease", "How long an effect lasts when the order does not say; 24h when not set.");
        settings.put(
                "nft", "The program, as a list when it needs arguments before its own; /usr/sbin/nft when not set.");
        settings.put("timeout", "How long one run of it may take; 5s when not set.");
        settings.put(
                "probe",
                "A program that looks whether traffic passes (exit 0) or not (exit 1), with placeholders such as {resource}.");
        return settings;
    }

    @Override
    public boolean privileged() {
        return true;
    }

    @Override
    public Actuator create(LeverName name, Map<String, Object> values, InstantSource time) {
        Settings settings = Settings.ofLever(name.value(), values);
        BoundedProcess process = new BoundedProcess(
                settings.duration("timeout", Duration.ofSeconds(5), Duration.ofMinutes(1)),
                Nft.OUTPUT_BYTES_MAX,
                BoundedProcess.PLAIN_ENVIRONMENT);
        String table = settings.findText("table").orElse("reeve");
        if (!table.matches("[a-z][a-z0-9_]{0,30}")) {
            throw settings.wrong(
                    "table", "is \"" + table + '"', "write a small letter, then small letters, digits or _");
        }
        NftablesActuator actuator = new NftablesActuator(
                name,
                new Nft(program(settings), process, table),
                new NftablesActuator.FirewallLayout(
                        table,
                        hooks(settings),
                        settings.number("priority", PRIORITY, -400, 400),
                        settings.duration("lease", Duration.ofHours(24), Duration.ofDays(30))),
                OwnAddresses.of(settings),
                TrafficProbe.of(settings, process),
                time);
        settings.finish();
        return actuator;
    }

    private static List<String> program(Settings settings) {
        List<String> program = settings.has("nft") ? settings.texts("nft") : List.of("/usr/sbin/nft");
        if (program.isEmpty() || !program.getFirst().startsWith("/")) {
            throw settings.wrong("nft", "does not begin with a program", "write its absolute path");
        }
        return program;
    }

    private static List<Hook> hooks(Settings settings) {
        Set<String> words = Set.of("forward", "input", "output");
        List<String> chosen = settings.has("hook") ? settings.texts("hook") : List.of("forward");
        if (chosen.isEmpty() || !words.containsAll(chosen)) {
            throw settings.wrong("hook", "is " + chosen, "write forward, input or output, or a list of them");
        }
        return chosen.stream()
                .distinct()
                .map(word -> Hook.valueOf(word.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
