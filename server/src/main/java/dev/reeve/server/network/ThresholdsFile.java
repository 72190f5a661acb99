package dev.reeve.server.network;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.AddressSet;
import dev.reeve.network.detect.Exceptions;
import dev.reeve.network.detect.SpoofedSources;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// From where on something counts, for everybody, for a plan and for single blocks of clients; and who is not
/// judged at all. A small file of YAML:
///
/// ```
/// thresholds: {floodPacketsPerSecond: 50000, uplinkBitsPerSecond: 10000000000}
/// plans:
///   mail: {mailHostsMin: 5000}
/// clients:
///   203.0.113.8/29: mail
/// except: [203.0.113.250]
/// except-remote: [198.51.100.0/24]
/// dark: [203.0.113.128/26]
/// ports:
///   - {exporter: 192.0.2.1, input: 7, client: 203.0.113.10, addresses: [203.0.113.10, 203.0.113.64/28]}
/// ```
///
/// @param clients the longest block that holds a client says its plan
/// @param ports by the exporter's address: interfaces behind which is one client alone, and what may come from
/// there
public record ThresholdsFile(
        Thresholds all, List<Client> clients, Exceptions exceptions, Map<String, List<SpoofedSources.Port>> ports) {
    private static final int CHARS_MAX = 10_000_000;

    public record Client(IpPrefix block, Thresholds plan) {}

    public static ThresholdsFile none() {
        return new ThresholdsFile(Thresholds.DEFAULTS, List.of(), Exceptions.NONE, Map.of());
    }

    /// @throws SetupException saying which entry is wrong, and what to write
    public static ThresholdsFile read(Path file) {
        try {
            Object top = new Load(
                            LoadSettings.builder().setCodePointLimit(CHARS_MAX).build())
                    .loadFromString(Files.readString(file));
            return new Reader(file).file(top);
        } catch (IOException | YamlEngineException e) {
            throw new SetupException("the thresholds " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    public Function<Endpoint, Thresholds> ofClient() {
        if (clients.isEmpty()) {
            return client -> all;
        }
        List<Client> longestFirst = clients.stream()
                .sorted(Comparator.comparingInt((Client c) -> c.block().length())
                        .reversed())
                .toList();
        return client -> longestFirst.stream()
                .filter(c -> c.block().contains(client.address()))
                .findFirst()
                .map(Client::plan)
                .orElse(all);
    }

    private record Reader(Path file) {
        ThresholdsFile file(Object top) {
            Map<?, ?> sections = map(top == null ? Map.of() : top, "the file");
            for (Object section : sections.keySet()) {
                if (!List.of("thresholds", "plans", "clients", "except", "except-remote", "dark", "ports")
                        .contains(String.valueOf(section))) {
                    throw wrong("there is no section " + section
                            + "; there are thresholds, plans, clients, except, except-remote, dark, ports");
                }
            }
            Thresholds all = thresholds(Thresholds.DEFAULTS, section(sections, "thresholds"), "thresholds");
            Map<String, Thresholds> plans = new HashMap<>();
            section(sections, "plans").forEach((name, of) -> {
                String where = "plans." + name;
                plans.put(String.valueOf(name), thresholds(all, map(of, where), where));
            });
            List<Client> clients = new ArrayList<>();
            section(sections, "clients").forEach((block, plan) -> {
                Thresholds of = plans.get(String.valueOf(plan));
                if (of == null) {
                    throw wrong("clients." + block + ": there is no plan " + plan);
                }
                clients.add(new Client(prefix(String.valueOf(block), "clients"), of));
            });
            return new ThresholdsFile(
                    all,
                    List.copyOf(clients),
                    new Exceptions(
                            addresses(sections, "except"),
                            addresses(sections, "except-remote"),
                            addresses(sections, "dark")),
                    ports(sections.get("ports")));
        }

        private Map<String, List<SpoofedSources.Port>> ports(@Nullable Object value) {
            if (value != null && !(value instanceof List<?>)) {
                throw wrong("ports is a list of {exporter, input, client, addresses}");
            }
            Map<String, List<SpoofedSources.Port>> ports = new HashMap<>();
            for (Object each : value instanceof List<?> list ? list : List.of()) {
                Map<?, ?> port = map(each, "ports");
                if (!(port.get("input") instanceof Integer input)
                        || !(port.get("exporter") instanceof String exporter)
                        || !(port.get("client") instanceof String client)) {
                    throw wrong("ports has entries such as {exporter: 192.0.2.1, input: 7, client: 203.0.113.10, "
                            + "addresses: [203.0.113.10]}");
                }
                IpAddress first = prefix(client, "ports").first();
                boolean v6 = first.family() == IpAddress.Family.IPV6;
                ports.computeIfAbsent(exporter, name -> new ArrayList<>())
                        .add(new SpoofedSources.Port(
                                input, new Endpoint(first.high(), first.low(), v6), addresses(port, "addresses")));
            }
            return ports;
        }

        private Thresholds thresholds(Thresholds otherwise, Map<?, ?> values, String where) {
            Map<String, Double> numbers = new HashMap<>();
            values.forEach((name, value) -> {
                if (!(value instanceof Number number) || number.doubleValue() < 0) {
                    throw wrong(where + "." + name + " is a number, 0 or more, and not " + value);
                }
                numbers.put(String.valueOf(name), number.doubleValue());
            });
            try {
                return otherwise.with(numbers);
            } catch (IllegalArgumentException unknown) {
                throw wrong(where + ": " + unknown.getMessage());
            }
        }

        private AddressSet addresses(Map<?, ?> sections, String name) {
            Object value = sections.get(name);
            if (value == null) {
                return AddressSet.NONE;
            }
            if (!(value instanceof List<?> list)) {
                throw wrong(name + " is a list, such as [203.0.113.8/29]");
            }
            return AddressSet.of(list.stream()
                    .map(block -> prefix(String.valueOf(block), name))
                    .toList());
        }

        private IpPrefix prefix(String text, String where) {
            try {
                return IpPrefix.parse(text);
            } catch (IllegalArgumentException e) {
                throw wrong(where + ": " + e.getMessage());
            }
        }

        private Map<?, ?> section(Map<?, ?> sections, String name) {
            Object value = sections.get(name);
            return value == null ? Map.of() : map(value, name);
        }

        private Map<?, ?> map(Object value, String where) {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw wrong(where + " has lines such as `name: value`");
        }

        private SetupException wrong(String problem) {
            return new SetupException(file.getFileName() + ": " + problem);
        }
    }
}
