package dev.reeve.server.views;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How good each reporter's word has proved: what they reported, how much of it was a repetition, and what came of the
/// cases that are closed. Reporters stand under their pseudonyms, here as everywhere.
public final class ReporterLedger {
    /// Reporters on one page, the busiest first.
    private static final int ROWS_MAX = 200;

    /// From which share of closed cases on in which it was right a reporter is suggested to persons as one to trust, …
    static final int TRUST_PRECISION_PERCENT_MIN = 95;

    /// … and over how many closed cases: of 20, one wrong is 95 %.
    static final int TRUST_CASES_MIN = 20;

    private final JdbcClient jdbc;

    public ReporterLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param messages that they sent
    /// @param unread of these, what no format could read
    /// @param observations that were read from them
    /// @param duplicates of these, what another report had said before
    /// @param cases that their evidence stands in
    /// @param right closed cases in which something was wrong: acted on, or gone by itself
    /// @param wrong closed cases in which nothing was
    /// @param proved whether its very address was proved in some way
    /// @param badFaith whether a person marked it
    /// @param trusted as whom it is trusted; null when it is not
    /// @param proposed as whom somebody wants to trust it; null when nobody does
    public record Row(
            String reporter,
            long messages,
            long unread,
            long observations,
            long duplicates,
            long cases,
            long right,
            long wrong,
            Instant last,
            boolean proved,
            boolean badFaith,
            @Nullable String trusted,
            @Nullable String proposed) {
        /// Share of the closed cases in which they were right, in percent; null while none is closed.
        public @Nullable Long precision() {
            return right + wrong == 0 ? null : Math.round(100.0 * right / (right + wrong));
        }

        /// Whether its record speaks for trusting it. Only persons do.
        public boolean worthTrust() {
            long closed = right + wrong;
            boolean good = closed >= TRUST_CASES_MIN && 100 * right >= TRUST_PRECISION_PERCENT_MIN * closed;
            return good && proved && !badFaith && trusted == null;
        }
    }

    public List<Row> list() {
        return rows("");
    }

    public Optional<Row> find(String reporter) {
        return rows(reporter).stream().findFirst();
    }

    /// @param reporter empty for all
    private List<Row> rows(String reporter) {
        return jdbc.sql("""
                with sent as (
                    select reporter_id, count(*) as messages, count(*) filter (where state = 'quarantined') as unread,
                        max(received_at) as last
                    from message where :one = '' or reporter_id = :one group by reporter_id
                    order by count(*) desc, reporter_id limit %d
                ), evidence as (
                    select e.reporter_id, count(*) as observations, count(e.duplicate_of) as duplicates,
                        count(distinct e.case_id) as cases
                    from case_evidence e join sent using (reporter_id) where e.doubt is null group by e.reporter_id
                ), ended as (
                    select each.reporter_id,
                        count(*) filter (where each.outcome in ('actioned', 'already-gone')) as good,
                        count(*) filter (where each.outcome in ('reviewed-no-breach', 'not-ours')) as bad
                    from (
                        select distinct e.reporter_id, c.case_id, c.outcome
                        from case_evidence e join sent using (reporter_id) join case_file c using (case_id)
                        where c.status = 'CLOSED' and e.doubt is null
                    ) each group by each.reporter_id
                )
                select s.*, coalesce(v.observations, 0) as observations, coalesce(v.duplicates, 0) as duplicates,
                    coalesce(v.cases, 0) as cases, coalesce(d.good, 0) as good, coalesce(d.bad, 0) as bad,
                    coalesce(r.bad_faith, false) as bad_faith, r.trust_name, r.proposed_name,
                    exists (select from reporter_proof p
                        where p.reporter_id = s.reporter_id and p.of_address and p.flaw is null) as proved
                from sent s left join evidence v using (reporter_id) left join ended d using (reporter_id)
                    left join reporter r using (reporter_id)
                order by s.messages desc, s.reporter_id
                """.formatted(ROWS_MAX))
                .param("one", reporter)
                .query((row, n) -> new Row(
                        row.getString("reporter_id"),
                        row.getLong("messages"),
                        row.getLong("unread"),
                        row.getLong("observations"),
                        row.getLong("duplicates"),
                        row.getLong("cases"),
                        row.getLong("good"),
                        row.getLong("bad"),
                        row.getTimestamp("last").toInstant(),
                        row.getBoolean("proved"),
                        row.getBoolean("bad_faith"),
                        row.getString("trust_name"),
                        row.getString("proposed_name")))
                .list();
    }
}
