package dev.reeve.server.holdings;

import dev.reeve.core.attribution.Service;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Personal;
import dev.reeve.server.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Clients, how to reach them, and what they bought.
public final class AccountStore {
    /// @param name in the vault; null when not known
    /// @param created since when they are a client; null when not known
    public record Account(
            AccountId id,
            @Nullable Personal name,
            String plan,
            String language,
            @Nullable String reseller,
            @Nullable Instant created,
            boolean paymentVerified) {}

    /// @param livesOn the service that carries the mail of this address, which is of no use once that is suspended;
    ///     null
    /// when it is none of ours
    public record Contact(Personal address, @Nullable ServiceId livesOn) {}

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final Vault vault;

    public AccountStore(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<Account> find(AccountId id) {
        return jdbc.sql("select * from account where id = :id")
                .param("id", id.value())
                .query((row, number) -> account(row))
                .optional();
    }

    /// In the order of their numbers, after one of them.
    public List<Account> list(String after, int most) {
        return jdbc.sql("select * from account where id > :after order by id limit :most")
                .param("after", after)
                .param("most", most)
                .query((row, number) -> account(row))
                .list();
    }

    public Optional<Service> find(ServiceId id) {
        return jdbc.sql("select * from service where id = :id")
                .param("id", id.value())
                .query((row, number) -> service(row))
                .optional();
    }

    public List<Service> services(AccountId account) {
        return jdbc.sql("select * from service where account = :account order by id")
                .param("account", account.value())
                .query((row, number) -> service(row))
                .list();
    }

    /// A contact whose service was not named lives on the service that now holds its mailbox or domain, if one
    /// does.
    public List<Contact> contacts(AccountId account, HoldingsStore holdings, Instant now) {
        return jdbc
                .sql("select * from contact where account = :account order by address_mac")
                .param("account", account.value())
                .query((row, number) -> new Contact(
                        new Personal(row.getString("address_ref"), row.getString("address_commitment")),
                        row.getString("lives_on") == null ? null : new ServiceId(row.getString("lives_on"))))
                .list()
                .stream()
                .map(contact -> contact.livesOn() != null ? contact : placed(contact, holdings, now))
                .toList();
    }

    private Contact placed(Contact contact, HoldingsStore holdings, Instant now) {
        ServiceId holder = vault.open(contact.address())
                .map(address -> new dev.reeve.core.evidence.Resource.Mailbox(address))
                .flatMap(mailbox -> holdings.candidates(mailbox, dev.reeve.core.evidence.Interval.at(now), now).stream()
                        .max(java.util.Comparator.comparingInt(h -> h.held().specificity()))
                        .map(h -> h.service()))
                .orElse(null);
        return new Contact(contact.address(), holder);
    }

    /// Whose contact an address is. Several, when clients share one.
    public List<AccountId> findByAddress(String address) {
        return jdbc.sql("select account from contact where address_mac = :mac order by account")
                .param("mac", mac("contact", address))
                .query((row, number) -> new AccountId(row.getString(1)))
                .list();
    }

    /// Who goes by a name: the whole of it, whatever its case. Names are encrypted, so parts of one can't be looked
    /// for.
    public List<AccountId> findByName(String name) {
        return jdbc.sql("select id from account where name_mac = :mac order by id limit 50")
                .param("mac", mac("name", name))
                .query((row, number) -> new AccountId(row.getString(1)))
                .list();
    }

    /// @param purpose `contact` or `name`
    String mac(String purpose, String personal) {
        return vault.fingerprint(purpose, personal);
    }

    private static Account account(ResultSet row) throws SQLException {
        String ref = row.getString("name_ref");
        return new Account(
                new AccountId(row.getString("id")),
                ref == null ? null : new Personal(ref, row.getString("name_commitment")),
                row.getString("plan"),
                row.getString("language"),
                row.getString("reseller"),
                HoldingsStore.instant(row, "created"),
                row.getBoolean("payment_verified"));
    }

    private static Service service(ResultSet row) throws SQLException {
        Map<String, String> ids = new HashMap<>();
        JSON.readTree(row.getString("external_ids")).forEachEntry((name, value) -> ids.put(name, value.asString()));
        return new Service(
                new ServiceId(row.getString("id")),
                new AccountId(row.getString("account")),
                row.getString("kind"),
                row.getString("node"),
                row.getString("reseller"),
                ids);
    }

    /// `name=value;name=value`, as a line of an inventory has them.
    static String pairs(String json) {
        StringJoiner pairs = new StringJoiner(";");
        JSON.readTree(json).forEachEntry((name, value) -> pairs.add(name + "=" + value.asString()));
        return pairs.toString();
    }

    static String json(Map<String, String> ids) {
        return JSON.writeValueAsString(new java.util.TreeMap<>(ids));
    }
}
