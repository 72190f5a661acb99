package dev.reeve.server.api;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.intake.Intake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Takes reports of one program and remembers what it handed in. The same token of the same reporter is the same
/// report,
/// whatever the bytes.
final class Reports {
    private static final int LOCKS = 64;

    private final Intake intake;
    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Object[] locks = new Object[LOCKS];

    Reports(Intake intake, JdbcClient jdbc, InstantSource time) {
        this.intake = intake;
        this.jdbc = jdbc;
        this.time = time;
        java.util.Arrays.setAll(locks, i -> new Object());
    }

    /// @return how the report stands; durable
    ReportState take(byte[] body, ReporterId reporter, @Nullable String token, @Nullable String correlation)
            throws IOException, EvidenceTooLargeException {
        if (token == null) {
            return receive(body, reporter, null, correlation);
        }
        // One process takes reports, so a lock is enough to let one of two at once wait for the other.
        synchronized (locks[Math.floorMod((reporter.value() + token).hashCode(), LOCKS)]) {
            Optional<String> before = byToken(reporter, token);
            return before.isPresent()
                    ? find(reporter, before.get()).orElseThrow()
                    : receive(body, reporter, token, correlation);
        }
    }

    private ReportState receive(byte[] body, ReporterId reporter, @Nullable String token, @Nullable String correlation)
            throws IOException, EvidenceTooLargeException {
        Intake.Receipt receipt = intake.receive(
                new ByteArrayInputStream(body),
                body.length,
                new Envelope("http", reporter, null, token, correlation, Map.of("client", reporter.value())));
        String id = receipt.message().value();
        if (receipt.at() != null) {
            // Who was the first stands with the message itself, and nobody has read it yet.
            return ReportState.of(id, "received", null, correlation, receipt.at(), List.of());
        }
        jdbc.sql("""
                insert into report_receipt (reporter_id, message_id, token, received_at)
                values (:reporter, :message, :token, :now) on conflict do nothing
                """)
                .param("reporter", reporter.value())
                .param("message", id)
                .param("token", token)
                .param("now", Timestamp.from(time.instant()))
                .update();
        return find(reporter, id).orElseThrow();
    }

    private Optional<String> byToken(ReporterId reporter, String token) {
        return jdbc.sql("""
                select message_id from message where reporter_id = :reporter and token = :token
                union all
                select message_id from report_receipt where reporter_id = :reporter and token = :token
                limit 1
                """)
                .param("reporter", reporter.value())
                .param("token", token)
                .query(String.class)
                .optional();
    }

    Optional<ReportState> find(ReporterId reporter, String id) {
        return states(reporter, "and m.message_id = :id", id, 1).stream().findFirst();
    }

    List<ReportState> list(ReporterId reporter, int size) {
        return states(reporter, "and :id = ''", "", Math.clamp(size, 1, 200));
    }

    private record Row(
            String id,
            String state,
            @Nullable String why,
            @Nullable String correlation,
            Instant at) {}

    /// The rows are read to their end before their parts are asked for: a request that held one connection while it
    /// waited for a second would, with enough others like it, wait for ever.
    private List<ReportState> states(ReporterId reporter, String where, String id, int size) {
        List<Row> rows = jdbc.sql("""
                select m.message_id, m.state, m.why, m.correlation, m.received_at from message m
                where (m.reporter_id = :reporter and m.door = 'http' or exists (
                    select from report_receipt r where r.reporter_id = :reporter and r.message_id = m.message_id)) %s
                order by m.received_at desc limit %d
                """.formatted(where, size))
                .param("reporter", reporter.value())
                .param("id", id)
                .query((row, n) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()))
                .list();
        return rows.stream()
                .map(r -> ReportState.of(r.id, r.state, r.why, r.correlation, r.at, parts(r.id)))
                .toList();
    }

    private List<ReportState.Part> parts(String message) {
        return jdbc.sql("""
                select o.attribution, o.result, o.case_id, case when c.status = 'CLOSED' then c.outcome end as outcome
                from observation o left join case_file c using (case_id) where o.message_id = :message
                """)
                .param("message", message)
                .query((row, n) ->
                        new ReportState.Part(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }
}
