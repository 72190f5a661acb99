package dev.reeve.server.desk;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.reporters.ReporterEvent;
import dev.reeve.core.reporters.ReporterState;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps the table of what persons hold of reporters.
public final class ReporterTable implements Projection {
    private static final String NOT_TRUSTED = "trust_way = null, trust_name = null";
    private static final String NOT_PROPOSED = "proposed_name = null, proposed_by = null";

    @Override
    public List<String> tables() {
        return List.of("reporter");
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (!(event instanceof ReporterEvent about)) {
            return;
        }
        jdbc.sql("""
                insert into reporter (reporter_id, bad_faith, changed_at, changed_by) values (:reporter, false, :at, :by)
                on conflict (reporter_id) do nothing
                """)
                .param("reporter", entry.stream().id())
                .param("at", Timestamp.from(entry.at()))
                .param("by", entry.by().value())
                .update();
        jdbc.sql("update reporter set changed_at = :at, changed_by = :by, " + changes(about)
                        + " where reporter_id = :reporter")
                .param("reporter", entry.stream().id())
                .param("at", Timestamp.from(entry.at()))
                .param("by", entry.by().value())
                .params(identity(about))
                .update();
    }

    private static String changes(ReporterEvent about) {
        return switch (about) {
            case ReporterEvent.BadFaithMarked e -> "bad_faith = true, " + NOT_TRUSTED + ", " + NOT_PROPOSED;
            case ReporterEvent.BadFaithTakenBack e -> "bad_faith = false";
            case ReporterEvent.TrustProposed e -> "proposed_name = :name, proposed_by = :by";
            case ReporterEvent.TrustGranted e -> "trust_way = :way, trust_name = :name, " + NOT_PROPOSED;
            case ReporterEvent.TrustTakenBack e -> NOT_TRUSTED + ", " + NOT_PROPOSED;
        };
    }

    /// As whom it is, or is to be, trusted.
    private static Map<String, String> identity(ReporterEvent about) {
        return switch (about) {
            case ReporterEvent.TrustProposed e -> Map.of("name", e.name());
            case ReporterEvent.TrustGranted e -> Map.of("way", e.way(), "name", e.name());
            case ReporterEvent.BadFaithMarked e -> Map.of();
            case ReporterEvent.BadFaithTakenBack e -> Map.of();
            case ReporterEvent.TrustTakenBack e -> Map.of();
        };
    }

    /// What a reporter was proved to be, by its very address.
    public static Set<ReporterState.Identity> proved(JdbcClient jdbc, ReporterId id) {
        return jdbc.sql(
                        "select way, name from reporter_proof where reporter_id = :reporter and of_address and flaw is null")
                .param("reporter", id.value())
                .query((row, n) -> new ReporterState.Identity(row.getString(1), row.getString(2)))
                .set();
    }
}
