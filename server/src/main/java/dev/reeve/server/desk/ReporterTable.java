package dev.reeve.server.desk;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.reporters.ReporterEvent;
import dev.reeve.core.reporters.ReporterState;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps the table of what persons hold of reporters.
public final class ReporterTable implements Projection {
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
                on conflict (reporter_id) do update set changed_at = excluded.changed_at, changed_by = excluded.changed_by
                """)
                .param("reporter", entry.stream().id())
                .param("at", Timestamp.from(entry.at()))
                .param("by", entry.by().value())
                .update();
        switch (about) {
            case ReporterEvent.BadFaithMarked e -> {
                set("bad_faith = true", entry, jdbc);
                trust(null, null, entry, jdbc);
                propose(null, null, entry, jdbc);
            }
            case ReporterEvent.BadFaithTakenBack e -> set("bad_faith = false", entry, jdbc);
            case ReporterEvent.TrustProposed e -> propose(e.name(), entry.by().value(), entry, jdbc);
            case ReporterEvent.TrustGranted e -> {
                trust(e.way(), e.name(), entry, jdbc);
                propose(null, null, entry, jdbc);
            }
            case ReporterEvent.TrustTakenBack e -> {
                trust(null, null, entry, jdbc);
                propose(null, null, entry, jdbc);
            }
        }
    }

    private static void set(String what, Entry entry, JdbcClient jdbc) {
        jdbc.sql("update reporter set " + what + " where reporter_id = :reporter")
                .param("reporter", entry.stream().id())
                .update();
    }

    private static void trust(@Nullable String way, @Nullable String name, Entry entry, JdbcClient jdbc) {
        jdbc.sql("update reporter set trust_way = :way, trust_name = :name where reporter_id = :reporter")
                .param("way", way)
                .param("name", name)
                .param("reporter", entry.stream().id())
                .update();
    }

    private static void propose(@Nullable String name, @Nullable String by, Entry entry, JdbcClient jdbc) {
        jdbc.sql("update reporter set proposed_name = :name, proposed_by = :by where reporter_id = :reporter")
                .param("name", name)
                .param("by", by)
                .param("reporter", entry.stream().id())
                .update();
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
