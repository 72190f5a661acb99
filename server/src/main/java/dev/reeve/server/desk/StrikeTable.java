package dev.reeve.server.desk;

import dev.reeve.core.journal.Event;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.sql.Timestamp;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps the table of strikes.
public final class StrikeTable implements Projection {
    @Override
    public List<String> tables() {
        return List.of("strike");
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (event instanceof AccountEvent.StrikeRecorded e) {
            jdbc.sql("""
                    insert into strike (strike_id, account_id, case_id, family, weight, given_at, expires_at)
                    values (:strike, :account, :case, :family, :weight, :at, :expires)
                    on conflict (strike_id) do nothing
                    """)
                    .param("strike", e.strike().value())
                    .param("account", entry.stream().id())
                    .param("case", e.caseId().value())
                    .param("family", e.family())
                    .param("weight", e.weight())
                    .param("at", Timestamp.from(entry.at()))
                    .param("expires", Timestamp.from(e.expires()))
                    .update();
        } else if (event instanceof AccountEvent.StrikeVoided e) {
            jdbc.sql("update strike set voided = :why where strike_id = :strike")
                    .param("why", e.why())
                    .param("strike", e.strike().value())
                    .update();
        }
    }
}
