package dev.reeve.server.views;

import dev.reeve.core.attribution.Holding;
import dev.reeve.core.attribution.Service;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.safety.AccountState;
import dev.reeve.server.holdings.AccountStore;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All that the desk knows of a client.
public final class AccountView {
    private static final int CASES_MAX = 200;

    private final JdbcClient jdbc;
    private final HoldingsStore holdings;
    private final CaseDesk cases;
    private final Vault vault;

    public AccountView(JdbcClient jdbc, HoldingsStore holdings, CaseDesk cases, Vault vault) {
        this.jdbc = jdbc;
        this.holdings = holdings;
        this.cases = cases;
        this.vault = vault;
    }

    /// @param name null when it is not known or was erased
    /// @param unprotectProposer who proposed to take the protection away; null when nobody did
    public record Account(
            String id,
            @Nullable String name,
            @Nullable String plan,
            @Nullable Instant clientSince,
            boolean paymentVerified,
            boolean isProtected,
            @Nullable String unprotectProposer,
            List<ServiceRow> services,
            List<HoldingRow> holdings,
            List<CaseRow> cases,
            List<StrikeRow> strikes,
            List<ClearanceRow> clearances) {}

    public record ServiceRow(
            String id,
            String kind,
            @Nullable String node,
            @Nullable String reseller) {}

    /// @param to first instant at which it no longer held; null while it holds
    public record HoldingRow(
            String id,
            String holds,
            String account,
            String service,
            Instant from,
            @Nullable Instant to,
            Instant knownFrom,
            @Nullable Instant knownTo,
            boolean shared,
            String source) {
        public static HoldingRow of(Holding h) {
            return new HoldingRow(
                    h.id().value(),
                    h.held().text(),
                    h.account().value(),
                    h.service().value(),
                    h.validFrom(),
                    h.validTo(),
                    h.knownFrom(),
                    h.knownTo(),
                    h.shared(),
                    h.source());
        }
    }

    public record StrikeRow(
            String id,
            String caseId,
            String family,
            int weight,
            Instant givenAt,
            Instant expiresAt,
            @Nullable String voided) {}

    public record ClearanceRow(String caseId, String service, String family, Instant until) {}

    public Optional<Account> find(AccountId id) {
        Optional<AccountStore.Account> known = holdings.accounts().find(id);
        AccountState state = cases.account(id);
        List<CaseRow> rows = casesOf(id);
        if (known.isEmpty() && state.version() == 0 && rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Account(
                id.value(),
                known.map(AccountStore.Account::name).flatMap(vault::open).orElse(null),
                known.map(AccountStore.Account::plan).orElse(null),
                known.map(AccountStore.Account::created).orElse(null),
                known.map(AccountStore.Account::paymentVerified).orElse(false),
                state.isProtected(),
                state.unprotect() == null ? null : state.unprotect().by().value(),
                holdings.accounts().services(id).stream().map(AccountView::row).toList(),
                holdings.list(id).stream().map(HoldingRow::of).toList(),
                rows,
                state.strikes().stream()
                        .map(s -> new StrikeRow(
                                s.id().value(),
                                s.caseId().value(),
                                s.family(),
                                s.weight(),
                                s.at(),
                                s.expires(),
                                s.voided()))
                        .toList(),
                state.clearances().stream()
                        .map(c ->
                                new ClearanceRow(c.caseId().value(), c.service().value(), c.family(), c.until()))
                        .toList()));
    }

    private static ServiceRow row(Service s) {
        return new ServiceRow(s.id().value(), s.kind(), s.node(), s.reseller());
    }

    /// Without those in which nothing was: a reading that a person rejected is no part of the client's record.
    private List<CaseRow> casesOf(AccountId id) {
        return jdbc.sql("select * from case_file where account_id = :id and (evidence_count > 0 or status <> 'CLOSED')"
                        + " order by opened_at desc limit " + CASES_MAX)
                .param("id", id.value())
                .query((row, n) -> CaseRow.of(row))
                .list();
    }
}
