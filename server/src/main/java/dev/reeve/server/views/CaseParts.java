package dev.reeve.server.views;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What belongs to cases, as the tables have it: evidence, notices, actions, clocks, tasks.
public final class CaseParts {
    private static final int ROWS_MAX = 1000;

    /// Messages that are shown at once to be confirmed.
    private static final int DOUBTS_MAX = 5;

    /// Rows of a page that a person reads.
    private static final int PAGE = 50;

    private final JdbcClient jdbc;

    public CaseParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Evidence(
            String observation,
            String message,
            String resource,
            String kind,
            String strength,
            String reporter,
            String clause,
            Instant seenFrom,
            Instant seenTo,
            Instant joinedAt,
            @Nullable String duplicateOf,
            @Nullable String doubt) {}

    public record Notice(
            String id,
            String kind,
            String party,
            String status,
            Instant queuedAt,
            Instant changedAt,
            @Nullable String why) {}

    public record Action(
            String id,
            String caseId,
            String account,
            String step,
            String lever,
            String resource,
            String status,
            boolean automatic,
            @Nullable String necessity,
            Instant orderedAt,
            Instant changedAt,
            @Nullable String outcome) {}

    /// @param over how it ended; null while it counts
    public record Clock(
            String id,
            String caseId,
            String kind,
            String basis,
            String length,
            Instant startedAt,
            Instant dueAt,
            @Nullable Instant pausedAt,
            @Nullable String over) {}

    public record Task(
            String id,
            String caseId,
            String kind,
            String role,
            String about,
            String why,
            Instant openedAt,
            @Nullable Instant doneAt,
            @Nullable String doneBy,
            @Nullable String result) {}

    /// The first of it; all of it is paged.
    public List<Evidence> evidence(String caseId) {
        return evidence(caseId, ROWS_MAX, 0);
    }

    /// One page of a case's evidence, in the order in which it joined.
    public Paged<Evidence> evidencePage(String caseId, int page) {
        int total = jdbc.sql("select count(*) from case_evidence where case_id = :id")
                .param("id", caseId)
                .query(Integer.class)
                .single();
        return Paged.of(page, PAGE, total, from -> evidence(caseId, PAGE, from));
    }

    /// @param again how many are more about an incident that was known
    public record EvidenceSum(
            String kind, int count, int again, int resources, int reporters, Instant from, Instant to) {}

    public List<EvidenceSum> evidenceSums(String caseId) {
        return jdbc.sql("""
                        select kind, count(*), count(duplicate_of), count(distinct resource), count(distinct reporter_id),
                            min(seen_from), max(seen_to)
                        from case_evidence where case_id = :id group by kind order by count(*) desc, kind limit\s""" + PAGE)
                .param("id", caseId)
                .query((row, n) -> new EvidenceSum(
                        row.getString(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getTimestamp(6).toInstant(),
                        row.getTimestamp(7).toInstant()))
                .list();
    }

    /// What was not read surely and waits for a person, by message; the first few, for they are read one by one.
    public Map<String, List<Evidence>> doubtful(String caseId) {
        Map<String, List<Evidence>> byMessage = new LinkedHashMap<>();
        for (Evidence e : evidence(caseId, " and doubt = 'open'", ROWS_MAX, 0)) {
            if (byMessage.size() < DOUBTS_MAX || byMessage.containsKey(e.message)) {
                byMessage.computeIfAbsent(e.message, m -> new ArrayList<>()).add(e);
            }
        }
        return byMessage;
    }

    private List<Evidence> evidence(String caseId, int size, int from) {
        return evidence(caseId, "", size, from);
    }

    private List<Evidence> evidence(String caseId, String only, int size, int from) {
        return jdbc.sql("select * from case_evidence where case_id = :id" + only
                        + " order by joined_at, length(observation_id), observation_id limit " + size + " offset "
                        + from)
                .param("id", caseId)
                .query((row, n) -> new Evidence(
                        row.getString("observation_id"),
                        row.getString("message_id"),
                        row.getString("resource"),
                        row.getString("kind"),
                        CaseRow.word(row.getString("strength")),
                        row.getString("reporter_id"),
                        row.getString("clause"),
                        row.getTimestamp("seen_from").toInstant(),
                        row.getTimestamp("seen_to").toInstant(),
                        row.getTimestamp("joined_at").toInstant(),
                        row.getString("duplicate_of"),
                        row.getString("doubt")))
                .list();
    }

    public List<Notice> notices(String caseId) {
        return jdbc.sql("select * from case_notice where case_id = :id order by queued_at, notice_id limit " + ROWS_MAX)
                .param("id", caseId)
                .query((row, n) -> new Notice(
                        row.getString("notice_id"),
                        CaseRow.word(row.getString("kind")),
                        CaseRow.word(row.getString("party")),
                        CaseRow.word(row.getString("status")),
                        row.getTimestamp("queued_at").toInstant(),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("why")))
                .list();
    }

    public List<Action> actions(String caseId) {
        return actions("case_id = :value order by ordered_at", caseId, ROWS_MAX);
    }

    /// @param status a word such as `in-force`; null for those that may be in the world
    public List<Action> actions(@Nullable String status, int size) {
        return status == null
                ? actions(
                        "status in ('STARTED', 'IN_FORCE', 'UNVERIFIED', 'UNDO_ORDERED', 'UNDO_STARTED',"
                                + " 'UNDO_UNVERIFIED') and :value = '' order by changed_at desc",
                        "",
                        size)
                : actions(
                        "status = :value order by changed_at desc",
                        status.toUpperCase(java.util.Locale.ROOT).replace('-', '_'),
                        size);
    }

    public List<Action> action(String id) {
        return actions("action_id = :value", id, 1);
    }

    private List<Action> actions(String where, String value, int size) {
        return jdbc.sql("select * from case_action where " + where + " limit " + Math.clamp(size, 1, ROWS_MAX))
                .param("value", value)
                .query((row, n) -> new Action(
                        row.getString("action_id"),
                        row.getString("case_id"),
                        row.getString("account_id"),
                        CaseRow.word(row.getString("step")),
                        row.getString("lever"),
                        row.getString("resource"),
                        CaseRow.word(row.getString("status")),
                        row.getBoolean("automatic"),
                        row.getString("necessity"),
                        row.getTimestamp("ordered_at").toInstant(),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("outcome")))
                .list();
    }

    public List<Clock> clocks(String caseId) {
        return clocks("case_id = :value order by over nulls first, due_at", caseId, ROWS_MAX);
    }

    /// Those that run and are due before an instant, the first due first.
    public List<Clock> running(Instant before, int size) {
        return clocks(
                "over is null and paused_at is null and due_at < :value order by due_at", Timestamp.from(before), size);
    }

    private List<Clock> clocks(String where, Object value, int size) {
        return jdbc.sql("select * from case_clock where " + where + " limit " + Math.clamp(size, 1, ROWS_MAX))
                .param("value", value)
                .query((row, n) -> new Clock(
                        row.getString("clock_id"),
                        row.getString("case_id"),
                        CaseRow.word(row.getString("kind")),
                        row.getString("basis"),
                        row.getString("length"),
                        row.getTimestamp("started_at").toInstant(),
                        row.getTimestamp("due_at").toInstant(),
                        Columns.instant(row, "paused_at"),
                        row.getString("over")))
                .list();
    }

    public List<Task> tasks(String caseId) {
        return jdbc.sql("select * from case_task where case_id = :id order by opened_at, task_id limit " + ROWS_MAX)
                .param("id", caseId)
                .query((row, n) -> new Task(
                        row.getString("task_id"),
                        row.getString("case_id"),
                        CaseRow.word(row.getString("kind")),
                        CaseRow.word(row.getString("role")),
                        row.getString("about"),
                        row.getString("why"),
                        row.getTimestamp("opened_at").toInstant(),
                        Columns.instant(row, "done_at"),
                        row.getString("done_by"),
                        row.getString("result")))
                .list();
    }
}
