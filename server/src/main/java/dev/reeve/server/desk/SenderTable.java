package dev.reeve.server.desk;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.journal.Event;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.sql.Date;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Counts, for each sender and day, how its mail was read. A message that is read anew changes its place and is counted
/// once; what a person marked by hand stays unread, for no format read it.
public final class SenderTable implements Projection {
    private static final String FREE_TEXT = "free-text/";
    private static final String PERSON = "person/";

    @Override
    public List<String> tables() {
        return List.of("sender_reading", "sender_day");
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (event instanceof MessageEvent.SenderKnown e && !e.sender().isEmpty()) {
            jdbc.sql("""
                    insert into sender_reading (message_id, sender, day) values (:message, :sender, :day)
                    on conflict (message_id) do nothing
                    """)
                    .param("message", entry.stream().id())
                    .param("sender", e.sender())
                    .param("day", Date.valueOf(entry.at().atZone(ZoneOffset.UTC).toLocalDate()))
                    .update();
        } else if (event instanceof MessageEvent.Parsed e && !e.format().startsWith(PERSON)) {
            count(entry, e.format().startsWith(FREE_TEXT) ? "as_text" : "by_format", jdbc);
        } else if (event instanceof MessageEvent.Quarantined || event instanceof MessageEvent.SetAside) {
            count(entry, "unread", jdbc);
        }
    }

    private static void count(Entry entry, String reading, JdbcClient jdbc) {
        record Before(String sender, Date day, String reading) {}
        String message = entry.stream().id();
        var before = jdbc.sql(
                        "select sender, day, coalesce(reading, '') from sender_reading where message_id = :message")
                .param("message", message)
                .query((row, n) -> new Before(row.getString(1), row.getDate(2), row.getString(3)))
                .optional();
        if (before.isEmpty() || before.get().reading.equals(reading)) {
            return;
        }
        Before was = before.get();
        if (!was.reading.isEmpty()) {
            add(was.sender, was.day, was.reading, -1, jdbc);
        }
        add(was.sender, was.day, reading, 1, jdbc);
        jdbc.sql("update sender_reading set reading = :reading where message_id = :message")
                .param("reading", reading)
                .param("message", message)
                .update();
    }

    /// @param column one of the three names above; never a stranger's word
    private static void add(String sender, Date day, String column, int by, JdbcClient jdbc) {
        jdbc.sql("""
                insert into sender_day as d (sender, day, %1$s) values (:sender, :day, :by)
                on conflict (sender, day) do update set %1$s = d.%1$s + excluded.%1$s
                """.formatted(column))
                .param("sender", sender)
                .param("day", day)
                .param("by", by)
                .update();
    }
}
