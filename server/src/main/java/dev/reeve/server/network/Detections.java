package dev.reeve.server.network;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The detections on record, each by its latest revision.
public final class Detections {
    private static final int ROWS_MAX = 500;

    private static final String LATEST = """
            select distinct on (d.detection_id) d.*, m.sha256, o.observation_id, o.resource, o.kind, o.strength, o.seen_from,
                   o.seen_to, o.attribution, o.account_id, o.case_id
            from detection d join message m using (message_id) left join observation o using (message_id)
            where %s order by d.detection_id, d.revision desc
            """;

    private final JdbcClient jdbc;

    public Detections(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param document hash of the message
    /// @param evidence hash of the datagrams that prove it; null where the ring held none
    /// @param address, kind, strength, from, to null until the message was read
    /// @param account null where nobody is known to have held the address, or not yet
    public record Row(
            String id,
            int revision,
            String state,
            String detector,
            String peak,
            String message,
            String document,
            @Nullable String evidence,
            @Nullable String address,
            @Nullable String kind,
            @Nullable String strength,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String attribution,
            @Nullable String account,
            @Nullable String caseId) {
        public boolean isOpen() {
            return !state.equals("closed");
        }
    }

    /// Those that last, and after them those that ended within a time; the newest first.
    public List<Row> recent(Instant now, Duration ended) {
        return jdbc.sql("select * from (" + LATEST.formatted("d.recorded_at > :longAgo")
                        + ") latest where state <> 'closed' or recorded_at > :since order by (state = 'closed'), seen_from desc nulls"
                        + " first limit " + ROWS_MAX)
                .param("longAgo", Timestamp.from(now.minus(Duration.ofDays(60))))
                .param("since", Timestamp.from(now.minus(ended)))
                .query((row, n) -> row(row))
                .list();
    }

    /// Those that had not ended when last heard of.
    List<Row> open() {
        return jdbc.sql("select * from (" + LATEST.formatted("true") + ") latest where state <> 'closed'")
                .query((row, n) -> row(row))
                .list();
    }

    /// Those of a kind of scan that have ended since, the earliest first of the latest.
    ///
    /// @param scan the word with which the detector's name begins
    List<Row> ended(String scan, Instant since, int most) {
        return jdbc.sql("select * from (select * from ("
                        + LATEST.formatted("d.recorded_at > :since and d.detector like :scan")
                        + ") latest where state = 'closed' order by recorded_at desc limit " + most
                        + ") recalled order by recorded_at")
                .param("since", Timestamp.from(since))
                .param("scan", scan + "-scan/%")
                .query((row, n) -> row(row))
                .list();
    }

    Optional<Row> find(String detection) {
        return jdbc.sql(LATEST.formatted("d.detection_id = :id"))
                .param("id", detection)
                .query((row, n) -> row(row))
                .optional();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        String resource = row.getString("resource");
        return new Row(
                row.getString("detection_id"),
                row.getInt("revision"),
                row.getString("state"),
                row.getString("detector"),
                row.getString("peak"),
                row.getString("message_id"),
                row.getString("sha256"),
                row.getString("evidence_sha256"),
                resource == null ? null : resource.replaceFirst("^address:", ""),
                row.getString("kind"),
                row.getString("strength"),
                instant(row.getTimestamp("seen_from")),
                instant(row.getTimestamp("seen_to")),
                row.getString("attribution"),
                row.getString("account_id"),
                row.getString("case_id"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
