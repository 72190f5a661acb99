package dev.reeve.server.security;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.desk.DeskRecords;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What administration did. A note is written with the change itself, also by a command beside the running desk; the
/// desk,
/// who alone appends to the journal, puts it on record there.
public final class AdminNotes {
    private static final int ROUND_MAX = 500;

    private final JdbcClient jdbc;
    private final InstantSource time;

    public AdminNotes(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /// @param details pairs of name and value; never secrets or personal values
    public void note(ActorId by, String what, String... details) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i + 1 < details.length; i += 2) {
            lines.append(details[i])
                    .append('=')
                    .append(details[i + 1].replace('\n', ' '))
                    .append('\n');
        }
        jdbc.sql("insert into admin_note (at, actor, what, details) values (:at, :by, :what, :details)")
                .param("at", Timestamp.from(time.instant()))
                .param("by", by.value())
                .param("what", what)
                .param("details", lines.toString())
                .update();
    }

    private record Waiting(long id, Instant at, ActorId by, String what, Map<String, String> details) {}

    /// Puts on record what waits. A crash between the two leaves a note twice; its number tells.
    public synchronized void record(Journal journal) {
        List<Waiting> waiting = jdbc.sql("select * from admin_note where not journalled order by id limit :max")
                .param("max", ROUND_MAX)
                .query((row, n) -> new Waiting(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        new ActorId(row.getString("actor")),
                        row.getString("what"),
                        details(row.getLong("id"), row.getString("details"))))
                .list();
        for (Waiting note : waiting) {
            DeskRecords.append(journal, time.instant(), note.by, new DeskEvent.Noted(note.what, note.details));
            jdbc.sql("update admin_note set journalled = true where id = :id")
                    .param("id", note.id)
                    .update();
        }
    }

    private static Map<String, String> details(long id, String lines) {
        Map<String, String> details = new HashMap<>();
        lines.lines().forEach(line -> {
            int equals = line.indexOf('=');
            details.put(line.substring(0, equals), line.substring(equals + 1));
        });
        details.put("note", Long.toString(id));
        return details;
    }
}
