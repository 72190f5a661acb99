package dev.reeve.core.backtest;

import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.CaseState.NoticeStatus;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.journal.Personal;
import java.util.Comparator;
import java.util.Optional;

/// Says again, in a replayed case, what a client or a person of the desk said in the recorded one.
final class Answers {
    /// Words that the event does not repeat; nobody reads them in a replay.
    private static final Personal UNSAID = new Personal("replayed", "0".repeat(64));

    private Answers() {}

    /// Whether a person's event is a decision that a replay has to repeat. What follows from another one is not.
    static boolean decides(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Extended e -> true;
            case CaseEvent.MarkedVictim e -> true;
            case CaseEvent.BreachFound e -> true;
            case CaseEvent.FixConfirmed e -> true;
            case CaseEvent.TerminationProposed e -> true;
            case CaseEvent.TerminationApproved e -> true;
            case CaseEvent.AppealLodged e -> true;
            case CaseEvent.AppealDecided e -> true;
            case CaseEvent.ReversalBegun e -> true;
            case CaseEvent.Closed e -> true;
            case CaseEvent.ActionOrdered e -> !e.automatic();
            case CaseEvent.ToldByPerson e -> true;
            case CaseEvent.Reopened e -> true;
            default -> false;
        };
    }

    /// Whether another answer has had this consequence already: a confirmed fix closes, an upheld appeal takes back.
    static boolean done(CaseEvent event, CaseState state) {
        return switch (event) {
            case CaseEvent.Closed e -> !state.open();
            case CaseEvent.ReversalBegun e -> state.reversing() || !state.open();
            case CaseEvent.Reopened e -> state.open();
            default -> false;
        };
    }

    /// @param state the replayed case now
    /// @return empty when there is nothing in the replayed case to say it about
    static Optional<CaseCommand> command(CaseEvent event, CaseState state) {
        return switch (event) {
            case CaseEvent.ClientWrote e ->
                Optional.of(new CaseCommand.ClientWrites(e.message(), e.intent(), e.text()));
            case CaseEvent.NoticeBounced e ->
                newest(state, NoticeStatus.ACCEPTED).map(n -> new CaseCommand.BounceNotice(n, e.why()));
            case CaseEvent.ToldByPerson e ->
                newest(state, NoticeStatus.BOUNCED).map(n -> new CaseCommand.TellByPerson(n, e.how()));
            case CaseEvent.Extended e -> Optional.of(new CaseCommand.GrantExtension(e.by(), e.why()));
            case CaseEvent.MarkedVictim e -> Optional.of(new CaseCommand.MarkVictim(e.reasons()));
            case CaseEvent.BreachFound e -> Optional.of(new CaseCommand.FindBreach(e.clause(), e.reasons()));
            case CaseEvent.FixConfirmed e -> Optional.of(new CaseCommand.ConfirmFix(e.reasons()));
            case CaseEvent.TerminationProposed e -> Optional.of(new CaseCommand.ProposeTermination(e.reasons()));
            case CaseEvent.TerminationApproved e -> Optional.of(new CaseCommand.ApproveTermination(UNSAID));
            case CaseEvent.AppealLodged e -> Optional.of(new CaseCommand.LodgeAppeal(e.text()));
            case CaseEvent.AppealDecided e ->
                state.appeals().values().stream()
                        .filter(a -> a.reversed() == null)
                        .findFirst()
                        .map(a -> new CaseCommand.DecideAppeal(a.lodged().appeal(), e.reversed(), e.reasons()));
            case CaseEvent.ReversalBegun e -> Optional.of(new CaseCommand.Reverse(UNSAID));
            case CaseEvent.Closed e -> Optional.of(closed(e, state));
            case CaseEvent.ActionOrdered e -> {
                Personal reasons = e.reasons();
                yield Optional.of(
                        new CaseCommand.TakeStep(e.step(), reasons == null ? UNSAID : reasons, e.necessity()));
            }
            case CaseEvent.Reopened e -> Optional.of(new CaseCommand.Reopen(e.why()));
            default -> Optional.empty();
        };
    }

    /// Who found no breach takes back what another policy had done by then.
    private static CaseCommand closed(CaseEvent.Closed event, CaseState state) {
        Personal said = event.reasons();
        Personal reasons = said == null ? UNSAID : said;
        boolean innocent = event.outcome() == Outcome.REVIEWED_NO_BREACH || event.outcome() == Outcome.NOT_OURS;
        if (!state.liveActions().isEmpty()) {
            return innocent ? new CaseCommand.Reverse(reasons) : new CaseCommand.ConfirmFix(reasons);
        }
        return new CaseCommand.Dismiss(event.outcome(), reasons, innocent);
    }

    private static Optional<NoticeId> newest(CaseState state, NoticeStatus status) {
        return state.notices().values().stream()
                .filter(n -> n.queued().kind().party == NoticeKind.Party.CLIENT && n.status() == status)
                .max(Comparator.comparing(CaseState.Notice::at))
                .map(n -> n.queued().notice());
    }
}
