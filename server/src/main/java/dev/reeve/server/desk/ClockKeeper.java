package dev.reeve.server.desk;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClockId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Wakes clocks. The scheduler calls at the due time; the sweep finds what was missed, in the order in which it
/// fell
/// due, so
/// that after an outage each case is judged anew, one after the other, and never in a burst.
public final class ClockKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClockKeeper.class);
    private static final int THREADS = 4;
    private static final int SWEEP_MAX = 1_000;

    private final CaseDesk cases;
    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Scheduler scheduler;

    /// @param polling how often due alarms are looked for
    public ClockKeeper(CaseDesk cases, DataSource source, InstantSource time, Duration polling) {
        this.cases = cases;
        this.jdbc = JdbcClient.create(source);
        this.time = time;
        OneTimeTask<Void> clock = Tasks.oneTime(ClockWakes.TASK).execute((instance, context) -> ring(instance.getId()));
        this.scheduler = Scheduler.create(source, clock)
                .threads(THREADS)
                .pollingInterval(polling)
                .clock(time::instant)
                .pollUsingLockAndFetch(0.5, 1.0)
                .build();
    }

    /// Judges what fell due while nobody was here, then goes on by alarm.
    public void start() {
        sweep();
        scheduler.start();
    }

    private void ring(String instance) {
        int slash = instance.indexOf('/');
        due(new CaseId(instance.substring(0, slash)), new ClockId(instance.substring(slash + 1)));
    }

    private void due(CaseId caseId, ClockId clock) {
        cases.handle(caseId, new CaseCommand.ClockDue(clock), Actor.MACHINE);
    }

    /// Rings every clock that is due and still runs.
    public void sweep() {
        List<CaseClock> overdue = jdbc.sql("""
                select case_id, clock_id from case_clock
                where over is null and paused_at is null and due_at <= :now
                order by due_at limit :max
                """)
                .param("now", Timestamp.from(time.instant()))
                .param("max", SWEEP_MAX)
                .query((row, n) -> new CaseClock(new CaseId(row.getString(1)), new ClockId(row.getString(2))))
                .list();
        for (CaseClock clock : overdue) {
            try {
                due(clock.caseId, clock.clock);
            } catch (RuntimeException failed) {
                LOG.warn("clock {} could not be rung and is tried again: {}", clock.clock, failed.toString());
            }
        }
    }

    private record CaseClock(CaseId caseId, ClockId clock) {}

    @Override
    public void close() {
        scheduler.stop();
    }
}
