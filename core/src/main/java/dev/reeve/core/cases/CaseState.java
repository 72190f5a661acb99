package dev.reeve.core.cases;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.ids.StrikeId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A case as its events tell it. Seen from outside it never changes: {@link #apply} gives a new one.
///
/// Inside, a fold fills one instance; that is why the fields are not final.
public final class CaseState {
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

    private long version;
    private @Nullable Opening opening;
    private Severity severity = Severity.S4;
    private @Nullable ClauseId promisedClause;
    private List<Rung> promised = List.of();
    private Step stepTaken = Step.NOTICE;
    private @Nullable Instant stepTakenAt;
    private @Nullable Instant toldAt;
    private boolean breachFound;
    private boolean victim;
    private boolean reversing;
    private boolean fixConfirmed;
    private int extensions;
    private @Nullable Ending ending;
    private @Nullable ActorId terminationProposer;
    private @Nullable Instant terminationProposedAt;
    private @Nullable ProposedStep proposedStep;
    private @Nullable ActorId assignee;
    private @Nullable Instant lockedUntil;
    private Map<ObservationId, CaseEvent.EvidenceJoined> evidence = Map.of();
    private Map<ObservationId, CaseEvent.EvidenceDoubted> doubts = Map.of();
    private Set<ObservationId> rejected = Set.of();
    private Map<ReporterId, Personal> reporters = Map.of();
    private Map<NoticeId, Notice> notices = Map.of();
    private Map<ActionId, Action> actions = Map.of();
    private Map<ClockId, Clock> clocks = Map.of();
    private Map<TaskId, Task> tasks = Map.of();
    private Map<AppealId, Appeal> appeals = Map.of();
    private Map<CaseId, String> links = Map.of();
    private List<StrikeId> strikes = List.of();
    private Set<ActorId> deciders = Set.of();
    private Set<String> messages = Set.of();

    private CaseState() {}

    public static CaseState none() {
        return new CaseState();
    }

    public static CaseState fold(List<Recorded<CaseEvent>> events) {
        return new CaseState().applyAll(events);
    }

    public CaseState apply(Recorded<CaseEvent> recorded) {
        CaseState next = copy();
        next.take(recorded);
        return next;
    }

    /// As applying one after the other, at the cost of one copy.
    public CaseState applyAll(List<Recorded<CaseEvent>> events) {
        if (events.isEmpty()) {
            return this;
        }
        CaseState next = copy();
        events.forEach(next::take);
        return next;
    }

    private CaseState copy() {
        CaseState next = new CaseState();
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

    /// How the case began.
    public record Opening(
            CaseId caseId,
            AccountId account,
            ServiceId service,
            HoldingId holding,
            Resource resource,
            ClauseId clause,
            String family,
            String policyHash,
            Instant at) {
        private Opening on(CaseEvent.BasedOn e) {
            return new Opening(
                    caseId, account, service, e.holding(), e.resource(), e.clause(), family, e.policyHash(), at);
        }
    }

    public record ProposedStep(Step step, ActorId by, Instant at) {}

    public record Ending(Outcome outcome, boolean breach, Instant at) {}

    public enum NoticeStatus {
        QUEUED,
        STARTED,
        ACCEPTED,
        FAILED,
        UNCERTAIN,
        BOUNCED,
        TOLD_BY_PERSON
    }

    public record Notice(
            CaseEvent.NoticeQueued queued,
            NoticeStatus status,
            @Nullable String messageId,
            Instant queuedAt,
            Instant at) {
        Notice is(NoticeStatus changed, Instant when) {
            return new Notice(queued, changed, messageId, queuedAt, when);
        }
    }

    public enum ActionStatus {
        ORDERED,
        STARTED,
        IN_FORCE,
        NOT_IN_FORCE,
        UNVERIFIED,
        WITHDRAWN,
        UNDO_ORDERED,
        UNDO_STARTED,
        UNDONE,
        UNDO_UNVERIFIED;

        /// Whether something of ours may be in the world.
        public boolean live() {
            return switch (this) {
                case STARTED, IN_FORCE, UNVERIFIED, UNDO_ORDERED, UNDO_STARTED, UNDO_UNVERIFIED -> true;
                case ORDERED, NOT_IN_FORCE, WITHDRAWN, UNDONE -> false;
            };
        }

        /// Whether the outbox has something to do.
        public boolean pending() {
            return this == ORDERED || this == STARTED || this == UNDO_ORDERED || this == UNDO_STARTED;
        }
    }

    /// @param prior what was read before the act
    /// @param orderedAt when it was decided
    public record Action(
            CaseEvent.ActionOrdered ordered,
            ActionStatus status,
            String prior,
            @Nullable ActionOutcome outcome,
            Instant at,
            Instant orderedAt) {
        Action is(ActionStatus changed, Instant when) {
            return new Action(ordered, changed, prior, outcome, when, orderedAt);
        }
    }

    /// @param pausedAt null while it runs
    public record Clock(
            CaseEvent.ClockStarted started,
            Instant due,
            @Nullable Instant pausedAt,
            boolean over) {
        public boolean running() {
            return !over && pausedAt == null;
        }
    }

    public record Task(
            CaseEvent.TaskOpened opened,
            Instant at,
            @Nullable String result) {
        public boolean open() {
            return result == null;
        }
    }

    public record Appeal(
            CaseEvent.AppealLodged lodged,
            Instant at,
            @Nullable Boolean reversed) {}

    private void take(Recorded<CaseEvent> recorded) {
        version++;
        Instant at = recorded.at();
        switch (recorded.event()) {
            case CaseEvent.Opened e -> {
                opening = new Opening(
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
                opening = opening().on(e);
                severity = e.severity();
            }
            case CaseEvent.SeverityChanged e -> severity = e.severity();
            case CaseEvent.LadderPromised e -> {
                promised = e.rungs();
                promisedClause = e.clause();
            }
            case CaseEvent.NoticeQueued e ->
                (notices = own(NOTICES, notices)).put(e.notice(), new Notice(e, NoticeStatus.QUEUED, null, at, at));
            case CaseEvent.NoticeStarted e ->
                notices = change(
                        NOTICES,
                        notices,
                        e.notice(),
                        n -> new Notice(n.queued, NoticeStatus.STARTED, e.messageId(), n.queuedAt, at));
            case CaseEvent.NoticeAccepted e -> told(e.notice(), NoticeStatus.ACCEPTED, at);
            case CaseEvent.NoticeDeferred e ->
                notices = change(NOTICES, notices, e.notice(), n -> n.is(NoticeStatus.QUEUED, n.at));
            case CaseEvent.NoticeFailed e ->
                notices = change(NOTICES, notices, e.notice(), n -> n.is(NoticeStatus.FAILED, at));
            case CaseEvent.NoticeUncertain e ->
                notices = change(NOTICES, notices, e.notice(), n -> n.is(NoticeStatus.UNCERTAIN, at));
            case CaseEvent.NoticeBounced e -> {
                notices = change(NOTICES, notices, e.notice(), n -> n.is(NoticeStatus.BOUNCED, at));
                toldAt = null;
            }
            case CaseEvent.ToldByPerson e -> told(e.notice(), NoticeStatus.TOLD_BY_PERSON, at);
            case CaseEvent.ClockStarted e ->
                (clocks = own(CLOCKS, clocks)).put(e.clock(), new Clock(e, e.due(), null, false));
            case CaseEvent.ClockPaused e ->
                clocks = change(CLOCKS, clocks, e.clock(), c -> new Clock(c.started, c.due, at, c.over));
            case CaseEvent.ClockResumed e ->
                clocks = change(CLOCKS, clocks, e.clock(), c -> new Clock(c.started, e.due(), null, c.over));
            case CaseEvent.ClockFired e ->
                clocks = change(CLOCKS, clocks, e.clock(), c -> new Clock(c.started, c.due, null, true));
            case CaseEvent.ClockStopped e ->
                clocks = change(CLOCKS, clocks, e.clock(), c -> new Clock(c.started, c.due, null, true));
            case CaseEvent.TaskOpened e -> (tasks = own(TASKS, tasks)).put(e.task(), new Task(e, at, null));
            case CaseEvent.TaskDone e ->
                tasks = change(TASKS, tasks, e.task(), t -> new Task(t.opened, t.at, e.result()));
            case CaseEvent.ActionOrdered e -> {
                (actions = own(ACTIONS, actions))
                        .put(e.action(), new Action(e, ActionStatus.ORDERED, "", null, at, at));
                proposedStep = null;
                decided(recorded.by());
            }
            case CaseEvent.ActionHeld e -> {}
            case CaseEvent.ActionStarted e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(ActionStatus.STARTED, at));
            case CaseEvent.ActionSettled e -> settled(e, at);
            case CaseEvent.ActionWithdrawn e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(ActionStatus.WITHDRAWN, at));
            case CaseEvent.ActionDrifted e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(ActionStatus.UNVERIFIED, at));
            case CaseEvent.UndoOrdered e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(ActionStatus.UNDO_ORDERED, at));
            case CaseEvent.UndoStarted e ->
                actions = change(ACTIONS, actions, e.action(), a -> a.is(ActionStatus.UNDO_STARTED, at));
            case CaseEvent.UndoSettled e ->
                actions = change(
                        ACTIONS,
                        actions,
                        e.action(),
                        a -> new Action(
                                a.ordered,
                                e.outcome().holds() ? ActionStatus.UNDONE : ActionStatus.UNDO_UNVERIFIED,
                                a.prior,
                                e.outcome(),
                                at,
                                a.orderedAt));
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
                proposedStep = new ProposedStep(e.step(), recorded.by(), at);
                decided(recorded.by());
            }
            case CaseEvent.AppealLodged e -> (appeals = own(APPEALS, appeals)).put(e.appeal(), new Appeal(e, at, null));
            case CaseEvent.AppealDecided e ->
                appeals = change(APPEALS, appeals, e.appeal(), a -> new Appeal(a.lodged, a.at, e.reversed()));
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
            case CaseEvent.Closed e -> ending = new Ending(e.outcome(), e.breach(), at);
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

    private void told(NoticeId notice, NoticeStatus status, Instant at) {
        notices = change(NOTICES, notices, notice, n -> n.is(status, at));
        Notice told = notices.get(notice);
        if (told != null && told.queued.kind().startsWindow()) {
            toldAt = at;
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
        String prior = e.outcome() instanceof ActionOutcome.Applied applied
                ? applied.prior()
                : e.outcome() instanceof ActionOutcome.Partial partial ? partial.prior() : "";
        actions = change(
                ACTIONS, actions, e.action(), a -> new Action(a.ordered, status, prior, e.outcome(), at, a.orderedAt));
        Action action = actions.get(e.action());
        if (action != null && e.outcome().holds() && action.ordered.step().compareTo(stepTaken) > 0) {
            stepTaken = action.ordered.step();
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

    public long version() {
        return version;
    }

    public boolean exists() {
        return opening != null;
    }

    /// @throws IllegalStateException when there is no case
    public Opening opening() {
        return Objects.requireNonNull(opening, "no such case");
    }

    public Severity severity() {
        return severity;
    }

    /// What the client was told will follow; empty before the first notice.
    public List<Rung> promised() {
        return promised;
    }

    /// The clause by which the client was dealt with last: the one promised, else the one of the opening.
    public ClauseId leadingClause() {
        return promisedClause == null ? opening().clause() : promisedClause;
    }

    /// The harshest step that took effect; a notice at least.
    public Step stepTaken() {
        return stepTaken;
    }

    public Optional<Instant> stepTakenAt() {
        return Optional.ofNullable(stepTakenAt);
    }

    /// When the client was last told what starts a window; empty when never, or when that notice came back.
    public Optional<Instant> toldAt() {
        return Optional.ofNullable(toldAt);
    }

    public boolean breachFound() {
        return breachFound;
    }

    public boolean victim() {
        return victim;
    }

    public boolean reversing() {
        return reversing;
    }

    /// A person confirmed that the cause is mended; what is in force is being undone.
    public boolean fixConfirmed() {
        return fixConfirmed;
    }

    public int extensions() {
        return extensions;
    }

    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    public boolean open() {
        return exists() && ending == null;
    }

    public Optional<ActorId> terminationProposer() {
        return Optional.ofNullable(terminationProposer);
    }

    public Optional<Instant> terminationProposedAt() {
        return Optional.ofNullable(terminationProposedAt);
    }

    /// A step against a protected client that awaits a second person.
    public Optional<ProposedStep> proposedStep() {
        return Optional.ofNullable(proposedStep);
    }

    public Optional<ActorId> assignee() {
        return Optional.ofNullable(assignee);
    }

    public Optional<Instant> lockedUntil() {
        return Optional.ofNullable(lockedUntil);
    }

    public boolean lockedFor(ActorId other, Instant now) {
        return assignee != null && !assignee.equals(other) && lockedUntil != null && lockedUntil.isAfter(now);
    }

    public Map<ObservationId, CaseEvent.EvidenceJoined> evidence() {
        return java.util.Collections.unmodifiableMap(evidence);
    }

    /// The evidence that the case stands on: neither doubtful nor rejected.
    public Map<ObservationId, CaseEvent.EvidenceJoined> counted() {
        if (doubts.isEmpty() && rejected.isEmpty()) {
            return evidence();
        }
        Map<ObservationId, CaseEvent.EvidenceJoined> counted = new LinkedHashMap<>(evidence);
        counted.keySet().removeAll(doubts.keySet());
        counted.keySet().removeAll(rejected);
        return counted;
    }

    /// What the case is about, once the command is carried out: of doubtful evidence nobody asks what could be
    /// done to it.
    public Resource subject(CaseCommand command) {
        Resource about = null;
        if (counted().isEmpty()) {
            if (command instanceof CaseCommand.TakeEvidence take && take.doubtPercent() == null) {
                about = take.observation().resource();
            } else if (command instanceof CaseCommand.SettleDoubt settle && settle.isReport()) {
                about = Doubts.of(this, settle.message()).stream()
                        .findFirst()
                        .map(d -> evidence.get(d.observation()))
                        .map(CaseEvent.EvidenceJoined::resource)
                        .orElse(null);
            }
        }
        return about == null ? opening().resource() : about;
    }

    /// Evidence that waits for a person to say what it is.
    public Map<ObservationId, CaseEvent.EvidenceDoubted> doubts() {
        return java.util.Collections.unmodifiableMap(doubts);
    }

    /// Evidence of which a person said that it is none.
    public Set<ObservationId> rejected() {
        return java.util.Collections.unmodifiableSet(rejected);
    }

    public Map<ReporterId, Personal> reporters() {
        return java.util.Collections.unmodifiableMap(reporters);
    }

    public Map<NoticeId, Notice> notices() {
        return java.util.Collections.unmodifiableMap(notices);
    }

    public Map<ActionId, Action> actions() {
        return java.util.Collections.unmodifiableMap(actions);
    }

    public Map<ClockId, Clock> clocks() {
        return java.util.Collections.unmodifiableMap(clocks);
    }

    public Map<TaskId, Task> tasks() {
        return java.util.Collections.unmodifiableMap(tasks);
    }

    public Map<AppealId, Appeal> appeals() {
        return java.util.Collections.unmodifiableMap(appeals);
    }

    public Map<CaseId, String> links() {
        return java.util.Collections.unmodifiableMap(links);
    }

    public List<StrikeId> strikes() {
        return List.copyOf(strikes);
    }

    /// Persons who decided something in this case: none of them hears its appeal.
    public Set<ActorId> deciders() {
        return Set.copyOf(deciders);
    }

    public boolean hasMessage(String message) {
        return messages.contains(message);
    }

    public Strength strongest() {
        return counted().values().stream()
                .map(CaseEvent.EvidenceJoined::strength)
                .max(Strength::compareTo)
                .orElse(Strength.SPOOFABLE);
    }

    public int distinctReporters() {
        return (int) counted().values().stream()
                .map(CaseEvent.EvidenceJoined::reporter)
                .distinct()
                .count();
    }

    /// Reporters whose word can't have been forged by somebody else.
    public int independentReporters() {
        return (int) counted().values().stream()
                .filter(e -> e.strength() != Strength.SPOOFABLE)
                .map(CaseEvent.EvidenceJoined::reporter)
                .distinct()
                .count();
    }

    /// Whether any rule behind the case is live.
    public RuleState ruleState() {
        return counted().values().stream().anyMatch(e -> e.ruleState() == RuleState.LIVE)
                ? RuleState.LIVE
                : RuleState.SHADOW;
    }

    public List<Action> liveActions() {
        return actions.values().stream().filter(a -> a.status.live()).toList();
    }

    public List<Task> openTasks() {
        return tasks.values().stream().filter(Task::open).toList();
    }

    public Optional<Clock> runningWindow() {
        return clocks.values().stream()
                .filter(c -> !c.over && c.started.kind() == ClockKind.RESPONSE_WINDOW)
                .reduce((first, last) -> last);
    }

    public Duration age(Instant now) {
        return exists() ? Duration.between(opening().at(), now) : Duration.ZERO;
    }

    /// Where the case stands, in one word for people.
    public CaseStatus status() {
        if (!exists()) {
            return CaseStatus.NEW;
        }
        if (reversing) {
            return CaseStatus.REVERSING;
        }
        if (ending != null) {
            return CaseStatus.CLOSED;
        }
        if (!openTasks().isEmpty()) {
            return CaseStatus.WAITING_PERSON;
        }
        if (runningWindow().isPresent()) {
            return CaseStatus.WAITING_CLIENT;
        }
        return liveActions().isEmpty() ? CaseStatus.NEW : CaseStatus.ENFORCED;
    }
}
