package dev.reeve.server.holdings;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Attributor;
import dev.reeve.core.attribution.Held;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.server.settings.SetupException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An inventory file held in memory, for commands that need no database.
public final class InventoryHoldings {
    private final Map<IpAddress, List<Holding>> single = new HashMap<>();
    private final List<Holding> others = new ArrayList<>();
    private final Map<ServiceId, HoldingLine> services = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int size;

    private InventoryHoldings() {}

    /// @throws SetupException when the file as a whole can't be read; single bad lines are {@link #problems}
    public static InventoryHoldings read(Path file) {
        InventoryHoldings inventory = new InventoryHoldings();
        LineReader reader = new LineReader(true);
        InventoryFile.read(file, new InventoryFile.Sink() {
            @Override
            public void line(int number, Map<String, String> fields) {
                try {
                    inventory.add(reader.read(fields));
                } catch (LineReader.WrongLineException e) {
                    refused(number, String.valueOf(e.getMessage()));
                }
            }

            @Override
            public void refused(int number, String why) {
                inventory.problems.add(file + ":" + number + ": " + why);
            }
        });
        return inventory;
    }

    private void add(HoldingLine line) {
        services.put(line.service(), line);
        Held held = line.held();
        if (held == null) {
            return;
        }
        size++;
        // A snapshot doesn't say since when: as far as the file knows, always.
        Instant from = line.from() == null ? Instant.EPOCH : line.from();
        Holding holding = new Holding(
                new HoldingId("h-" + size),
                held,
                line.account(),
                line.service(),
                from,
                line.to(),
                Instant.EPOCH,
                null,
                line.shared(),
                "file");
        boolean one = held instanceof Held.Addresses a && a.prefix().single();
        if (one) {
            IpAddress address = ((Held.Addresses) held).prefix().first();
            single.computeIfAbsent(address, a -> new ArrayList<>()).add(holding);
        } else {
            others.add(holding);
        }
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    public int size() {
        return size;
    }

    /// Who held it then, as far as the file says.
    public Attribution attribute(Resource resource, Interval seen, Interval window, Instant now) {
        List<Holding> candidates = new ArrayList<>();
        address(resource).ifPresent(ip -> candidates.addAll(single.getOrDefault(ip, List.of())));
        others.stream().filter(h -> h.held().covers(resource)).forEach(candidates::add);
        return Attributor.attribute(resource, seen, window, now, candidates);
    }

    private static Optional<IpAddress> address(Resource resource) {
        return switch (resource) {
            case Resource.Address a -> Optional.of(a.ip());
            case Resource.Prefix p
            when p.prefix().single() -> Optional.of(p.prefix().first());
            case Resource.Url u -> host(u.host());
            default -> Optional.empty();
        };
    }

    private static Optional<IpAddress> host(String host) {
        try {
            return Optional.of(IpAddress.parse(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /// What the file says of a service's account, as conditions ask for it.
    public Optional<HoldingLine> service(ServiceId service) {
        return Optional.ofNullable(services.get(service));
    }

    public List<AccountId> accounts() {
        return services.values().stream().map(HoldingLine::account).distinct().toList();
    }

    /// Blocks that the file names, for telling culprits from victims.
    public List<IpPrefix> prefixes() {
        List<IpPrefix> all = new ArrayList<>();
        others.forEach(h -> {
            if (h.held() instanceof Held.Addresses a) {
                all.add(a.prefix());
            }
        });
        single.keySet().stream()
                .map(InventoryHoldings::neighbourhood)
                .distinct()
                .forEach(all::add);
        return all;
    }

    private static IpPrefix neighbourhood(IpAddress address) {
        return address.family() == IpAddress.Family.IPV4
                ? new IpPrefix(new IpAddress(IpAddress.Family.IPV4, 0, address.low() & ~0xFFL), 24)
                : new IpPrefix(new IpAddress(IpAddress.Family.IPV6, address.high() & ~0xFFFFL, 0), 48);
    }
}
