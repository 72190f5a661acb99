package dev.reeve.server.views;

import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Resource;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.views.AccountView.HoldingRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds cases, clients, messages and holders by an address, a domain, a mailbox, a URL, a client's name, or a
/// number of ours. Exact,
/// by
/// index: it stays quick however much there is.
public final class Search {
    private static final int ROWS_MAX = 50;

    private final JdbcClient jdbc;
    private final HoldingsStore holdings;
    private final InstantSource time;

    public Search(JdbcClient jdbc, HoldingsStore holdings, InstantSource time) {
        this.jdbc = jdbc;
        this.holdings = holdings;
        this.time = time;
    }

    /// @param everHeld who held what was asked for, now or before
    public record Found(List<CaseRow> cases, List<String> accounts, List<String> messages, List<HoldingRow> everHeld) {
        public boolean nothing() {
            return cases.isEmpty() && accounts.isEmpty() && messages.isEmpty() && everHeld.isEmpty();
        }
    }

    public Found find(String typed) {
        String q = typed.strip();
        Set<CaseRow> cases = new LinkedHashSet<>();
        Set<String> accounts = new LinkedHashSet<>();
        List<HoldingRow> held = new ArrayList<>();
        if (q.isEmpty() || q.length() > 300) {
            return new Found(List.of(), List.of(), List.of(), List.of());
        }
        cases.addAll(cases("case_id = :q", q));
        cases.addAll(cases("account_id = :q", q));
        accounts.addAll(ids("select id from account where id = :q", q));
        holdings.accounts().findByName(q).forEach(id -> accounts.add(id.value()));
        for (Resource resource : resources(q)) {
            cases.addAll(casesAbout("= :q", resource.key()));
            if (resource instanceof Resource.Address address && address.port() == null) {
                cases.addAll(casesAbout("like :q", withAnyPort(address)));
            }
            holdings.candidates(resource, new Interval(Instant.EPOCH, time.instant()), time.instant()).stream()
                    .filter(h -> h.held().covers(resource))
                    .limit(ROWS_MAX)
                    .map(HoldingRow::of)
                    .forEach(held::add);
            if (resource instanceof Resource.Mailbox mailbox) {
                holdings.accounts().findByAddress(mailbox.address()).forEach(id -> accounts.add(id.value()));
            }
        }
        held.forEach(h -> accounts.add(h.account()));
        List<String> messages = ids(
                "select message_id from message where message_id = :q or correlation = :q and :q <> ''"
                        + " order by received_at desc limit " + ROWS_MAX,
                q);
        return new Found(
                cases.stream().limit(ROWS_MAX).toList(),
                accounts.stream().limit(ROWS_MAX).toList(),
                messages,
                List.copyOf(held));
    }

    private List<CaseRow> casesAbout(String comparison, String key) {
        List<CaseRow> found = new ArrayList<>(cases("resource " + comparison, key));
        found.addAll(cases("case_id in (select case_id from case_evidence where resource " + comparison + ")", key));
        return found;
    }

    /// Who asks for an address means every port of it; reports mostly name one.
    private static String withAnyPort(Resource.Address address) {
        String one = new Resource.Address(address.ip(), 1).key();
        return one.substring(0, one.length() - 1) + "%";
    }

    /// All that the words could name.
    private static List<Resource> resources(String q) {
        List<Resource> found = new ArrayList<>();
        for (String type : List.of("address", "prefix", "url", "mailbox", "domain")) {
            parse(type, q).ifPresent(found::add);
        }
        parse("key", q).ifPresent(found::add);
        return found;
    }

    private static Optional<Resource> parse(String type, String q) {
        try {
            return Optional.of(type.equals("key") ? Resource.parseKey(q) : Resource.parse(type, q));
        } catch (IllegalArgumentException not) {
            return Optional.empty();
        }
    }

    private List<CaseRow> cases(String where, String q) {
        return jdbc.sql("select * from case_file where " + where + " order by opened_at desc limit " + ROWS_MAX)
                .param("q", q)
                .query((row, n) -> CaseRow.of(row))
                .list();
    }

    private List<String> ids(String sql, String q) {
        return jdbc.sql(sql).param("q", q).query(String.class).list();
    }
}
