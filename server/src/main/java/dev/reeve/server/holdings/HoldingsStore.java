package dev.reeve.server.holdings;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Attributor;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.attribution.Service;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.database.Database;
import dev.reeve.server.desk.Clients;
import dev.reeve.server.desk.DeskRecords;
import dev.reeve.server.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Asks the inventory who may have held something. SQL finds by index all that could matter; {@link Attributor}
/// decides.
public final class HoldingsStore implements Clients {
    /// Who puts imports on record.
    private static final ActorId INVENTORY = new ActorId("inventory");

    private final JdbcClient jdbc;
    private final AccountStore accounts;
    private final Journal journal;
    private final InstantSource clock;

    public HoldingsStore(Database database, Vault vault, Journal journal, InstantSource clock) {
        this.jdbc = database.jdbc();
        this.accounts = new AccountStore(jdbc, vault);
        this.journal = journal;
        this.clock = clock;
    }

    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public List<Holding> covering(Resource resource, Interval window) {
        return candidates(resource, window, clock.instant());
    }

    @Override
    public List<Holding> heldBy(ServiceId service, Instant at) {
        return jdbc.sql("""
                        select * from holding
                        where service = :service and known_to is null
                          and valid_from <= :at and (valid_to is null or valid_to > :at)
                        order by id
                        """)
                .param("service", service.value())
                .param("at", Timestamp.from(at))
                .query((row, number) -> holding(row))
                .list();
    }

    @Override
    public Optional<Service> service(ServiceId id) {
        return accounts.find(id);
    }

    @Override
    public Optional<Client> client(AccountId id) {
        return accounts.find(id)
                .map(a ->
                        new Client(id, a.created(), a.paymentVerified(), a.plan(), known(a.language()), a.reseller()));
    }

    /// An inventory without a column of languages says nothing of them.
    private static @Nullable String known(String language) {
        return language.isBlank() ? null : language;
    }

    @Override
    public List<CaseFacts.Contact> contacts(AccountId id) {
        return accounts.contacts(id, this, clock.instant()).stream()
                .map(contact -> new CaseFacts.Contact(contact.address(), contact.livesOn()))
                .toList();
    }

    /// Puts on record what inventories said since last time. Another process may have loaded them.
    ///
    /// @return how many; if any, evidence that nobody held before should be asked about again
    public int recordImports() {
        List<DeskEvent.HoldingsImported> waiting = jdbc.sql(
                        "select source, loaded, refused, digest from inventory where journalled is null order by id")
                .query((row, number) -> new DeskEvent.HoldingsImported(
                        row.getString("source"), row.getInt("loaded"), row.getInt("refused"), row.getString("digest")))
                .list();
        waiting.forEach(imported -> DeskRecords.append(journal, clock.instant(), INVENTORY, imported));
        return waiting.size();
    }

    /// @param seen by the reporter's clock
    /// @param window the same, widened by the doubt about that clock
    /// @param knownAt as of when; now for new evidence
    public Attribution attribute(Resource resource, Interval seen, Interval window, Instant knownAt) {
        return Attributor.attribute(resource, seen, window, knownAt, candidates(resource, window, knownAt));
    }

    /// Every holding that could cover the resource within the window, as believed at an instant.
    public List<Holding> candidates(Resource resource, Interval window, Instant knownAt) {
        return switch (resource) {
            case Resource.Address a -> inBlocks(a.ip().toString(), window, knownAt);
            case Resource.Prefix p -> inBlocks(p.prefix().toString(), window, knownAt);
            case Resource.Domain d -> named(List.of("name"), suffixes(d.name()), window, knownAt);
            case Resource.Url u ->
                address(u.host())
                        .map(ip -> inBlocks(ip.toString(), window, knownAt))
                        .orElseGet(() -> u.host().isEmpty()
                                ? List.of()
                                : named(List.of("name", "path"), suffixes(u.host()), window, knownAt));
            case Resource.Mailbox m -> {
                List<String> names = new ArrayList<>(suffixes(m.domain().name()));
                names.add(m.address());
                yield named(List.of("name", "mail"), names, window, knownAt);
            }
            case Resource.Login l -> named(List.of("user"), List.of(l.text()), window, knownAt);
            case Resource.HostedFile f -> files(f, window, knownAt);
        };
    }

    private List<Holding> inBlocks(String ip, Interval window, Instant knownAt) {
        return jdbc.sql("""
                        select * from holding
                        where kind = 'addresses' and block >>= :ip::inet
                          and valid_from <= :to and (valid_to is null or valid_to > :from)
                          and known_from <= :known and (known_to is null or known_to > :known)
                        """)
                .param("ip", ip)
                .param("from", Timestamp.from(window.from()))
                .param("to", Timestamp.from(window.to()))
                .param("known", Timestamp.from(knownAt))
                .query((row, number) -> holding(row))
                .list();
    }

    private List<Holding> named(List<String> kinds, List<String> names, Interval window, Instant knownAt) {
        return jdbc.sql("""
                        select * from holding
                        where name = any(:names) and kind = any(:kinds) and kind <> 'addresses'
                          and valid_from <= :to and (valid_to is null or valid_to > :from)
                          and known_from <= :known and (known_to is null or known_to > :known)
                        """)
                .param("names", names.toArray(String[]::new))
                .param("kinds", kinds.toArray(String[]::new))
                .param("from", Timestamp.from(window.from()))
                .param("to", Timestamp.from(window.to()))
                .param("known", Timestamp.from(knownAt))
                .query((row, number) -> holding(row))
                .list();
    }

    private List<Holding> files(Resource.HostedFile file, Interval window, Instant knownAt) {
        return jdbc.sql("""
                        select * from holding
                        where name = :node and kind = 'files' and starts_with(:path, folder)
                          and valid_from <= :to and (valid_to is null or valid_to > :from)
                          and known_from <= :known and (known_to is null or known_to > :known)
                        """)
                .param("node", file.node())
                .param("path", file.path())
                .param("from", Timestamp.from(window.from()))
                .param("to", Timestamp.from(window.to()))
                .param("known", Timestamp.from(knownAt))
                .query((row, number) -> holding(row))
                .list();
    }

    /// What an account holds or held, as believed now, newest first.
    public List<Holding> list(AccountId account) {
        return jdbc.sql(
                        "select * from holding where account = :account and known_to is null order by valid_from desc, id")
                .param("account", account.value())
                .query((row, number) -> holding(row))
                .list();
    }

    @Override
    public Optional<Instant> newest() {
        return jdbc.sql("select max(at) from inventory")
                .query((row, number) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    static Holding holding(ResultSet row) throws SQLException {
        return new Holding(
                new HoldingId("h-" + row.getLong("id")),
                HeldColumns.read(row),
                new AccountId(row.getString("account")),
                new ServiceId(row.getString("service")),
                row.getTimestamp("valid_from").toInstant(),
                instant(row, "valid_to"),
                row.getTimestamp("known_from").toInstant(),
                instant(row, "known_to"),
                row.getBoolean("shared"),
                row.getString("source"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /// The name and all domains that it lies in: `a.b.example` gives itself, `b.example` and `example`.
    private static List<String> suffixes(String name) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return Stream.iterate(
                        bare, n -> !n.isEmpty(), n -> n.substring(n.indexOf('.') < 0 ? n.length() : n.indexOf('.') + 1))
                .limit(128)
                .toList();
    }

    private static Optional<IpAddress> address(String host) {
        try {
            return Optional.of(IpAddress.parse(host));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }
}
