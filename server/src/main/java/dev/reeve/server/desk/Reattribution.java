package dev.reeve.server.desk;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Asks again whose unattributed evidence was, when holdings have changed.
public final class Reattribution {
    /// Evidence older than this is not asked about again: no case would come of it.
    static final Duration AGE_MAX = Duration.ofDays(90);

    private static final int ROUND_MAX = 2_000;

    private final JdbcClient jdbc;
    private final MessageWorker worker;
    private final InstantSource time;

    Reattribution(JdbcClient jdbc, MessageWorker worker, InstantSource time) {
        this.jdbc = jdbc;
        this.worker = worker;
        this.time = time;
    }

    private record Open(MessageId message, ObservationId observation) {}

    /// @return how many were asked about
    public int askAgain() {
        var open = jdbc.sql("""
                select message_id, observation_id from observation
                where attribution in ('unknown', 'ambiguous') and result is null and seen_to > :since
                order by changed_at limit :max
                """)
                .param("since", Timestamp.from(time.instant().minus(AGE_MAX)))
                .param("max", ROUND_MAX)
                .query((row, n) -> new Open(new MessageId(row.getString(1)), new ObservationId(row.getString(2))))
                .list();
        open.forEach(o -> worker.askAgain(o.message, o.observation));
        return open.size();
    }
}
