package dev.reeve.core.cases;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.StrikeId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a case is while its events are being folded: one instance that changes. Nobody sees it but {@link CaseState},
/// which
/// hands out none that still changes.
final class CaseFold {
    private static final int EVIDENCE = 1;
    private static final int REPORTERS = 1 << 1;
    private static final int NOTICES = 1 << 2;
    private static final int ACTIONS = 1 << 3;
    private static final int CLOCKS = 1 << 4;
    private static final int TASKS = 1 << 5;
    private static final int APPEALS = 1 << 6;
    private static final int LINKS = 1 << 7;
    private static final int DOUBTS = 1 << 8;

    /// Maps that no other state shares.
    private int owned;

    long version;
    CaseState.@Nullable Opening opening;
    Severity severity = Severity.S4;

    @Nullable
    ClauseId promisedClause;

    List<Rung> promised = List.of();
    Step stepTaken = Step.NOTICE;

    @Nullable
    Instant stepTakenAt;

    @Nullable
    Instant toldAt;

    boolean breachFound;
    boolean victim;
    boolean reversing;
    boolean fixConfirmed;
    int extensions;
    CaseState.@Nullable Ending ending;

    @Nullable
    ActorId terminationProposer;

    @Nullable
    Instant terminationProposedAt;

    CaseState.@Nullable ProposedStep proposedStep;

    @Nullable
    ActorId assignee;

    @Nullable
    Instant lockedUntil;

    Map<ObservationId, CaseEvent.EvidenceJoined> evidence = Map.of();
    Map<ObservationId, CaseEvent.EvidenceDoubted> doubts = Map.of();
    Set<ObservationId> rejected = Set.of();
    Map<ReporterId, Personal> reporters = Map.of();
    Map<NoticeId, CaseState.Notice> notices = Map.of();
    Map<ActionId, CaseState.Action> actions = Map.of();
    Map<ClockId, CaseState.Clock> clocks = Map.of();
    Map<TaskId, CaseState.Task> tasks = Map.of();
    Map<AppealId, CaseState.Appeal> appeals = Map.of();
    Map<CaseId, String> links = Map.of();
    List<StrikeId> strikes = List.of();
    Set<ActorId> deciders = Set.of();
    Set<String> messages = Set.of();

    CaseFold copy() {
        CaseFold next = new CaseFold();
        next.version = version;
        next.opening = opening;
        next.severity = severity;
        next.promisedClause = promisedClause;
        next.promised = promised;
        next.stepTaken = stepTaken;
        next.stepTakenAt = stepTakenAt;
        next.toldAt = toldAt;
        next.breachFound = breachFound;
        next.victim = victim;
        next.reversing = reversing;
        next.fixConfirmed = fixConfirmed;
        next.extensions = extensions;
        next.ending = ending;
        next.terminationProposer = terminationProposer;
        next.terminationProposedAt = terminationProposedAt;
        next.proposedStep = proposedStep;
        next.assignee = assignee;
        next.lockedUntil = lockedUntil;
        next.evidence = evidence;
        next.doubts = doubts;
        next.rejected = rejected;
        next.reporters = reporters;
        next.notices = notices;
        next.actions = actions;
        next.clocks = clocks;
        next.tasks = tasks;
        next.appeals = appeals;
        next.links = links;
        next.strikes = strikes;
        next.deciders = deciders;
        next.messages = messages;
        return next;
    }

    void take(Recorded<CaseEvent> recorded) {
        version++;
        Instant at = recorded.at();
        switch (recorded.event()) {
            case CaseEvent.Opened e -> {
                opening = new CaseState.Opening(
                        e.caseId(),
                        e.account(),
                        e.service(),
                        e.holding(),
                        e.resource(),
                        e.clause(),
                        e.family(),
                        e.policyHash(),
                        at);
                severity = e.severity();
            }
            case CaseEvent.EvidenceJoined e -> {
                (evidence = own(EVIDENCE, evidence)).put(e.observation(), e);
                if (e.reporterAddress() != null) {
                    (reporters = own(REPORTERS, reporters)).put(e.reporter(), e.reporterAddress());
                }
            }
            case CaseEvent.EvidenceDoubted e -> (doubts = own(DOUBTS, doubts)).put(e.observation(), e);
            case CaseEvent.EvidenceConfirmed e -> (doubts = own(DOUBTS, doubts)).remove(e.observation());
            case CaseEvent.EvidenceRejected e -> {
                (doubts = own(DOUBTS, doubts)).remove(e.observation());
                rejected = with(rejected, e.observation());
            }
            case CaseEvent.BasedOn e -> {
                opening = Objects.requireNonNull(opening, "no such case").on(e);
                severity = e.severity();
            }
            case CaseEvent.SeverityChanged e -> severity = e.severity();
            case CaseEvent.LadderPromised e -> {
                promised = e.rungs();
                promisedClause = e.clause();
            }
            case CaseEvent.NoticeQueued e ->
                (notices = own(NOTICES, notices))
                        .put(e.notice(), new CaseState.Notice(e, CaseState.NoticeStatus.QUEUED, null, at, at));
            case CaseEvent.NoticeStarted e ->
                notices = change(
                        NOTICES,
                        notices,
                        e.notice(),
                        n -> new CaseState.Notice(
                                n.queued(), CaseState.NoticeStatus.STARTED, e.messageId(), n.queuedAt(), at));
            case CaseEvent.NoticeAccepted e -> told(e.notice(), CaseState.NoticeStatus.ACCEPTED, at);
            case CaseEvent.NoticeDeferred e ->
                notices = change(NOTICES, notices, e.notice(), n -> n.is(CaseState.NoticeStatus.QUEUED, n.at()));
            case CaseEvent.NoticeFailed e ->
                notices = change(NOTICES, notices, e.notice(), n -> n.is(CaseState.NoticeStatus.FAILED, at));
            case CaseEvent.NoticeUncertain e ->
                notices = change(NOTICES, notices, e.notice(), n -> n.is(CaseState.NoticeStatus.UNCERTAIN, at));
            case CaseEvent.NoticeBounced e -> {
                notices = change(NOTICES, notices, e.notice(), n -> n.is(CaseState.NoticeStatus.BOUNCED, at));
                toldAt = null;
            }
            case CaseEvent.ToldByPerson e -> told(e.notice(), CaseState.NoticeStatus.TOLD_BY_PERSON, at);
            case CaseEvent.ClockStarted e ->
                (clocks = own(CLOCKS, clocks)).put(e.clock(), new CaseState.Clock(e, e.due(), null, false));
            case CaseEvent.ClockPaused e ->
                clocks =
                        change(CLOCKS, clocks, e.clock(), c -> new CaseState.Clock(c.started(), c.due(), at, c.over()));
            case CaseEvent.ClockResumed e ->
                clocks = change(
                        CLOCKS, clocks, e.clock(), c -> new CaseState.Clock(c.started(), e.due(), null, c.over()));
            case CaseEvent.ClockFired e ->
                clocks = change(CLOCKS, clocks, e.clock(), c -> new CaseState.Clock(c.started(), c.due(), null, true));
            case CaseEvent.ClockStopped e ->
                clocks = change(CLOCKS, clocks, e.clock(), c -> new CaseState.Clock(c.started(), c.due(), null, true));
            case CaseEvent.TaskOpened e -> (tasks = own(TASKS, tasks)).put(e.task(), new CaseState.Task(e, at, null));
            case CaseEvent.TaskDone e ->
                tasks = change(TASKS, tasks, e.task(), t -> new CaseState.Task(t.opened(), t.at(), e.result()));
            case CaseEvent.ActionOrdered e -> {
                (actions = own(ACTIONS, actions))
                        .put(e.action(), new CaseState.Action(e, CaseState.ActionStatus.ORDERED, "", null, at, at));
                proposedStep = null;
                decided(recorded.by());
            }
            case CaseEvent.ActionHeld e -> {}
            case CaseEvent.ActionStarted e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(CaseState.ActionStatus.STARTED, at));
            case CaseEvent.ActionSettled e -> settled(e, at);
            case CaseEvent.ActionWithdrawn e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(CaseState.ActionStatus.WITHDRAWN, at));
            case CaseEvent.ActionDrifted e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(CaseState.ActionStatus.UNVERIFIED, at));
            case CaseEvent.UndoOrdered e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(CaseState.ActionStatus.UNDO_ORDERED, at));
            case CaseEvent.UndoStarted e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(CaseState.ActionStatus.UNDO_STARTED, at));
            case CaseEvent.UndoSettled e ->
                actions = change(
                        ACTIONS,
                        actions,
                        e.action(),
                        a -> new CaseState.Action(
                                a.ordered(),
                                e.outcome().holds()
                                        ? CaseState.ActionStatus.UNDONE
                                        : CaseState.ActionStatus.UNDO_UNVERIFIED,
                                a.prior(),
                                e.outcome(),
                                at,
                                a.orderedAt()));
            case CaseEvent.ClientWrote e ->
                messages = with(messages, e.message().value());
            case CaseEvent.ReporterWrote e ->
                messages = with(messages, e.message().value());
            case CaseEvent.Extended e -> extensions++;
            case CaseEvent.MarkedVictim e -> victim = true;
            case CaseEvent.BreachFound e -> {
                breachFound = true;
                decided(recorded.by());
            }
            case CaseEvent.TerminationProposed e -> {
                terminationProposer = recorded.by();
                terminationProposedAt = at;
                decided(recorded.by());
            }
            case CaseEvent.TerminationApproved e -> {
                terminationProposer = null;
                terminationProposedAt = null;
                decided(recorded.by());
            }
            case CaseEvent.StepProposed e -> {
                proposedStep = new CaseState.ProposedStep(e.step(), recorded.by(), at);
                decided(recorded.by());
            }
            case CaseEvent.AppealLodged e ->
                (appeals = own(APPEALS, appeals)).put(e.appeal(), new CaseState.Appeal(e, at, null));
            case CaseEvent.AppealDecided e ->
                appeals = change(
                        APPEALS, appeals, e.appeal(), a -> new CaseState.Appeal(a.lodged(), a.at(), e.reversed()));
            case CaseEvent.FixConfirmed e -> {
                fixConfirmed = true;
                decided(recorded.by());
            }
            case CaseEvent.ReversalBegun e -> reversing = true;
            case CaseEvent.ReversalDone e -> reversing = false;
            case CaseEvent.StrikeGiven e -> {
                strikes = new ArrayList<>(strikes);
                strikes.add(e.strike());
            }
            case CaseEvent.Closed e -> ending = new CaseState.Ending(e.outcome(), e.breach(), at);
            case CaseEvent.Reopened e -> {
                ending = null;
                fixConfirmed = false;
            }
            case CaseEvent.Claimed e -> {
                assignee = recorded.by();
                lockedUntil = e.until();
            }
            case CaseEvent.Released e -> {
                assignee = null;
                lockedUntil = null;
            }
            case CaseEvent.NoteAdded e -> {}
            case CaseEvent.Linked e -> (links = own(LINKS, links)).put(e.other(), e.why());
        }
    }

    private void told(NoticeId notice, CaseState.NoticeStatus status, Instant at) {
        notices = change(NOTICES, notices, notice, n -> n.is(status, at));
        CaseState.Notice told = notices.get(notice);
        if (told != null && told.queued().kind().startsWindow()) {
            toldAt = at;
        }
    }

    private void settled(CaseEvent.ActionSettled e, Instant at) {
        CaseState.ActionStatus status = switch (e.outcome()) {
            case ActionOutcome.Applied applied -> CaseState.ActionStatus.IN_FORCE;
            case ActionOutcome.AlreadySo already -> CaseState.ActionStatus.NOT_IN_FORCE;
            case ActionOutcome.Refused refused -> CaseState.ActionStatus.NOT_IN_FORCE;
            case ActionOutcome.Partial partial -> CaseState.ActionStatus.UNVERIFIED;
            case ActionOutcome.Unknown unknown -> CaseState.ActionStatus.UNVERIFIED;
        };
        String prior = e.outcome() instanceof ActionOutcome.Applied applied
                ? applied.prior()
                : e.outcome() instanceof ActionOutcome.Partial partial ? partial.prior() : "";
        actions = change(
                ACTIONS,
                actions,
                e.action(),
                a -> new CaseState.Action(a.ordered(), status, prior, e.outcome(), at, a.orderedAt()));
        CaseState.Action action = actions.get(e.action());
        if (action != null && e.outcome().holds() && action.ordered().step().compareTo(stepTaken) > 0) {
            stepTaken = action.ordered().step();
            stepTakenAt = at;
        }
    }

    private void decided(ActorId by) {
        if (!by.equals(Actor.MACHINE.id())) {
            deciders = with(deciders, by);
        }
    }

    private <K, V> Map<K, V> change(int field, Map<K, V> map, K key, UnaryOperator<V> change) {
        V before = map.get(key);
        if (before == null) {
            return map;
        }
        Map<K, V> own = own(field, map);
        own.put(key, change.apply(before));
        return own;
    }

    /// A map of the state before is shared until it changes.
    private <K, V> Map<K, V> own(int field, Map<K, V> map) {
        if ((owned & field) != 0) {
            return map;
        }
        owned |= field;
        return new LinkedHashMap<>(map);
    }

    private static <T> Set<T> with(Set<T> set, T item) {
        if (set.contains(item)) {
            return set;
        }
        Set<T> more = new LinkedHashSet<>(set);
        more.add(item);
        return more;
    }
}
