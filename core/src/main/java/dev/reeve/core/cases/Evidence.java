package dev.reeve.core.cases;

import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.Finding.ImmediateStep;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what evidence does to a case: opens it, joins it, makes it graver, or demands a step at once.
final class Evidence {
    /// Two reports by one reporter of the same thing this close together are one incident.
    static final Duration SAME_INCIDENT = Duration.ofHours(1);

    private Evidence() {}

    static void take(Draft draft, CaseCommand.TakeEvidence command) {
        Observation observation = command.observation();
        if (draft.state().evidence().containsKey(observation.id())) {
            return;
        }
        boolean opens = !draft.state().exists();
        if (opens) {
            draft.add(new CaseEvent.Opened(
                    command.caseId(),
                    command.holder().account(),
                    command.holder().service(),
                    command.holder().holding(),
                    observation.resource(),
                    command.finding().clause(),
                    command.finding().family(),
                    severity(draft, command.finding(), observation.reporter()),
                    draft.facts.procedure().hash()));
        }
        Integer doubt = command.doubtPercent();
        boolean first = draft.state().counted().isEmpty();
        @Nullable ObservationId duplicateOf = duplicate(draft.state(), observation, doubt != null);
        Severity severity = severity(draft, command.finding(), observation.reporter());
        join(draft, command, severity, duplicateOf);
        if (doubt != null) {
            Doubts.open(draft, command, doubt);
        }
        receipt(draft, command);
        if (!draft.state().open() || draft.state().reversing() || doubt != null) {
            return;
        }
        if (first && !opens) {
            Doubts.base(draft, command.holder().holding(), observation.id(), severity);
        }
        weigh(draft, command.finding(), severity, first, observation.supersedes() != null);
    }

    /// What evidence demands that counts.
    ///
    /// @param first whether nothing counted before
    /// @param grown whether it is a later word of a detection
    static void weigh(Draft draft, Finding finding, Severity severity, boolean first, boolean grown) {
        CaseEvent.EvidenceJoined joined =
                Objects.requireNonNull(draft.state().evidence().get(finding.observation()), "no such evidence");
        boolean graver = severity.graverThan(draft.state().severity());
        if (graver) {
            draft.add(new CaseEvent.SeverityChanged(severity, "graver evidence: " + joined.kind()));
        }
        if (first) {
            begin(draft, finding);
        } else if (joined.duplicateOf() == null || graver && grown) {
            // A detection that has grown is the same incident, and yet may demand more than it did.
            goOn(draft, finding, graver);
        }
    }

    private static void join(
            Draft draft, CaseCommand.TakeEvidence command, Severity severity, @Nullable ObservationId duplicateOf) {
        Observation o = command.observation();
        Finding f = command.finding();
        draft.add(new CaseEvent.EvidenceJoined(
                o.id(),
                o.message(),
                o.resource(),
                o.seen(),
                o.kind(),
                o.strength(),
                o.reporter(),
                command.reporterAddress(),
                o.incident(),
                f.clause(),
                f.trigger().value(),
                f.state(),
                severity,
                f.policyHash(),
                duplicateOf));
    }

    /// Each reporter gets one receipt per case.
    private static void receipt(Draft draft, CaseCommand.TakeEvidence command) {
        var address = command.reporterAddress();
        var reporter = command.observation().reporter();
        boolean had = draft.state().notices().values().stream()
                .anyMatch(n -> n.queued().kind() == NoticeKind.RECEIPT
                        && reporter.equals(n.queued().reporter()));
        if (address != null && !had) {
            Notices.toReporter(draft, NoticeKind.RECEIPT, reporter, address, "", null);
        }
    }

    /// One untrusted reporter without proof is never more than S3. An emergency stays one: a person looks at once.
    static Severity severity(Draft draft, Finding finding, ReporterId reporter) {
        Severity written = finding.severity();
        boolean weak = finding.strength().compareTo(Strength.CLAIMED) <= 0
                && draft.state().counted().values().stream()
                        .allMatch(e -> e.reporter().equals(reporter));
        boolean capped = weak && (written == Severity.S1 || written == Severity.S2);
        return capped ? Severity.S3 : written;
    }

    /// Sure evidence is never merely more of what is doubtful.
    private static @Nullable ObservationId duplicate(CaseState state, Observation o, boolean doubtful) {
        return state.evidence().values().stream()
                .filter(e -> !state.rejected().contains(e.observation()))
                .filter(e -> doubtful || !state.doubts().containsKey(e.observation()))
                .filter(e -> e.reporter().equals(o.reporter()) && sameIncident(e, o))
                .map(CaseEvent.EvidenceJoined::observation)
                .findFirst()
                .orElse(null);
    }

    private static boolean sameIncident(CaseEvent.EvidenceJoined e, Observation o) {
        if (e.incident() != null && o.incident() != null) {
            return e.incident().equals(o.incident());
        }
        Instant from = e.seen().from().minus(SAME_INCIDENT);
        Instant to = e.seen().to().plus(SAME_INCIDENT);
        return e.kind().equals(o.kind())
                && e.resource().equals(o.resource())
                && !o.seen().to().isBefore(from)
                && !o.seen().from().isAfter(to);
    }

    /// The first thing that a new case does.
    static void begin(Draft draft, Finding finding) {
        if (finding.judgement() && !draft.state().breachFound()) {
            draft.facts
                    .clause(finding.clause(), draft.state().opening().policyHash())
                    .ifPresent(clause -> draft.task(
                            TaskKind.JUDGE,
                            clause.deciders().person(),
                            clause.id().value(),
                            "only a person finds a breach of \"" + clause.title() + "\", with reasons"));
            return;
        }
        if (silenced(draft)) {
            return;
        }
        Optional<Clause> clause =
                draft.facts.clause(finding.clause(), draft.state().opening().policyHash());
        if (clause.isEmpty()) {
            draft.task(
                    TaskKind.JUDGE,
                    Role.SENIOR,
                    finding.clause().value(),
                    "the clause that forbade it is not part of today's policy: decide what follows");
            return;
        }
        promise(draft, clause.get());
        boolean acted = immediate(draft, finding, clause.get())
                .map(step -> Orders.automatic(draft, step.step(), step.reason()))
                .orElse(false);
        if (!acted) {
            Notices.toClient(
                    draft, NoticeKind.FIRST_NOTICE, finding.clause().value(), Clocks.windowAfter(draft, Step.NOTICE));
        }
    }

    /// Of a signal that a person cleared the client of, the client hears nothing until a person finds a breach.
    private static boolean silenced(Draft draft) {
        var cleared = draft.account()
                .clearance(
                        draft.state().opening().service(),
                        draft.state().opening().family(),
                        draft.now);
        if (cleared.isEmpty() || draft.state().breachFound()) {
            return false;
        }
        draft.task(
                TaskKind.JUDGE,
                draft.leadingClause().map(c -> c.deciders().person()).orElse(Role.SENIOR),
                "cleared",
                "a person cleared this client of the same signal until "
                        + cleared.get().until() + ": find a breach, with reasons, if this is something else");
        return true;
    }

    private static void promise(Draft draft, Clause clause) {
        List<Rung> rungs = clause.ladder().rungs();
        draft.add(new CaseEvent.LadderPromised(
                clause.id(), draft.facts.procedure().hash(), rungs));
    }

    /// The step that can't wait: as the clause says, or the second rung when the last breach is recent.
    private static Optional<ImmediateStep> immediate(Draft draft, Finding finding, Clause clause) {
        if (finding.immediate() != null) {
            return Optional.of(finding.immediate());
        }
        boolean repeated = finding.strength().compareTo(Strength.EVIDENCED) >= 0
                && draft.account()
                        .lastBreach(clause.family())
                        .filter(at ->
                                at.isAfter(draft.now.minus(clause.strikes().repeatWithin())))
                        .isPresent();
        return repeated
                ? clause.ladder()
                        .after(Step.NOTICE)
                        .map(r -> new ImmediateStep(r.step(), NecessityReason.REPEAT_WITHIN_90_DAYS))
                : Optional.empty();
    }

    private static void goOn(Draft draft, Finding finding, boolean graver) {
        Optional<Clause> clause =
                draft.facts.clause(finding.clause(), draft.state().opening().policyHash());
        boolean waitsForJudgement = finding.judgement() && !draft.state().breachFound();
        if (clause.isEmpty() || waitsForJudgement || silenced(draft)) {
            return;
        }
        ImmediateStep step = finding.immediate();
        if (step != null && step.step().compareTo(draft.state().stepTaken()) > 0) {
            if (graver) {
                promise(draft, clause.get());
            }
            if (Orders.automatic(draft, step.step(), step.reason())) {
                return;
            }
        }
        if (graver && draft.state().stepTaken() == Step.NOTICE) {
            promise(draft, clause.get());
            Notices.toClient(
                    draft, NoticeKind.FIRST_NOTICE, finding.clause().value(), Clocks.windowAfter(draft, Step.NOTICE));
        } else {
            Notices.moreEvidence(draft);
        }
    }
}
