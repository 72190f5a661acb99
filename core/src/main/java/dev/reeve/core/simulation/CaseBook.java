package dev.reeve.core.simulation;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.ClockKind;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One case as an onlooker writes it down from the events, without asking the code that is being watched.
final class CaseBook {
    static final class Act {
        final CaseEvent.ActionOrdered ordered;
        ActionStatus status = ActionStatus.ORDERED;
        Instant renewed = Instant.MIN;

        Act(CaseEvent.ActionOrdered ordered) {
            this.ordered = ordered;
        }
    }

    static final class Window {
        final CaseEvent.ClockStarted started;
        Instant due;
        boolean running = true;

        Window(CaseEvent.ClockStarted started) {
            this.started = started;
            this.due = started.due();
        }
    }

    final CaseId id;
    final Town.Client client;
    final String family;
    Resource resource;
    ClauseId clause;
    final Instant openedAt;

    /// What nobody was sure of, whatever the case says of it.
    final Map<ObservationId, CaseEvent.EvidenceJoined> doubtful = new LinkedHashMap<>();

    Strength strongest = Strength.SPOOFABLE;
    final Set<ReporterId> witnesses = new HashSet<>();
    int evidence;
    boolean live;
    Severity severity;
    List<Rung> promised = List.of();
    Step stepTaken = Step.NOTICE;

    @Nullable
    Instant stepTakenAt;

    boolean told;
    boolean breachFound;
    boolean unreviewed;
    boolean reversing;
    boolean closed;
    boolean reversedOnce;
    boolean fixConfirmed;

    @Nullable
    ActorId terminationProposer;

    @Nullable
    Instant terminationProposedAt;

    @Nullable
    ActorId stepProposer;

    Instant since;
    final Map<NoticeId, CaseEvent.NoticeQueued> notices = new LinkedHashMap<>();
    final Map<ActionId, Act> actions = new LinkedHashMap<>();
    final Map<ClockId, Window> clocks = new LinkedHashMap<>();
    final Map<TaskId, CaseEvent.TaskOpened> tasks = new LinkedHashMap<>();

    private final Set<ObservationId> unsure;

    CaseBook(CaseEvent.Opened opened, Town.Client client, Instant at, Instant trueTime, Set<ObservationId> unsure) {
        this.unsure = unsure;
        this.id = opened.caseId();
        this.client = client;
        this.family = opened.family();
        this.resource = opened.resource();
        this.clause = opened.clause();
        this.severity = opened.severity();
        this.openedAt = at;
        this.since = trueTime;
    }

    void take(CaseEvent event, Instant at, ActorId by) {
        switch (event) {
            case CaseEvent.EvidenceJoined e -> {
                if (unsure.contains(e.observation())) {
                    doubtful.put(e.observation(), e);
                } else {
                    count(e);
                }
            }
            case CaseEvent.EvidenceConfirmed e -> {
                CaseEvent.EvidenceJoined joined = doubtful.remove(e.observation());
                if (joined != null) {
                    count(joined);
                }
            }
            case CaseEvent.SeverityChanged e -> severity = e.severity();
            case CaseEvent.LadderPromised e -> promised = e.rungs();
            case CaseEvent.NoticeQueued e -> notices.put(e.notice(), e);
            case CaseEvent.ToldByPerson e -> told |= startsWindow(e.notice());
            case CaseEvent.NoticeBounced e -> told = false;
            case CaseEvent.ClockStarted e -> clocks.put(e.clock(), new Window(e));
            case CaseEvent.ClockPaused e -> running(e.clock(), false);
            case CaseEvent.ClockResumed e -> {
                Window window = running(e.clock(), true);
                if (window != null) {
                    window.due = e.due();
                }
            }
            case CaseEvent.ClockFired e -> clocks.remove(e.clock());
            case CaseEvent.ClockStopped e -> clocks.remove(e.clock());
            case CaseEvent.TaskOpened e -> tasks.put(e.task(), e);
            case CaseEvent.TaskDone e -> tasks.remove(e.task());
            case CaseEvent.ActionOrdered e -> actions.put(e.action(), new Act(e));
            case CaseEvent.ActionStarted e -> status(e.action(), ActionStatus.STARTED);
            case CaseEvent.ActionSettled e -> settled(e, at);
            case CaseEvent.ActionWithdrawn e -> status(e.action(), ActionStatus.WITHDRAWN);
            case CaseEvent.ActionDrifted e -> status(e.action(), ActionStatus.UNVERIFIED);
            case CaseEvent.UndoOrdered e -> status(e.action(), ActionStatus.UNDO_ORDERED);
            case CaseEvent.UndoStarted e -> status(e.action(), ActionStatus.UNDO_STARTED);
            case CaseEvent.UndoSettled e ->
                status(e.action(), e.outcome().holds() ? ActionStatus.UNDONE : ActionStatus.UNDO_UNVERIFIED);
            case CaseEvent.ClientWrote e -> unreviewed = true;
            case CaseEvent.Extended e -> unreviewed = false;
            case CaseEvent.BreachFound e -> breachFound = true;
            case CaseEvent.FixConfirmed e -> fixConfirmed = true;
            case CaseEvent.TerminationProposed e -> {
                terminationProposer = by;
                terminationProposedAt = at;
            }
            case CaseEvent.StepProposed e -> stepProposer = by;
            case CaseEvent.AppealDecided e -> unreviewed = false;
            case CaseEvent.ReversalBegun e -> {
                reversing = true;
                reversedOnce = true;
                unreviewed = false;
            }
            case CaseEvent.ReversalDone e -> reversing = false;
            case CaseEvent.Closed e -> {
                closed = true;
                unreviewed = false;
            }
            case CaseEvent.Reopened e -> {
                closed = false;
                fixConfirmed = false;
            }
            case CaseEvent.NoteAdded e -> unreviewed = false;
            case CaseEvent.Opened e -> {}
            case CaseEvent.EvidenceDoubted e -> {}
            case CaseEvent.EvidenceRejected e -> {}
            case CaseEvent.BasedOn e -> {
                severity = e.severity();
                resource = e.resource();
                clause = e.clause();
            }
            case CaseEvent.NoticeStarted e -> {}
            case CaseEvent.NoticeAccepted e -> {}
            case CaseEvent.NoticeDeferred e -> {}
            case CaseEvent.NoticeFailed e -> {}
            case CaseEvent.NoticeUncertain e -> {}
            case CaseEvent.ActionHeld e -> {}
            case CaseEvent.ReporterWrote e -> {}
            case CaseEvent.MarkedVictim e -> {}
            case CaseEvent.TerminationApproved e -> {}
            case CaseEvent.AppealLodged e -> {}
            case CaseEvent.StrikeGiven e -> {}
            case CaseEvent.Claimed e -> {}
            case CaseEvent.Released e -> {}
            case CaseEvent.Linked e -> {}
        }
    }

    private void count(CaseEvent.EvidenceJoined e) {
        evidence++;
        strongest = e.strength().compareTo(strongest) > 0 ? e.strength() : strongest;
        if (e.strength() != Strength.SPOOFABLE) {
            witnesses.add(e.reporter());
        }
    }

    boolean startsWindow(NoticeId notice) {
        CaseEvent.NoticeQueued queued = notices.get(notice);
        return queued != null && queued.kind().startsWindow();
    }

    private @Nullable Window running(ClockId id, boolean running) {
        Window window = clocks.get(id);
        if (window != null) {
            window.running = running;
        }
        return window;
    }

    private void status(ActionId id, ActionStatus status) {
        Act act = actions.get(id);
        if (act != null) {
            act.status = status;
        }
    }

    private void settled(CaseEvent.ActionSettled e, Instant at) {
        ActionStatus status = switch (e.outcome()) {
            case ActionOutcome.Applied applied -> ActionStatus.IN_FORCE;
            case ActionOutcome.AlreadySo already -> ActionStatus.NOT_IN_FORCE;
            case ActionOutcome.Refused refused -> ActionStatus.NOT_IN_FORCE;
            case ActionOutcome.Partial partial -> ActionStatus.UNVERIFIED;
            case ActionOutcome.Unknown unknown -> ActionStatus.UNVERIFIED;
        };
        status(e.action(), status);
        Act act = actions.get(e.action());
        if (act != null && e.outcome().holds() && act.ordered.step().compareTo(stepTaken) > 0) {
            stepTaken = act.ordered.step();
            stepTakenAt = at;
        }
    }

    /// The client's time that runs now.
    @Nullable
    Window window() {
        Window last = null;
        for (Window window : clocks.values()) {
            if (window.started.kind() == ClockKind.RESPONSE_WINDOW) {
                last = window;
            }
        }
        return last;
    }

    boolean anythingLive() {
        for (Act act : actions.values()) {
            if (act.status.live()) {
                return true;
            }
        }
        return false;
    }

    Act act(ActionId id) {
        Act act = actions.get(id);
        if (act == null) {
            throw new IllegalStateException("no such action: " + id);
        }
        return act;
    }
}
