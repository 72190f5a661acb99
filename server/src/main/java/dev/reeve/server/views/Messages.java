package dev.reeve.server.views;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Messages that came in and the observations that were read from them.
public final class Messages {
    private static final int ROWS_MAX = 500;

    /// Rows of a page that a person reads.
    private static final int PAGE = 50;

    /// Kinds that one message names; more would be no summary.
    private static final int SUMS_MAX = 100;

    private final JdbcClient jdbc;

    public Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param state received, parsed, held, done, routed, set-aside or quarantined
    /// @param doubt whether it was not read surely: open, confirmed or rejected; null where it was
    /// @param doubtPercent how surely
    /// @param sealed whether its bytes are under seal
    public record Message(
            String id,
            String door,
            String sha256,
            long size,
            String reporter,
            @Nullable String correlation,
            Instant receivedAt,
            @Nullable String format,
            String state,
            @Nullable String why,
            @Nullable String doubt,
            @Nullable Integer doubtPercent,
            boolean sealed) {
        /// Whether a person is to say what it is.
        public boolean toConfirm() {
            return "open".equals(doubt);
        }
    }

    /// @param attribution pending, held, person, ambiguous or unknown
    /// @param candidates who may have held it, or why nobody is known
    /// @param result what judging led to; null before
    public record Observation(
            String id,
            String message,
            String resource,
            String kind,
            String strength,
            Instant seenFrom,
            Instant seenTo,
            String attribution,
            @Nullable String account,
            @Nullable String candidates,
            @Nullable String result,
            @Nullable String caseId,
            Instant changedAt) {}

    /// What came in and isn't read yet.
    ///
    /// @param ofTrusted how many of them are worked on first
    /// @param since when the one that waits longest came
    public record Backlog(
            int messages, int ofTrusted, @Nullable Instant since) {}

    public Backlog backlog() {
        return jdbc.sql("""
                        select count(*), count(r.trust_name), min(m.received_at)
                        from message m left join reporter r using (reporter_id) where m.state = 'received'
                        """)
                .query((row, n) -> new Backlog(
                        row.getInt(1),
                        row.getInt(2),
                        row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant()))
                .single();
    }

    /// One page of the messages in a state, the newest first.
    public Paged<Message> page(String state, int page) {
        int total = jdbc.sql("select count(*) from message where state = :state")
                .param("state", state)
                .query(Integer.class)
                .single();
        return Paged.of(
                page,
                PAGE,
                total,
                from -> messages(
                        "where state = :value order by received_at desc, message_id offset " + from, state, PAGE));
    }

    public List<Message> list(@Nullable String state, int size) {
        return messages(
                (state == null ? "where :value = ''" : "where state = :value") + " order by received_at desc",
                state == null ? "" : state,
                size);
    }

    public Optional<Message> find(String id) {
        return messages("where message_id = :value", id, 1).stream().findFirst();
    }

    private List<Message> messages(String where, String value, int size) {
        return jdbc.sql(
                        "select m.*, coalesce(e.sealed, false) as sealed from message m left join evidence e using (sha256) "
                                + where + " limit " + Math.clamp(size, 1, ROWS_MAX))
                .param("value", value)
                .query((row, n) -> new Message(
                        row.getString("message_id"),
                        row.getString("door"),
                        row.getString("sha256"),
                        row.getLong("size"),
                        row.getString("reporter_id"),
                        row.getString("correlation"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getString("format"),
                        row.getString("state"),
                        row.getString("why"),
                        row.getString("doubt"),
                        row.getObject("doubt_percent", Integer.class),
                        row.getBoolean("sealed")))
                .list();
    }

    /// One page of what was read from a message, in its order there.
    ///
    /// @param attribution only those that stand so; empty for all
    public Paged<Observation> ofMessage(String message, String attribution, int page) {
        return observations(
                "message_id = :value and :attribution in ('', attribution)",
                "length(observation_id), observation_id",
                Map.of("value", message, "attribution", attribution),
                page);
    }

    /// What was read from a message, summed up: a table of fifty thousand rows in a few lines.
    ///
    /// @param cases how many cases came of them
    public record Sum(
            String kind, String attribution, int observations, int resources, int cases, Instant from, Instant to) {}

    public List<Sum> sums(String message) {
        return jdbc.sql("""
                        select kind, attribution, count(*), count(distinct resource), count(distinct case_id), min(seen_from),
                            max(seen_to)
                        from observation where message_id = :message group by kind, attribution
                        order by count(*) desc, kind, attribution limit\s""" + SUMS_MAX)
                .param("message", message)
                .query((row, n) -> new Sum(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getTimestamp(6).toInstant(),
                        row.getTimestamp(7).toInstant()))
                .list();
    }

    public Optional<Observation> observation(String id) {
        return observations("observation_id = :value", id, 1).stream().findFirst();
    }

    /// Evidence whose client is not known, the newest first.
    public List<Observation> unattributed(int size) {
        return observations(
                "attribution in ('unknown', 'ambiguous') and result is null and :value = '' order by changed_at desc",
                "",
                size);
    }

    /// One page of evidence whose client is not known, the newest first.
    public Paged<Observation> unattributedPage(int page) {
        return observations(
                "attribution in ('unknown', 'ambiguous') and result is null",
                "changed_at desc, observation_id",
                Map.of(),
                page);
    }

    public List<Observation> ofAccount(String account, int size) {
        return observations("account_id = :value order by changed_at desc", account, size);
    }

    public List<Observation> ofResource(String resource, int size) {
        return observations("resource = :value order by changed_at desc", resource, size);
    }

    public List<Observation> newest(int size) {
        return observations(":value = '' order by changed_at desc", "", size);
    }

    private Paged<Observation> observations(String where, String order, Map<String, String> values, int page) {
        int total = jdbc.sql("select count(*) from observation where " + where)
                .params(values)
                .query(Integer.class)
                .single();
        return Paged.of(
                page,
                PAGE,
                total,
                from -> observations(where + " order by " + order + " limit " + PAGE + " offset " + from, values));
    }

    private List<Observation> observations(String where, String value, int size) {
        return observations(where + " limit " + Math.clamp(size, 1, ROWS_MAX), Map.of("value", value));
    }

    private List<Observation> observations(String where, Map<String, String> values) {
        return jdbc.sql("select * from observation where " + where)
                .params(values)
                .query((row, n) -> new Observation(
                        row.getString("observation_id"),
                        row.getString("message_id"),
                        row.getString("resource"),
                        row.getString("kind"),
                        row.getString("strength"),
                        row.getTimestamp("seen_from").toInstant(),
                        row.getTimestamp("seen_to").toInstant(),
                        row.getString("attribution"),
                        row.getString("account_id"),
                        row.getString("candidates"),
                        row.getString("result"),
                        row.getString("case_id"),
                        row.getTimestamp("changed_at").toInstant()))
                .list();
    }
}
