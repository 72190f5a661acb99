package dev.reeve.server.desk;

import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Held;
import dev.reeve.core.attribution.Service;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.policy.Step;
import dev.reeve.server.settings.RawSection;
import dev.reeve.server.settings.SetupException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which lever does a step for a kind of service, as the operator wrote it under `ladder-levers`:
///
/// ```yaml
/// ladder-levers:
///   vps:
///     restrict: {lever: edge-firewall, target: address, lease: 1 h, effect: block-port, port: 25}
/// ```
///
/// `target` is `resource` (the case's own, the default) or `address` (the one address of the service). What is not
/// `lever`,
/// `target` or `lease` goes to the lever as a parameter.
public final class LeverMap {
    private final Map<String, Map<Step, Entry>> entries = new HashMap<>();
    private final LeverShelf shelf;
    private final Clients clients;

    private record Entry(LeverName lever, boolean toAddress, Duration lease, Map<String, String> parameters) {}

    /// @throws SetupException naming line, setting and what to write
    public LeverMap(RawSection section, LeverShelf shelf, Clients clients) {
        this.shelf = shelf;
        this.clients = clients;
        section.map().forEach((kind, steps) -> {
            if (steps instanceof Map<?, ?> bySteps) {
                bySteps.forEach((step, entry) -> add(section, kind, String.valueOf(step), entry));
            } else {
                throw wrong(section, kind, "must name steps and their levers");
            }
        });
    }

    private void add(RawSection section, String kind, String step, Object value) {
        String path = kind + "." + step;
        if (!(value instanceof Map<?, ?> map) || map.get("lever") == null) {
            throw wrong(section, path, "must name its lever, as in {lever: edge-firewall, lease: 1 h}");
        }
        try {
            Step parsed = Step.parse(step);
            LeverName lever = new LeverName(String.valueOf(map.get("lever")));
            if (shelf.find(lever).isEmpty()) {
                throw wrong(section, path, "names the lever " + lever + ", which is not under levers:");
            }
            String target = map.containsKey("target") ? String.valueOf(map.get("target")) : "resource";
            if (!target.equals("resource") && !target.equals("address")) {
                throw wrong(section, path, "target is resource or address, not " + target);
            }
            Map<String, String> parameters = new HashMap<>();
            map.forEach((k, v) -> parameters.put(String.valueOf(k), String.valueOf(v)));
            Duration lease = lease(parameters.getOrDefault("lease", "0 s"));
            List.of("lever", "target", "lease").forEach(parameters::remove);
            entries.computeIfAbsent(kind, k -> new EnumMap<>(Step.class))
                    .put(parsed, new Entry(lever, target.equals("address"), lease, Map.copyOf(parameters)));
        } catch (SetupException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw wrong(section, path, String.valueOf(e.getMessage()));
        }
    }

    private static Duration lease(String text) {
        String[] parts = text.strip().split(" ");
        boolean shaped = parts.length == 2 && parts[0].matches("[0-9]{1,6}");
        long count = shaped ? Long.parseLong(parts[0]) : -1;
        return switch (shaped ? parts[1] : "") {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> throw new IllegalArgumentException("lease is a length of time such as 1 h, not \"" + text + '"');
        };
    }

    private static SetupException wrong(RawSection section, String path, String why) {
        return new SetupException(section.place(path) + ": ladder-levers." + path + " " + why);
    }

    /// What the map offers for a service, by step.
    Map<Step, CaseFacts.Lever> choose(Service service, Resource resource, Instant now) {
        Map<Step, CaseFacts.Lever> chosen = new EnumMap<>(Step.class);
        entries.getOrDefault(service.kind(), Map.of())
                .forEach((step, entry) -> chosen.put(step, lever(entry, service, resource, now)));
        return chosen;
    }

    private CaseFacts.Lever lever(Entry entry, Service service, Resource resource, Instant now) {
        String hash = shelf.settingsHash(entry.lever);
        Optional<Resource> aim = aim(entry, service, resource, now);
        if (aim.isEmpty()) {
            String why = "the lever " + entry.lever + " needs one address, and the service " + service.id()
                    + " has none or several";
            return new CaseFacts.Lever(entry.lever, hash, null, entry.parameters, entry.lease, why);
        }
        Target target = new Target(service.account(), service.id(), aim.get(), service.node(), service.externalIds());
        return new CaseFacts.Lever(entry.lever, hash, target, entry.parameters, entry.lease, "");
    }

    private Optional<Resource> aim(Entry entry, Service service, Resource resource, Instant now) {
        // The port that a report names is where the traffic came from, not what is to be blocked.
        if (resource instanceof Resource.Address address) {
            return Optional.of(new Resource.Address(address.ip(), null));
        }
        if (!entry.toAddress) {
            return resource instanceof Resource.Prefix prefix
                            && !prefix.prefix().single()
                    ? Optional.empty()
                    : Optional.of(resource);
        }
        List<Resource> addresses = clients.heldBy(service.id(), now).stream()
                .filter(h -> !h.shared())
                .flatMap(h -> h.held() instanceof Held.Addresses a && a.prefix().single() && a.ports() == null
                        ? java.util.stream.Stream.<Resource>of(
                                new Resource.Address(a.prefix().first(), null))
                        : java.util.stream.Stream.empty())
                .distinct()
                .toList();
        return addresses.size() == 1 ? Optional.of(addresses.get(0)) : Optional.empty();
    }
}
