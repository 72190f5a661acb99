package dev.reeve.server.desk;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.journal.Event;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.Projection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps the tables of cases, notices, actions, clocks and tasks: each row is a function of the case's state.
public final class CaseTables implements Projection {
    private final CaseStates states;

    public CaseTables(EventCodec codec) {
        this.states = new CaseStates(codec);
    }

    @Override
    public List<String> tables() {
        return List.of("case_file", "case_evidence", "case_notice", "case_action", "case_clock", "case_task");
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (!(event instanceof CaseEvent caseEvent)) {
            return;
        }
        CaseState state = states.after(entry, caseEvent, jdbc);
        part(entry, caseEvent, state, jdbc);
        file(entry, state, jdbc);
    }

    private static void part(Entry entry, CaseEvent event, CaseState state, JdbcClient jdbc) {
        switch (event) {
            case CaseEvent.EvidenceJoined e -> evidence(entry, e, state, jdbc);
            case CaseEvent.EvidenceDoubted e -> doubt(entry, e.observation(), "open", jdbc);
            case CaseEvent.EvidenceConfirmed e -> doubt(entry, e.observation(), null, jdbc);
            case CaseEvent.EvidenceRejected e -> doubt(entry, e.observation(), "rejected", jdbc);
            case CaseEvent.NoticeQueued e -> notice(entry, e.notice(), "", state, jdbc);
            case CaseEvent.NoticeStarted e -> notice(entry, e.notice(), "", state, jdbc);
            case CaseEvent.NoticeAccepted e -> notice(entry, e.notice(), e.proof(), state, jdbc);
            case CaseEvent.NoticeDeferred e -> notice(entry, e.notice(), e.why(), state, jdbc);
            case CaseEvent.NoticeFailed e -> notice(entry, e.notice(), e.why(), state, jdbc);
            case CaseEvent.NoticeUncertain e -> notice(entry, e.notice(), e.why(), state, jdbc);
            case CaseEvent.NoticeBounced e -> notice(entry, e.notice(), e.why(), state, jdbc);
            case CaseEvent.ToldByPerson e -> notice(entry, e.notice(), "", state, jdbc);
            case CaseEvent.ClockStarted e -> clock(entry, e.clock(), null, state, jdbc);
            case CaseEvent.ClockPaused e -> clock(entry, e.clock(), null, state, jdbc);
            case CaseEvent.ClockResumed e -> clock(entry, e.clock(), null, state, jdbc);
            case CaseEvent.ClockFired e -> clock(entry, e.clock(), "fired", state, jdbc);
            case CaseEvent.ClockStopped e -> clock(entry, e.clock(), e.why(), state, jdbc);
            case CaseEvent.TaskOpened e -> task(entry, e.task(), state, jdbc);
            case CaseEvent.TaskDone e -> task(entry, e.task(), state, jdbc);
            case CaseEvent.ActionOrdered e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.ActionStarted e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.ActionSettled e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.ActionWithdrawn e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.ActionDrifted e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.UndoOrdered e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.UndoStarted e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.UndoSettled e -> action(entry, e.action(), state, jdbc);
            case CaseEvent.Opened e -> {}
            case CaseEvent.BasedOn e -> {}
            case CaseEvent.SeverityChanged e -> {}
            case CaseEvent.LadderPromised e -> {}
            case CaseEvent.ActionHeld e -> {}
            case CaseEvent.ClientWrote e -> {}
            case CaseEvent.ReporterWrote e -> {}
            case CaseEvent.Extended e -> {}
            case CaseEvent.MarkedVictim e -> {}
            case CaseEvent.BreachFound e -> {}
            case CaseEvent.FixConfirmed e -> {}
            case CaseEvent.TerminationProposed e -> {}
            case CaseEvent.TerminationApproved e -> {}
            case CaseEvent.StepProposed e -> {}
            case CaseEvent.AppealLodged e -> {}
            case CaseEvent.AppealDecided e -> {}
            case CaseEvent.ReversalBegun e -> {}
            case CaseEvent.ReversalDone e -> {}
            case CaseEvent.StrikeGiven e -> {}
            case CaseEvent.Closed e -> {}
            case CaseEvent.Reopened e -> {}
            case CaseEvent.Claimed e -> {}
            case CaseEvent.Released e -> {}
            case CaseEvent.NoteAdded e -> {}
            case CaseEvent.Linked e -> {}
        }
    }

    private static void file(Entry entry, CaseState state, JdbcClient jdbc) {
        CaseState.Opening opening = state.opening();
        jdbc.sql("""
                insert into case_file (case_id, account_id, service_id, family, clause, resource, status, severity, confidence,
                    opened_at, changed_at, due_at, step, evidence_count, doubtful, reporters, open_tasks, live_actions, assignee,
                    locked_until, outcome, breach, victim, policy_hash, closed_at, version)
                values (:case, :account, :service, :family, :clause, :resource, :status, :severity, :confidence,
                    :opened, :changed, :due, :step, :evidence, :doubtful, :reporters, :tasks, :live, :assignee,
                    :locked, :outcome, :breach, :victim, :policy, :closed, :version)
                on conflict (case_id) do update set clause = excluded.clause, resource = excluded.resource, status = excluded.status,
                    severity = excluded.severity, confidence = excluded.confidence, changed_at = excluded.changed_at,
                    due_at = excluded.due_at, step = excluded.step, evidence_count = excluded.evidence_count,
                    doubtful = excluded.doubtful,
                    reporters = excluded.reporters, open_tasks = excluded.open_tasks, live_actions = excluded.live_actions,
                    assignee = excluded.assignee, locked_until = excluded.locked_until, outcome = excluded.outcome,
                    breach = excluded.breach, victim = excluded.victim, closed_at = excluded.closed_at,
                    version = excluded.version
                """)
                .param("case", opening.caseId().value())
                .param("account", opening.account().value())
                .param("service", opening.service().value())
                .param("family", opening.family())
                .param("clause", state.leadingClause().value())
                .param("resource", Withheld.key(withheld(state), opening.resource()))
                .param("status", state.status().name())
                .param("severity", state.severity().ordinal())
                .param("confidence", state.strongest().ordinal())
                .param("opened", Timestamp.from(opening.at()))
                .param("changed", Timestamp.from(entry.at()))
                .param("due", stamp(due(state)))
                .param("step", state.stepTaken().word())
                .param("evidence", state.evidence().size() - state.rejected().size())
                .param("doubtful", state.doubts().size())
                .param("reporters", state.distinctReporters())
                .param("tasks", state.openTasks().size())
                .param("live", state.liveActions().size())
                .param("assignee", state.assignee().map(Object::toString).orElse(null))
                .param(
                        "locked",
                        stamp(state.assignee().isPresent() ? state.lockedUntil().orElse(null) : null))
                .param("outcome", state.ending().map(e -> e.outcome().word()).orElse(null))
                .param("breach", state.ending().map(CaseState.Ending::breach).orElse(null))
                .param("victim", state.victim())
                .param("policy", opening.policyHash())
                .param("closed", stamp(state.ending().map(CaseState.Ending::at).orElse(null)))
                .param("version", state.version())
                .update();
    }

    private static boolean withheld(CaseState state) {
        return state.evidence().values().stream().anyMatch(e -> e.kind().withheld());
    }

    private static @Nullable Instant due(CaseState state) {
        Optional<Instant> next = state.clocks().values().stream()
                .filter(CaseState.Clock::running)
                .map(CaseState.Clock::due)
                .min(Instant::compareTo);
        return next.orElse(null);
    }

    private static void evidence(Entry entry, CaseEvent.EvidenceJoined e, CaseState state, JdbcClient jdbc) {
        jdbc.sql("""
                insert into case_evidence (observation_id, case_id, message_id, account_id, family, resource, kind, strength,
                    reporter_id, clause, seen_from, seen_to, joined_at, duplicate_of)
                values (:observation, :case, :message, :account, :family, :resource, :kind, :strength, :reporter, :clause,
                    :from, :to, :at, :duplicate)
                on conflict (observation_id, case_id) do nothing
                """)
                .param("observation", e.observation().value())
                .param("case", state.opening().caseId().value())
                .param("message", e.message().value())
                .param("account", state.opening().account().value())
                .param("family", state.opening().family())
                .param("resource", Withheld.key(e.kind(), e.resource()))
                .param("kind", e.kind().toString())
                .param("strength", e.strength().word())
                .param("reporter", e.reporter().value())
                .param("clause", e.clause().value())
                .param("from", Timestamp.from(e.seen().from()))
                .param("to", Timestamp.from(e.seen().to()))
                .param("at", Timestamp.from(entry.at()))
                .param(
                        "duplicate",
                        e.duplicateOf() == null ? null : e.duplicateOf().value())
                .update();
    }

    private static void doubt(Entry entry, ObservationId id, @Nullable String doubt, JdbcClient jdbc) {
        jdbc.sql("update case_evidence set doubt = :doubt where observation_id = :observation and case_id = :case")
                .param("doubt", doubt)
                .param("observation", id.value())
                .param("case", entry.stream().id())
                .update();
    }

    private static void notice(Entry entry, NoticeId id, String why, CaseState state, JdbcClient jdbc) {
        CaseState.Notice notice = state.notices().get(id);
        if (notice == null) {
            return;
        }
        jdbc.sql("""
                insert into case_notice (notice_id, case_id, account_id, kind, party, status, severity, may_wait, address, message_id,
                    queued_at, changed_at, why)
                values (:notice, :case, :account, :kind, :party, :status, :severity, :wait, :address, :message, :queued, :at, :why)
                on conflict (notice_id) do update set status = excluded.status, message_id = excluded.message_id,
                    changed_at = excluded.changed_at, why = excluded.why
                """)
                .param("notice", id.value())
                .param("case", state.opening().caseId().value())
                .param("account", state.opening().account().value())
                .param("kind", notice.queued().kind().name())
                .param("party", notice.queued().kind().party.name())
                .param("status", notice.status().name())
                .param("severity", state.severity().ordinal())
                .param("wait", notice.queued().kind().mayWait())
                .param(
                        "address",
                        notice.queued().address() == null
                                ? null
                                : notice.queued().address().ref())
                .param("message", notice.messageId())
                .param("queued", Timestamp.from(notice.queuedAt()))
                .param("at", Timestamp.from(entry.at()))
                .param("why", why)
                .update();
    }

    private static void action(Entry entry, ActionId id, CaseState state, JdbcClient jdbc) {
        CaseState.Action action = state.actions().get(id);
        if (action == null) {
            return;
        }
        CaseEvent.ActionOrdered ordered = action.ordered();
        jdbc.sql("""
                insert into case_action (action_id, case_id, account_id, step, lever, resource, status, automatic, necessity,
                    policy_hash, ordered_at, changed_at, lease, outcome)
                values (:action, :case, :account, :step, :lever, :resource, :status, :automatic, :necessity, :policy, :at, :at,
                    cast(:lease as interval), :outcome)
                on conflict (action_id) do update set status = excluded.status, changed_at = excluded.changed_at,
                    outcome = excluded.outcome
                """)
                .param("action", id.value())
                .param("case", state.opening().caseId().value())
                .param("account", state.opening().account().value())
                .param("step", ordered.step().word())
                .param("lever", ordered.lever().value())
                .param(
                        "resource",
                        Withheld.key(withheld(state), ordered.target().resource()))
                .param("status", action.status().name())
                .param("automatic", ordered.automatic())
                .param(
                        "necessity",
                        ordered.necessity() == null ? null : ordered.necessity().word())
                .param("policy", ordered.policyHash())
                .param("at", Timestamp.from(entry.at()))
                .param(
                        "lease",
                        ordered.lease().isZero() ? null : ordered.lease().toString())
                .param(
                        "outcome",
                        action.outcome() == null ? null : action.outcome().toString())
                .update();
    }

    private static void clock(Entry entry, ClockId id, @Nullable String over, CaseState state, JdbcClient jdbc) {
        CaseState.Clock clock = state.clocks().get(id);
        if (clock == null) {
            return;
        }
        jdbc.sql("""
                insert into case_clock (clock_id, case_id, kind, basis, length, started_at, due_at, paused_at, over)
                values (:clock, :case, :kind, :basis, :length, :at, :due, :paused, :over)
                on conflict (clock_id) do update set due_at = excluded.due_at, paused_at = excluded.paused_at,
                    over = excluded.over
                """)
                .param("clock", id.value())
                .param("case", state.opening().caseId().value())
                .param("kind", clock.started().kind().name())
                .param("basis", clock.started().basis())
                .param("length", clock.started().length())
                .param("at", Timestamp.from(entry.at()))
                .param("due", Timestamp.from(clock.due()))
                .param("paused", stamp(clock.pausedAt()))
                .param("over", over)
                .update();
    }

    private static void task(Entry entry, TaskId id, CaseState state, JdbcClient jdbc) {
        CaseState.Task task = state.tasks().get(id);
        if (task == null) {
            return;
        }
        jdbc.sql("""
                insert into case_task (task_id, case_id, kind, role, about, why, opened_at, done_at, done_by, result)
                values (:task, :case, :kind, :role, :about, :why, :opened, :done, :by, :result)
                on conflict (task_id) do update set done_at = excluded.done_at, done_by = excluded.done_by,
                    result = excluded.result
                """)
                .param("task", id.value())
                .param("case", state.opening().caseId().value())
                .param("kind", task.opened().kind().name())
                .param("role", task.opened().role().word())
                .param("about", task.opened().about())
                .param("why", task.opened().why())
                .param("opened", Timestamp.from(task.at()))
                .param("done", task.open() ? null : Timestamp.from(entry.at()))
                .param("by", task.open() ? null : entry.by().value())
                .param("result", task.result())
                .update();
    }

    private static @Nullable Timestamp stamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
