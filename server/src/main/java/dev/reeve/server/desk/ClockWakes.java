package dev.reeve.server.desk;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.journal.Event;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sets the alarm for a clock in the transaction that starts it. The alarm only wakes: whether the clock is due is
/// decided
/// anew from the case, and a sweep finds what an alarm missed. So a rebuild leaves the alarms alone.
public final class ClockWakes implements Projection {
    /// The name of the task in db-scheduler; an instance is `CASE/CLOCK`.
    static final String TASK = "clock";

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public boolean rebuilds() {
        return false;
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (event instanceof CaseEvent.ClockStarted e) {
            set(entry, e.clock().value(), e.due(), jdbc);
        } else if (event instanceof CaseEvent.ClockResumed e) {
            set(entry, e.clock().value(), e.due(), jdbc);
        }
    }

    private static void set(Entry entry, String clock, Instant due, JdbcClient jdbc) {
        jdbc.sql("""
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                values (:task, :instance, :due, false, 1)
                on conflict (task_name, task_instance) do update set execution_time = excluded.execution_time
                where not scheduled_tasks.picked
                """)
                .param("task", TASK)
                .param("instance", entry.stream().id() + "/" + clock)
                .param("due", Timestamp.from(due))
                .update();
    }
}
