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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A case as its events tell it. Seen from outside it never changes: {@link #apply} gives a new one.
public final class CaseState {
    private final CaseFold fold;

    private CaseState(CaseFold fold) {
        this.fold = fold;
    }

    public static CaseState none() {
        return new CaseState(new CaseFold());
    }

    public static CaseState fold(List<Recorded<CaseEvent>> events) {
        return none().applyAll(events);
    }

    public CaseState apply(Recorded<CaseEvent> recorded) {
        CaseFold next = fold.copy();
        next.take(recorded);
        return new CaseState(next);
    }

    /// As applying one after the other, at the cost of one copy.
    public CaseState applyAll(List<Recorded<CaseEvent>> events) {
        if (events.isEmpty()) {
            return this;
        }
        CaseFold next = fold.copy();
        events.forEach(next::take);
        return new CaseState(next);
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
        Opening on(CaseEvent.BasedOn e) {
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

    public long version() {
        return fold.version;
    }

    public boolean exists() {
        return fold.opening != null;
    }

    /// @throws IllegalStateException when there is no case
    public Opening opening() {
        return Objects.requireNonNull(fold.opening, "no such case");
    }

    public Severity severity() {
        return fold.severity;
    }

    /// What the client was told will follow; empty before the first notice.
    public List<Rung> promised() {
        return fold.promised;
    }

    /// The clause by which the client was dealt with last: the one fold.promised, else the one of the
    /// fold.opening.
    public ClauseId leadingClause() {
        return fold.promisedClause == null ? opening().clause() : fold.promisedClause;
    }

    /// The harshest step that took effect; a notice at least.
    public Step stepTaken() {
        return fold.stepTaken;
    }

    public Optional<Instant> stepTakenAt() {
        return Optional.ofNullable(fold.stepTakenAt);
    }

    /// When the client was last told what starts a window; empty when never, or when that notice came back.
    public Optional<Instant> toldAt() {
        return Optional.ofNullable(fold.toldAt);
    }

    public boolean breachFound() {
        return fold.breachFound;
    }

    public boolean victim() {
        return fold.victim;
    }

    public boolean reversing() {
        return fold.reversing;
    }

    /// A person confirmed that the cause is mended; what is in force is being undone.
    public boolean fixConfirmed() {
        return fold.fixConfirmed;
    }

    public int extensions() {
        return fold.extensions;
    }

    public Optional<Ending> ending() {
        return Optional.ofNullable(fold.ending);
    }

    public boolean open() {
        return exists() && fold.ending == null;
    }

    public Optional<ActorId> terminationProposer() {
        return Optional.ofNullable(fold.terminationProposer);
    }

    public Optional<Instant> terminationProposedAt() {
        return Optional.ofNullable(fold.terminationProposedAt);
    }

    /// A step against a protected client that awaits a second person.
    public Optional<ProposedStep> proposedStep() {
        return Optional.ofNullable(fold.proposedStep);
    }

    public Optional<ActorId> assignee() {
        return Optional.ofNullable(fold.assignee);
    }

    public Optional<Instant> lockedUntil() {
        return Optional.ofNullable(fold.lockedUntil);
    }

    public boolean lockedFor(ActorId other, Instant now) {
        return fold.assignee != null
                && !fold.assignee.equals(other)
                && fold.lockedUntil != null
                && fold.lockedUntil.isAfter(now);
    }

    public Map<ObservationId, CaseEvent.EvidenceJoined> evidence() {
        return java.util.Collections.unmodifiableMap(fold.evidence);
    }

    /// The fold.evidence that the case stands on: neither doubtful nor fold.rejected.
    public Map<ObservationId, CaseEvent.EvidenceJoined> counted() {
        if (fold.doubts.isEmpty() && fold.rejected.isEmpty()) {
            return evidence();
        }
        Map<ObservationId, CaseEvent.EvidenceJoined> counted = new LinkedHashMap<>(fold.evidence);
        counted.keySet().removeAll(fold.doubts.keySet());
        counted.keySet().removeAll(fold.rejected);
        return counted;
    }

    /// What the case is about, once the command is carried out: of doubtful fold.evidence nobody asks what could
    /// be
    /// done to it.
    public Resource subject(CaseCommand command) {
        Resource about = null;
        if (counted().isEmpty()) {
            if (command instanceof CaseCommand.TakeEvidence take && take.doubtPercent() == null) {
                about = take.observation().resource();
            } else if (command instanceof CaseCommand.SettleDoubt settle && settle.isReport()) {
                about = Doubts.of(this, settle.message()).stream()
                        .findFirst()
                        .map(d -> fold.evidence.get(d.observation()))
                        .map(CaseEvent.EvidenceJoined::resource)
                        .orElse(null);
            }
        }
        return about == null ? opening().resource() : about;
    }

    /// Evidence that waits for a person to say what it is.
    public Map<ObservationId, CaseEvent.EvidenceDoubted> doubts() {
        return java.util.Collections.unmodifiableMap(fold.doubts);
    }

    /// Evidence of which a person said that it is none.
    public Set<ObservationId> rejected() {
        return java.util.Collections.unmodifiableSet(fold.rejected);
    }

    public Map<ReporterId, Personal> reporters() {
        return java.util.Collections.unmodifiableMap(fold.reporters);
    }

    public Map<NoticeId, Notice> notices() {
        return java.util.Collections.unmodifiableMap(fold.notices);
    }

    public Map<ActionId, Action> actions() {
        return java.util.Collections.unmodifiableMap(fold.actions);
    }

    public Map<ClockId, Clock> clocks() {
        return java.util.Collections.unmodifiableMap(fold.clocks);
    }

    public Map<TaskId, Task> tasks() {
        return java.util.Collections.unmodifiableMap(fold.tasks);
    }

    public Map<AppealId, Appeal> appeals() {
        return java.util.Collections.unmodifiableMap(fold.appeals);
    }

    public Map<CaseId, String> links() {
        return java.util.Collections.unmodifiableMap(fold.links);
    }

    public List<StrikeId> strikes() {
        return List.copyOf(fold.strikes);
    }

    /// Persons who decided something in this case: none of them hears its appeal.
    public Set<ActorId> deciders() {
        return Set.copyOf(fold.deciders);
    }

    public boolean hasMessage(String message) {
        return fold.messages.contains(message);
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
        return fold.actions.values().stream().filter(a -> a.status.live()).toList();
    }

    public List<Task> openTasks() {
        return fold.tasks.values().stream().filter(Task::open).toList();
    }

    public Optional<Clock> runningWindow() {
        return fold.clocks.values().stream()
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
        if (fold.reversing) {
            return CaseStatus.REVERSING;
        }
        if (fold.ending != null) {
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
