package dev.reeve.core.simulation;

import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Held;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The clients, what they hold, and what the inventory says of that, which may be old.
final class Town {
    enum Character {
        GOOD,
        CARELESS,
        HIJACKED,
        MALICIOUS
    }

    static final class Client {
        final AccountId account;
        final ServiceId service;
        final Character character;
        final String node;
        final @Nullable String reseller;
        final List<CaseFacts.Contact> contacts;
        Resource.Address address;

        /// What it does to others now; null while it does nothing.
        @Nullable
        Misdeed misdeed;

        Instant lastMisdeed = Instant.MIN;
        int inForce;
        Step harshest = Step.NOTICE;
        Instant accruedTo;
        Map<Step, CaseFacts.Lever> levers = Map.of();

        Client(
                AccountId account,
                ServiceId service,
                Character character,
                String node,
                @Nullable String reseller,
                List<CaseFacts.Contact> contacts,
                Resource.Address address,
                Instant now) {
            this.account = account;
            this.service = service;
            this.character = character;
            this.node = node;
            this.reseller = reseller;
            this.contacts = contacts;
            this.address = address;
            this.accruedTo = now;
        }

        boolean guilty(Instant now) {
            return misdeed != null || lastMisdeed.isAfter(now.minus(Duration.ofDays(7)));
        }
    }

    record Misdeed(Vocation vocation, long number) {}

    static final LeverName EDGE = new LeverName("edge");
    static final LeverName PANEL = new LeverName("panel");
    static final Duration LEASE = Duration.ofHours(12);

    final List<Client> clients = new ArrayList<>();
    private final Map<ServiceId, Client> byService = new HashMap<>();
    private final Map<Resource, List<Holding>> known = new HashMap<>();
    private final Map<Resource, Client> holders = new HashMap<>();
    private final List<Runnable> notYetImported = new ArrayList<>();
    private int addresses;
    private int holdings;
    private int settings = 1;
    private Instant inventoryAt;

    /// Weighted hours of abuse that nothing stood in the way of.
    double harmByAbuse;

    /// Weighted hours of actions in force against the innocent.
    double harmToInnocent;

    Town(int count, Chance chance, Instant start) {
        this.inventoryAt = start;
        for (int i = 0; i < count; i++) {
            Character character = switch (chance.below(10)) {
                case 0, 1, 2, 3 -> Character.GOOD;
                case 4, 5, 6 -> Character.CARELESS;
                case 7, 8 -> Character.HIJACKED;
                default -> Character.MALICIOUS;
            };
            ServiceId service = new ServiceId("s" + i);
            Personal mail = personal("client-" + i);
            boolean onlyOnTheService = chance.oneIn(25);
            Client client = new Client(
                    new AccountId("a" + i),
                    service,
                    character,
                    "node-" + chance.below(4),
                    chance.oneIn(3) ? "reseller-" + chance.below(3) : null,
                    List.of(new CaseFacts.Contact(mail, onlyOnTheService ? service : null)),
                    nextAddress(),
                    start);
            clients.add(client);
            byService.put(service, client);
            holders.put(client.address, client);
            known.put(
                    client.address,
                    List.of(holding(client, start.minus(Duration.ofDays(200)), start.minus(Duration.ofDays(200)))));
            configure(client);
        }
    }

    static Personal personal(String name) {
        return new Personal(name, "0".repeat(64));
    }

    private Resource.Address nextAddress() {
        int n = addresses++;
        return Resource.Address.of("10." + (n >> 16) + "." + ((n >> 8) & 255) + "." + (n & 255));
    }

    private Holding holding(Client client, Instant from, Instant knownFrom) {
        return new Holding(
                new HoldingId("h" + holdings++),
                new Held.Addresses(IpPrefix.of(client.address.ip()), null),
                client.account,
                client.service,
                from,
                null,
                knownFrom,
                null,
                false,
                "town");
    }

    private void configure(Client client) {
        Map<Step, CaseFacts.Lever> levers = new EnumMap<>(Step.class);
        Target target = new Target(
                client.account, client.service, client.address, client.node, Map.of("vmid", client.service.value()));
        for (Step step : Step.values()) {
            if (step.acts()) {
                boolean edge = step == Step.RESTRICT;
                levers.put(
                        step,
                        new CaseFacts.Lever(
                                edge ? EDGE : PANEL,
                                settingsHash(),
                                target,
                                Map.of(),
                                edge ? LEASE : Duration.ZERO,
                                ""));
            }
        }
        client.levers = Map.copyOf(levers);
    }

    String settingsHash() {
        return "settings-" + settings;
    }

    void reconfigureLevers() {
        settings++;
        clients.forEach(this::configure);
    }

    Client client(ServiceId service) {
        return Objects.requireNonNull(byService.get(service), "a service that is not in town");
    }

    /// Who really holds an address.
    @Nullable
    Client holder(Resource address) {
        return holders.get(address);
    }

    List<Holding> known(Resource address) {
        return known.getOrDefault(address, List.of());
    }

    Instant inventoryAt() {
        return inventoryAt;
    }

    /// The client gets another address, and somebody else gets this one; the inventory hears of it with its next
    /// import.
    void swap(Client one, Client other, Instant now) {
        Resource.Address left = one.address;
        Resource.Address right = other.address;
        one.address = right;
        other.address = left;
        holders.put(right, one);
        holders.put(left, other);
        notYetImported.add(() -> {
            end(left, now);
            end(right, now);
            add(one, right, now);
            add(other, left, now);
            configure(one);
            configure(other);
        });
    }

    private void end(Resource address, Instant at) {
        List<Holding> ended = new ArrayList<>();
        for (Holding h : known(address)) {
            boolean last = h.validTo() == null && h.validFrom().isBefore(at);
            ended.add(last ? ended(h, at) : h);
        }
        known.put(address, List.copyOf(ended));
    }

    private static Holding ended(Holding h, Instant at) {
        return new Holding(
                h.id(),
                h.held(),
                h.account(),
                h.service(),
                h.validFrom(),
                at,
                h.knownFrom(),
                null,
                h.shared(),
                h.source());
    }

    private void add(Client client, Resource.Address address, Instant from) {
        List<Holding> more = new ArrayList<>(known(address));
        more.add(new Holding(
                new HoldingId("h" + holdings++),
                new Held.Addresses(IpPrefix.of(address.ip()), null),
                client.account,
                client.service,
                from,
                null,
                Instant.EPOCH,
                null,
                false,
                "town"));
        known.put(address, List.copyOf(more));
    }

    void importInventory(Instant deskTime) {
        notYetImported.forEach(Runnable::run);
        notYetImported.clear();
        inventoryAt = deskTime;
    }

    /// Counts harm up to now; called before anything changes.
    void accrue(Client client, Instant now) {
        double hours = Duration.between(client.accruedTo, now).toMillis() / 3_600_000.0;
        client.accruedTo = now;
        Misdeed misdeed = client.misdeed;
        if (misdeed != null && client.inForce == 0) {
            harmByAbuse += hours * weight(misdeed.vocation().severity());
        }
        if (client.inForce > 0 && !client.guilty(now)) {
            harmToInnocent += hours * weight(client.harshest);
        }
    }

    private static int weight(Severity severity) {
        return 16 >> severity.ordinal();
    }

    private static int weight(Step step) {
        return switch (step) {
            case NOTICE -> 0;
            case RESTRICT -> 1;
            case DISABLE_CONTENT -> 3;
            case SUSPEND_SERVICE -> 5;
            case SUSPEND_ACCOUNT -> 8;
            case TERMINATE -> 10;
        };
    }
}
