package dev.reeve.server.views;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The queue: open cases by severity, then deadline, then confidence. Pages go on where the last one ended, by an
/// index in
/// that order, so that the hundredth page of a hundred thousand cases costs what the first does.
public final class CaseList {
    public static final int PAGE_MAX = 200;

    private static final Duration COUNTS_KEPT = Duration.ofSeconds(2);

    /// To choose from; more would be no help.
    private static final int FAMILIES_MAX = 100;

    private static final String ORDER = "severity, coalesce(due_at, 'infinity'::timestamptz), (-confidence), case_id";

    private final JdbcClient jdbc;
    private final InstantSource time;
    private final AtomicReference<@Nullable Counts> counts = new AtomicReference<>();

    public CaseList(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /// Each null for all.
    ///
    /// @param status a word such as `waiting-person`; `closed` lists closed cases, the newest first; `to-confirm`
    ///     those with evidence that was not read surely
    public record Filter(
            @Nullable String status,
            @Nullable Integer severity,
            @Nullable String family,
            @Nullable String assignee,
            @Nullable String account) {
        boolean closed() {
            return "closed".equals(status);
        }

        boolean toConfirm() {
            return "to-confirm".equals(status);
        }
    }

    /// @param next where the next page begins; null on the last one
    public record Page(List<CaseRow> cases, @Nullable String next) {}

    /// @param families that occur among open cases
    /// @param toConfirm with evidence that was not read surely
    /// @param at when they were counted
    public record Counts(
            Map<String, Integer> byStatus,
            List<String> families,
            int unassigned,
            int overdue,
            int toConfirm,
            Instant at) {
        public int open() {
            return byStatus.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// @param after what the page before gave as `next`; null for the first
    /// @throws IllegalArgumentException when `after` is none of ours
    public Page page(Filter filter, @Nullable String after, int size) {
        int limit = Math.clamp(size, 1, PAGE_MAX);
        Map<String, Object> values = new HashMap<>();
        StringBuilder sql = new StringBuilder("select * from case_file where status ")
                .append(filter.closed() ? "= 'CLOSED'" : "<> 'CLOSED'");
        narrow(sql, values, filter);
        if (after != null && !after.isBlank()) {
            beyond(sql, values, filter, after);
        }
        sql.append(filter.closed() ? " order by changed_at desc, case_id" : " order by " + ORDER)
                .append(" limit ")
                .append(limit + 1);
        List<CaseRow> rows = jdbc.sql(sql.toString())
                .params(values)
                .query((row, n) -> CaseRow.of(row))
                .list();
        boolean more = rows.size() > limit;
        List<CaseRow> page = more ? rows.subList(0, limit) : rows;
        return new Page(List.copyOf(page), more ? cursor(page.get(page.size() - 1), filter) : null);
    }

    private static void narrow(StringBuilder sql, Map<String, Object> values, Filter filter) {
        if (filter.toConfirm()) {
            sql.append(" and doubtful > 0");
        } else if (filter.status != null && !filter.status.isBlank()) {
            sql.append(" and status = :status");
            values.put("status", filter.status.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
        if (filter.severity != null) {
            sql.append(" and severity = :severity");
            values.put("severity", filter.severity);
        }
        add(sql, values, "family", filter.family);
        add(sql, values, "account_id", filter.account);
        if ("-".equals(filter.assignee)) {
            sql.append(" and assignee is null");
        } else {
            add(sql, values, "assignee", filter.assignee);
        }
    }

    private static void add(StringBuilder sql, Map<String, Object> values, String column, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            sql.append(" and ").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    private static String cursor(CaseRow last, Filter filter) {
        String text = filter.closed()
                ? last.changedAt() + "|" + last.id()
                : last.severity().substring(1) + "|" + (last.dueAt() == null ? "" : last.dueAt()) + "|"
                        + last.confidenceRank() + "|" + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void beyond(StringBuilder sql, Map<String, Object> values, Filter filter, String after) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8).split("\\|", -1);
            values.put("lastId", parts[parts.length - 1]);
            if (filter.closed()) {
                sql.append(" and (changed_at < :lastAt or changed_at = :lastAt and case_id > :lastId)");
                values.put("lastAt", Timestamp.from(Instant.parse(parts[0])));
                return;
            }
            boolean due = !parts[1].isEmpty();
            sql.append(" and (")
                    .append(ORDER)
                    .append(") > (:lastSeverity, ")
                    .append(due ? ":lastDue" : "'infinity'::timestamptz")
                    .append(", :lastConfidence, :lastId)");
            values.put("lastSeverity", Integer.parseInt(parts[0]));
            values.put("lastConfidence", -Integer.parseInt(parts[2]));
            if (due) {
                values.put("lastDue", Timestamp.from(Instant.parse(parts[1])));
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | java.time.DateTimeException e) {
            throw new IllegalArgumentException("after: pass on what the page before gave as next", e);
        }
    }

    /// Open cases by status, and of which families, at most seconds old.
    public Counts counts() {
        Instant now = time.instant();
        Counts kept = counts.get();
        if (kept != null && kept.at.plus(COUNTS_KEPT).isAfter(now) && !kept.at.isAfter(now)) {
            return kept;
        }
        Map<String, Integer> byStatus = new TreeMap<>();
        SortedSet<String> families = new TreeSet<>();
        List<int[]> sums = new ArrayList<>();
        jdbc.sql("""
                select status, family, count(*) as n, count(*) filter (where assignee is null) as free,
                    count(*) filter (where due_at < :now) as late, count(*) filter (where doubtful > 0) as unsure
                from case_file where status <> 'CLOSED' group by status, family
                """).param("now", Timestamp.from(now)).query(row -> {
            byStatus.merge(CaseRow.word(row.getString("status")), row.getInt("n"), Integer::sum);
            families.add(row.getString("family"));
            sums.add(new int[] {row.getInt("free"), row.getInt("late"), row.getInt("unsure")});
        });
        Counts fresh = new Counts(
                byStatus,
                families.stream().limit(FAMILIES_MAX).toList(),
                sums.stream().mapToInt(s -> s[0]).sum(),
                sums.stream().mapToInt(s -> s[1]).sum(),
                sums.stream().mapToInt(s -> s[2]).sum(),
                now);
        counts.set(fresh);
        return fresh;
    }

    public Optional<CaseRow> find(String id) {
        return jdbc.sql("select * from case_file where case_id = :id")
                .param("id", id)
                .query((row, n) -> CaseRow.of(row))
                .optional();
    }
}
