package dev.reeve.server.holdings;

import dev.reeve.core.journal.Personal;
import dev.reeve.server.holdings.HoldingsImport.How;
import dev.reeve.server.holdings.HoldingsImport.Settled;
import dev.reeve.server.vault.Vault;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The lines of one inventory on their way in: accounts and services at once, holdings into a table of this
/// transaction,
/// from which they are settled against what is believed.
final class Incoming {
    /// @param place for a message about the line, such as `file.csv:17: `
    record Placed(String place, HoldingLine line) {}

    private final JdbcClient jdbc;
    private final Vault vault;
    private final AccountStore accounts;
    private final String source;
    private final Map<String, Set<String>> contactsNamed = new HashMap<>();

    Incoming(JdbcClient jdbc, Vault vault, AccountStore accounts, String source) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.accounts = accounts;
        this.source = source;
        jdbc.sql("""
                        create temporary table incoming (
                            n bigint generated always as identity, place text, kind text, block cidr, first_port int,
                            last_port int, name text, folder text, held text, account text, service text,
                            valid_from timestamptz, valid_to timestamptz, shared boolean
                        ) on commit drop
                        """).update();
    }

    void add(List<Placed> lines) {
        addAccounts(lines);
        addServices(lines);
        addContacts(lines);
        addHoldings(lines);
    }

    private void addAccounts(List<Placed> lines) {
        Map<String, HoldingLine> byId = new LinkedHashMap<>();
        lines.forEach(p -> byId.merge(p.line().account().value(), p.line(), Incoming::named));
        List<HoldingLine> all = List.copyOf(byId.values());
        jdbc.sql("""
                        insert into account (id, plan, language, reseller, created, payment_verified)
                        select id, coalesce(plan, ''), coalesce(language, ''), reseller, created,
                               coalesce(verified, false)
                        from unnest(:ids::text[], :plans::text[], :languages::text[], :resellers::text[],
                                    :created::timestamptz[], :verified::boolean[])
                             as l (id, plan, language, reseller, created, verified)
                        on conflict (id) do update set
                            plan = coalesce(nullif(excluded.plan, ''), account.plan),
                            language = coalesce(nullif(excluded.language, ''), account.language),
                            reseller = coalesce(excluded.reseller, account.reseller),
                            created = coalesce(excluded.created, account.created),
                            payment_verified = account.payment_verified or excluded.payment_verified
                        """)
                .param("ids", texts(all, l -> l.account().value()))
                .param("plans", texts(all, HoldingLine::plan))
                .param("languages", texts(all, HoldingLine::language))
                .param("resellers", texts(all, HoldingLine::reseller))
                .param(
                        "created",
                        texts(all, l -> l.created() == null ? null : l.created().toString()))
                .param(
                        "verified",
                        texts(
                                all,
                                l -> l.paymentVerified() == null
                                        ? null
                                        : l.paymentVerified().toString()))
                .update();
        setNames(all.stream().filter(l -> l.name() != null).toList());
    }

    /// Of two lines of one account the one that has a name.
    private static HoldingLine named(HoldingLine a, HoldingLine b) {
        return a.name() == null && b.name() != null ? b : a;
    }

    private void setNames(List<HoldingLine> lines) {
        Map<String, String> before = new HashMap<>();
        jdbc.sql("select id, name_mac from account where id = any(:ids) and name_mac is not null")
                .param("ids", texts(lines, l -> l.account().value()))
                .query(row -> {
                    before.put(row.getString(1), row.getString(2));
                });
        for (HoldingLine line : lines) {
            String name = String.valueOf(line.name());
            String mac = accounts.mac("name", name);
            if (!mac.equals(before.get(line.account().value()))) {
                Personal kept = vault.keep(name);
                jdbc.sql("update account set name_ref = :ref, name_commitment = :c, name_mac = :mac where id = :id")
                        .param("ref", kept.ref())
                        .param("c", kept.commitment())
                        .param("mac", mac)
                        .param("id", line.account().value())
                        .update();
            }
        }
    }

    private void addServices(List<Placed> lines) {
        Map<String, HoldingLine> byId = new LinkedHashMap<>();
        lines.forEach(p -> byId.put(p.line().service().value(), p.line()));
        List<HoldingLine> all = List.copyOf(byId.values());
        jdbc.sql("""
                        insert into service (id, account, kind, node, reseller, external_ids)
                        select id, account, kind, node, reseller, ids::jsonb
                        from unnest(:ids::text[], :accounts::text[], :kinds::text[], :nodes::text[],
                                    :resellers::text[], :external::text[])
                             as l (id, account, kind, node, reseller, ids)
                        on conflict (id) do update set
                            account = excluded.account, kind = excluded.kind,
                            node = coalesce(excluded.node, service.node),
                            reseller = coalesce(excluded.reseller, service.reseller),
                            external_ids = service.external_ids || excluded.external_ids
                        """)
                .param("ids", texts(all, l -> l.service().value()))
                .param("accounts", texts(all, l -> l.account().value()))
                .param("kinds", texts(all, HoldingLine::serviceKind))
                .param("nodes", texts(all, HoldingLine::node))
                .param("resellers", texts(all, HoldingLine::reseller))
                .param("external", texts(all, l -> AccountStore.json(l.externalIds())))
                .update();
    }

    private void addContacts(List<Placed> lines) {
        Map<List<String>, HoldingLine> wanted = new LinkedHashMap<>();
        Map<List<String>, String> addresses = new HashMap<>();
        for (Placed placed : lines) {
            String account = placed.line().account().value();
            for (String address : placed.line().contacts()) {
                List<String> key = List.of(account, accounts.mac("contact", address));
                wanted.put(key, placed.line());
                addresses.put(key, address);
                contactsNamed.computeIfAbsent(account, a -> new HashSet<>()).add(key.get(1));
            }
        }
        Set<List<String>> there = new HashSet<>();
        jdbc.sql("select account, address_mac from contact where account = any(:ids)")
                .param(
                        "ids",
                        wanted.keySet().stream().map(k -> k.get(0)).distinct().toArray(String[]::new))
                .query(row -> {
                    there.add(List.of(row.getString(1), row.getString(2)));
                });
        wanted.forEach((key, line) -> {
            if (!there.contains(key)) {
                Personal kept = vault.keep(String.valueOf(addresses.get(key)));
                jdbc.sql("insert into contact values (:account, :mac, :ref, :commitment, :livesOn, :source)")
                        .param("account", key.get(0))
                        .param("mac", key.get(1))
                        .param("ref", kept.ref())
                        .param("commitment", kept.commitment())
                        .param("livesOn", line.contactsLiveOn())
                        .param("source", source)
                        .update();
            } else if (line.contactsLiveOn() != null) {
                jdbc.sql("update contact set lives_on = :on where account = :account and address_mac = :mac")
                        .param("on", line.contactsLiveOn())
                        .param("account", key.get(0))
                        .param("mac", key.get(1))
                        .update();
            }
        });
    }

    private void addHoldings(List<Placed> lines) {
        List<Placed> all = lines.stream().filter(p -> p.line().held() != null).toList();
        List<HeldColumns> columns = new ArrayList<>();
        List<String> held = new ArrayList<>();
        for (Placed placed : all) {
            dev.reeve.core.attribution.Held what =
                    java.util.Objects.requireNonNull(placed.line().held());
            columns.add(HeldColumns.of(what));
            held.add(what.text());
        }
        jdbc.sql("""
                        insert into incoming (place, kind, block, first_port, last_port, name, folder, held, account,
                                              service, valid_from, valid_to, shared)
                        select * from unnest(:places::text[], :kinds::text[], :blocks::cidr[], :first::int[],
                                             :last::int[], :names::text[], :folders::text[], :held::text[],
                                             :accounts::text[], :services::text[], :from::timestamptz[],
                                             :to::timestamptz[], :shared::boolean[])
                        """)
                .param("places", texts(all, Placed::place))
                .param("kinds", texts(columns, HeldColumns::kind))
                .param("blocks", texts(columns, HeldColumns::block))
                .param(
                        "first",
                        texts(
                                columns,
                                c -> c.firstPort() == null
                                        ? null
                                        : c.firstPort().toString()))
                .param(
                        "last",
                        texts(
                                columns,
                                c -> c.lastPort() == null ? null : c.lastPort().toString()))
                .param("names", texts(columns, HeldColumns::name))
                .param("folders", texts(columns, HeldColumns::folder))
                .param("held", held.toArray(String[]::new))
                .param("accounts", texts(all, p -> p.line().account().value()))
                .param("services", texts(all, p -> p.line().service().value()))
                .param(
                        "from",
                        texts(
                                all,
                                p -> p.line().from() == null
                                        ? null
                                        : p.line().from().toString()))
                .param(
                        "to",
                        texts(
                                all,
                                p -> p.line().to() == null
                                        ? null
                                        : p.line().to().toString()))
                .param("shared", texts(all, p -> String.valueOf(p.line().shared())))
                .update();
    }

    /// Sets what came against what is believed. Nothing is changed but `known_to`; what is now known otherwise is
    /// added.
    Settled settle(How how, Instant now, int refused) {
        Timestamp at = Timestamp.from(now);
        jdbc.sql("analyze incoming").update();
        sql("""
                update incoming i set valid_from = h.valid_from
                from holding h
                where i.valid_from is null and h.known_to is null and h.source = :source and h.held = i.held
                  and h.account = i.account and h.service = i.service and h.valid_to is null
                """, at);
        List<String> problems = new ArrayList<>();
        if (how.snapshot()) {
            sql("update incoming set valid_from = :now where valid_from is null", at);
        } else {
            problems.addAll(jdbc.sql("delete from incoming where valid_from is null returning place")
                    .query((row, number) ->
                            row.getString(1) + "to is given without from, and no open holding is known; write from")
                    .list());
        }
        problems.addAll(jdbc.sql("delete from incoming where valid_to <= valid_from returning place")
                .query((row, number) -> row.getString(1) + "it would end before it began; write a later to")
                .list());
        sql("""
                delete from incoming i using incoming later
                where later.held = i.held and later.account = i.account and later.service = i.service
                  and later.valid_from = i.valid_from and later.n > i.n
                """, at);
        int corrected = sql("""
                update holding h set known_to = :now
                from incoming i
                where h.known_to is null and h.source = :source and h.held = i.held and h.account = i.account
                  and h.service = i.service and h.valid_from = i.valid_from
                  and (h.valid_to is distinct from i.valid_to or h.shared <> i.shared)
                """, at);
        int added = sql("""
                insert into holding (kind, block, first_port, last_port, name, folder, held, account, service,
                                     valid_from, valid_to, known_from, shared, source)
                select kind, block, first_port, last_port, name, folder, held, account, service,
                       valid_from, valid_to, :now, shared, :source
                from incoming i
                where not exists (
                    select from holding h
                    where h.known_to is null and h.source = :source and h.held = i.held and h.account = i.account
                      and h.service = i.service and h.valid_from = i.valid_from)
                order by n
                """, at);
        removeContacts();
        return how.snapshot()
                ? end(how, at, refused, added, corrected, problems)
                : new Settled(added - corrected, corrected, 0, problems, "");
    }

    /// What a snapshot doesn't name has ended, unless that may be a mistake of whoever made it.
    private Settled end(How how, Timestamp at, int refused, int added, int corrected, List<String> problems) {
        int open =
                count("select count(*) from holding where known_to is null and valid_to is null and source = :source");
        int gone = count("select count(*) from holding h where " + GONE);
        String note = "";
        if (gone > 0 && refused > 0) {
            note = gone + " holdings that the file doesn't name were left open, because lines were refused; mend them"
                    + " and load it again";
        } else if (gone > 10 && gone * 2 > open && !how.endMany()) {
            note = gone + " of " + open + " holdings that the file doesn't name were left open, because that is more"
                    + " than half; if it is right, load it again with --end-many";
        }
        if (!note.isEmpty() || gone == 0) {
            return new Settled(added - corrected, corrected, 0, problems, note);
        }
        sql("""
                insert into holding (kind, block, first_port, last_port, name, folder, held, account, service,
                                     valid_from, valid_to, known_from, shared, source)
                select kind, block, first_port, last_port, name, folder, held, account, service,
                       valid_from, :now, :now, shared, source
                from holding h where valid_from < :now and
                """ + GONE, at);
        int ended = sql("update holding h set known_to = :now where " + GONE, at);
        return new Settled(added - corrected, corrected, ended, problems, "");
    }

    /// Believed and open, of this source, and not in the snapshot.
    private static final String GONE = """
            h.known_to is null and h.valid_to is null and h.source = :source
            and not exists (
                select from incoming i
                where i.held = h.held and i.account = h.account and i.service = h.service
                  and i.valid_from = h.valid_from)
            """;

    /// An account whose contacts the inventory names has no others from it.
    private void removeContacts() {
        contactsNamed.forEach((account, macs) -> jdbc.sql("""
                        delete from contact
                        where account = :account and source = :source and address_mac <> all(:macs)
                        """)
                .param("account", account)
                .param("source", source)
                .param("macs", macs.toArray(String[]::new))
                .update());
    }

    private int sql(String statement, Timestamp now) {
        return jdbc.sql(statement).param("source", source).param("now", now).update();
    }

    private int count(String query) {
        return jdbc.sql(query).param("source", source).query(Integer.class).single();
    }

    private static <T> @Nullable String[] texts(List<T> items, Function<T, @Nullable String> text) {
        @Nullable String[] texts = new @Nullable String[items.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text.apply(items.get(i));
        }
        return texts;
    }
}
