package dev.reeve.server.views;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Messages that were not read surely and wait in open cases for a person's word, the gravest first, then the oldest.
public final class ToConfirm {
    /// As many as somebody reads through; what comes behind them is counted.
    private static final int ROWS_MAX = 500;

    private static final String WAITING = """
            from case_evidence e join message m using (message_id) join case_file c using (case_id)
            where e.doubt = 'open' and m.doubt = 'open' and c.status <> 'CLOSED'
            """;

    private final JdbcClient jdbc;

    public ToConfirm(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param percent how surely it was read
    /// @param severity of the gravest case that it waits in
    /// @param kind of what it accuses first
    /// @param resource what it accuses first
    /// @param accused how many things in all
    public record Waiting(
            String message,
            int percent,
            String severity,
            Instant receivedAt,
            String reporter,
            List<String> cases,
            String kind,
            String resource,
            int accused) {}

    public List<Waiting> list() {
        return jdbc.sql("""
                        select m.message_id, m.doubt_percent, min(c.severity) as severity, m.received_at, m.reporter_id,
                            array_agg(distinct c.case_id) as cases, count(distinct e.observation_id) as accused,
                            (array_agg(e.kind order by length(e.observation_id), e.observation_id))[1] as kind,
                            (array_agg(e.resource order by length(e.observation_id), e.observation_id))[1] as resource
                        """
                        + WAITING
                        + " group by m.message_id order by min(c.severity), m.received_at, m.message_id limit "
                        + ROWS_MAX)
                .query((row, n) -> waiting(row))
                .list();
    }

    public int count() {
        return jdbc.sql("select count(distinct m.message_id) " + WAITING)
                .query(Integer.class)
                .single();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        Array cases = row.getArray("cases");
        return new Waiting(
                row.getString("message_id"),
                row.getInt("doubt_percent"),
                "S" + row.getInt("severity"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("reporter_id"),
                Arrays.asList((String[]) cases.getArray()),
                row.getString("kind"),
                row.getString("resource"),
                row.getInt("accused"));
    }
}
