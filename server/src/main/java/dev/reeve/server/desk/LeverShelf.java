package dev.reeve.server.desk;

import dev.reeve.actuators.LeverTypes;
import dev.reeve.actuators.remote.AgentActuator;
import dev.reeve.actuators.remote.AgentClient;
import dev.reeve.actuators.settings.SettingException;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.desk.Levers;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.journal.HashChain;
import dev.reeve.server.settings.RawSection;
import dev.reeve.server.settings.SetupException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The levers of this installation, made from the settings. Privileged ones live in an agent and are reached by its
/// socket.
public final class LeverShelf implements Levers {
    private static final Duration AGENT_TIMEOUT = Duration.ofSeconds(30);

    private final Map<LeverName, Actuator> levers = new LinkedHashMap<>();
    private final Map<LeverName, String> hashes = new HashMap<>();
    private final Map<LeverName, CanaryCheck.Canary> canaries = new HashMap<>();

    private LeverShelf() {}

    /// @throws SetupException naming line, setting and what to write
    public static LeverShelf of(RawSection section, InstantSource time) {
        LeverShelf shelf = new LeverShelf();
        LeverTypes types = LeverTypes.present();
        for (Map.Entry<String, Object> entry : section.map().entrySet()) {
            try {
                shelf.add(types, entry.getKey(), entry.getValue(), time);
            } catch (SettingException e) {
                throw new SetupException(place(section, e.setting()) + ": " + e.getMessage());
            } catch (IllegalArgumentException e) {
                throw new SetupException(
                        section.place(entry.getKey()) + ": levers." + entry.getKey() + ": " + e.getMessage());
            }
        }
        return shelf;
    }

    private static String place(RawSection section, String setting) {
        return section.place(setting.replaceFirst("^levers\\.", ""));
    }

    private void add(LeverTypes types, String name, Object value, InstantSource time) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new SettingException("levers." + name, "has no settings", "write at least type: or via: below it");
        }
        Map<String, Object> settings = new HashMap<>();
        map.forEach((key, each) -> settings.put(String.valueOf(key), each));
        LeverName lever = new LeverName(name);
        if (settings.remove("canary") instanceof Map<?, ?> canary) {
            canaries.put(lever, canary(name, canary));
        }
        Object via = settings.get("via");
        if (via == null) {
            refusePrivileged(types, name, settings);
            levers.put(lever, types.create(name, settings, time));
        } else {
            levers.put(lever, new AgentActuator(lever, AgentClient.via(via.toString(), AGENT_TIMEOUT, null)));
        }
        hashes.put(lever, HashChain.hash(new TreeMap<>(settings).toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// `canary: {resource: "address:203.0.113.254", external: {vmid: 900}, parameters: {effect: block}}`
    private static CanaryCheck.Canary canary(String name, Map<?, ?> map) {
        Object resource = map.get("resource");
        if (resource == null) {
            throw new SettingException(
                    "levers." + name + ".canary", "names no resource", "write resource: address:203.0.113.254");
        }
        return new CanaryCheck.Canary(
                String.valueOf(resource), texts(map.get("external")), texts(map.get("parameters")));
    }

    private static Map<String, String> texts(@org.jspecify.annotations.Nullable Object value) {
        Map<String, String> texts = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
        }
        return Map.copyOf(texts);
    }

    public Optional<CanaryCheck.Canary> canary(LeverName name) {
        return Optional.ofNullable(canaries.get(name));
    }

    /// The server has no powers over the machine.
    private static void refusePrivileged(LeverTypes types, String name, Map<String, Object> settings) {
        if (types.typeOf(name, settings).privileged()) {
            throw new SettingException(
                    "levers." + name,
                    "needs powers over the machine, which the server does not have",
                    "run ./reeve agent with this lever and write here: via: unix:/run/reeve/agent.sock");
        }
    }

    /// A lever made in code, as the demo and tests do.
    public LeverShelf with(Actuator lever, String settingsHash, CanaryCheck.Canary canary) {
        LeverShelf more = new LeverShelf();
        more.levers.putAll(levers);
        more.hashes.putAll(hashes);
        more.canaries.putAll(canaries);
        more.canaries.put(lever.name(), canary);
        more.levers.put(lever.name(), lever);
        more.hashes.put(lever.name(), settingsHash);
        return more;
    }

    /// With a lever that refuses everything for each name in the map that has none: for who only asks which would be
    /// pulled.
    public LeverShelf withNames(RawSection ladderLevers) {
        LeverShelf named = this;
        for (Object steps : ladderLevers.map().values()) {
            for (Object entry : steps instanceof Map<?, ?> bySteps ? bySteps.values() : java.util.List.of()) {
                if (entry instanceof Map<?, ?> map && map.get("lever") != null) {
                    LeverName name = new LeverName(String.valueOf(map.get("lever")));
                    if (named.find(name).isEmpty()) {
                        named = named.with(
                                new NamedLever(name), "", new CanaryCheck.Canary("none", Map.of(), Map.of()));
                    }
                }
            }
        }
        return named;
    }

    @Override
    public Optional<Actuator> find(LeverName name) {
        return Optional.ofNullable(levers.get(name));
    }

    public Map<LeverName, Actuator> all() {
        return Map.copyOf(levers);
    }

    /// Changes with the lever's settings, so that its canary is asked for again.
    public String settingsHash(LeverName name) {
        return hashes.getOrDefault(name, "");
    }
}
