package dev.reeve.core.cases;

import dev.reeve.core.cases.CaseEvent.EvidenceDoubted;
import dev.reeve.core.cases.CaseEvent.EvidenceJoined;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.TriggerId;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.Finding.ImmediateStep;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides what evidence does that was not read surely: nothing, until a person has said what it is.
///
/// It joins its case, so that nothing is lost and more of the same finds it. It counts for no severity, no safety
/// rule, no history and no letter but the reporter's receipt. What counts beside it goes its own way meanwhile.
final class Doubts {
    private Doubts() {}

    static void open(Draft draft, CaseCommand.TakeEvidence command, int percent) {
        ImmediateStep immediate = command.finding().immediate();
        draft.add(new EvidenceDoubted(
                command.observation().id(),
                percent,
                command.holder().holding(),
                command.finding().severity(),
                command.finding().judgement(),
                immediate == null ? null : immediate.step(),
                immediate == null ? null : immediate.reason()));
        if (draft.state().open() && !draft.state().reversing()) {
            draft.task(
                    TaskKind.CONFIRM_REPORT,
                    Role.ANALYST,
                    command.observation().message().value(),
                    "read with " + percent
                            + " % certainty: say whether it is a report and accuses this; nothing goes out before");
        }
    }

    /// The case is about the first evidence that counts, and not about what opened it.
    static void base(Draft draft, HoldingId holding, ObservationId id, Severity severity) {
        EvidenceJoined joined = joined(draft, id);
        CaseState.Opening opening = draft.state().opening();
        String procedure = draft.facts.procedure().hash();
        boolean same = joined.resource().equals(opening.resource())
                && joined.clause().equals(opening.clause())
                && severity == draft.state().severity()
                && procedure.equals(opening.policyHash());
        if (!same) {
            draft.add(new CaseEvent.BasedOn(holding, joined.resource(), joined.clause(), severity, procedure));
        }
    }

    /// Saying it twice is saying it once.
    static void settle(Draft draft, CaseCommand.SettleDoubt command) {
        List<EvidenceDoubted> doubts = of(draft.state(), command.message());
        doubts.forEach(d -> {
            if (command.isReport()) {
                confirm(draft, d, command);
            } else {
                draft.add(new CaseEvent.EvidenceRejected(d.observation(), command.by()));
            }
        });
        draft.finishTask(
                command.isReport() ? "it is a report, says " + command.by() : "it is no report, says " + command.by(),
                TaskKind.CONFIRM_REPORT,
                command.message().value());
        CaseState state = draft.state();
        boolean nothingLeft =
                !doubts.isEmpty() && state.counted().isEmpty() && state.doubts().isEmpty();
        if (nothingLeft && state.open() && !state.reversing()) {
            Endings.closeUnfounded(draft);
        }
    }

    private static void confirm(Draft draft, EvidenceDoubted doubt, CaseCommand.SettleDoubt command) {
        boolean first = draft.state().counted().isEmpty();
        draft.add(new CaseEvent.EvidenceConfirmed(doubt.observation(), command.by()));
        if (!draft.state().open() || draft.state().reversing()) {
            return;
        }
        Finding finding = finding(draft, doubt);
        Severity severity = Evidence.severity(
                draft, finding, joined(draft, doubt.observation()).reporter());
        if (first) {
            base(draft, doubt.holding(), doubt.observation(), severity);
        }
        Evidence.weigh(draft, finding, severity, first, false);
    }

    /// What judging made of it when it came.
    private static Finding finding(Draft draft, EvidenceDoubted doubt) {
        EvidenceJoined joined = joined(draft, doubt.observation());
        Step step = doubt.immediate();
        NecessityReason necessity = doubt.necessity();
        @Nullable
        ImmediateStep immediate = step == null || necessity == null ? null : new ImmediateStep(step, necessity);
        return new Finding(
                joined.clause(),
                draft.state().opening().family(),
                new TriggerId(joined.trigger()),
                joined.ruleState(),
                joined.policyHash(),
                doubt.severity(),
                joined.strength(),
                joined.observation(),
                doubt.judgement(),
                immediate);
    }

    /// What of a message waits in this case.
    static List<EvidenceDoubted> of(CaseState state, MessageId message) {
        return state.doubts().values().stream()
                .filter(d -> Objects.requireNonNull(state.evidence().get(d.observation()))
                        .message()
                        .equals(message))
                .toList();
    }

    private static EvidenceJoined joined(Draft draft, ObservationId id) {
        return Objects.requireNonNull(draft.state().evidence().get(id), "no such evidence");
    }
}
