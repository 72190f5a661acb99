package dev.reeve.core.cases;

import dev.reeve.core.cases.CaseState.Ending;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.Breakers;
import dev.reeve.core.safety.DeskEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Decides how a case ends: closed, or taken back.
final class Endings {
    private Endings() {}

    static void close(Draft draft, Outcome outcome, boolean breach, @Nullable Personal reasons) {
        Clocks.stopAll(draft, "the case is closed");
        draft.state()
                .openTasks()
                .forEach(t -> draft.add(new CaseEvent.TaskDone(t.opened().task(), "the case is closed")));
        Orders.withdrawAll(draft, "the case is closed");
        ClauseId clause = draft.state().leadingClause();
        draft.add(new CaseEvent.Closed(outcome, breach, reasons));
        boolean counted = draft.account().breaches().stream()
                .anyMatch(b -> b.caseId().equals(draft.state().opening().caseId()));
        if (!breach) {
            Strikes.voidAll(draft, "closed without a breach");
        } else if (!counted) {
            draft.add(new AccountEvent.BreachRecorded(
                    draft.state().opening().caseId(),
                    clause,
                    draft.state().opening().family()));
        }
        boolean knows = draft.state().notices().values().stream()
                .anyMatch(n -> n.queued().kind().party == NoticeKind.Party.CLIENT);
        if (knows && !draft.state().reversing()) {
            Notices.toClient(draft, NoticeKind.CASE_CLOSED, outcome.word(), Duration.ZERO);
        }
        Notices.outcomeToReporters(draft, outcome);
    }

    /// Nothing was in it: it ends without a word to anybody and without a trace in what is asked of the client
    /// later.
    static void closeUnfounded(Draft draft) {
        Clocks.stopAll(draft, "nothing was in it");
        draft.state()
                .openTasks()
                .forEach(t -> draft.add(new CaseEvent.TaskDone(t.opened().task(), "nothing was in it")));
        Orders.withdrawAll(draft, "nothing was in it");
        draft.add(new CaseEvent.Closed(Outcome.REVIEWED_NO_BREACH, false, null));
    }

    /// Voids the strike at once, queues the undo and the correction; done only when the world has been read back.
    static void reverse(Draft draft, String why, Personal reasons) {
        draft.add(new CaseEvent.ReversalBegun(why));
        Clocks.stopAll(draft, why);
        draft.state()
                .openTasks()
                .forEach(t -> draft.add(new CaseEvent.TaskDone(t.opened().task(), why)));
        draft.state().appeals().values().stream()
                .filter(a -> a.reversed() == null)
                .toList()
                .forEach(a -> draft.add(new CaseEvent.AppealDecided(a.lodged().appeal(), true, reasons)));
        Strikes.voidAll(draft, why);
        clear(draft, why);
        int actions = Orders.undoAll(draft, why);
        if (actions > 0) {
            draft.add(new DeskEvent.ReversalCounted(draft.state().opening().caseId(), actions));
            Breakers.opening(draft.desk(), draft.facts.limits(), draft.now).forEach(draft::add);
        }
        Notices.toClient(draft, NoticeKind.CORRECTION, why, Duration.ZERO);
        if (draft.state().liveActions().isEmpty()) {
            reversed(draft);
        }
    }

    static void reversed(Draft draft) {
        draft.add(new CaseEvent.ReversalDone());
        boolean saidOtherwise = draft.state().ending().map(Ending::breach).orElse(true);
        if (saidOtherwise) {
            draft.add(new CaseEvent.Closed(Outcome.REVIEWED_NO_BREACH, false, null));
            Notices.outcomeToReporters(draft, Outcome.REVIEWED_NO_BREACH);
        }
    }

    /// A person's word silences the same signal for this service.
    static void clear(Draft draft, String why) {
        draft.add(new AccountEvent.ClearanceGranted(
                draft.state().opening().caseId(),
                draft.state().opening().service(),
                draft.state().opening().family(),
                draft.now.plus(draft.facts.limits().clearanceLength()),
                why));
    }
}
