package dev.reeve.core.cases;

import dev.reeve.core.cases.CaseState.Appeal;
import dev.reeve.core.clocks.Span;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Decides what the parties' own words do: a client's reply pauses, an appeal is heard by somebody else.
final class Replies {
    /// The desk's time to hear an appeal, in federal business days.
    static final int APPEAL_BUSINESS_DAYS = 5;

    private Replies() {}

    static void client(Draft draft, CaseCommand.ClientWrites command) {
        if (!draft.state().exists()
                || draft.state().hasMessage(command.message().value())) {
            return;
        }
        draft.add(new CaseEvent.ClientWrote(command.message(), command.intent(), command.text()));
        if (draft.state().reversing()) {
            return;
        }
        Personal text = command.text();
        if (command.intent() == ReplyIntent.APPEAL && text != null) {
            lodge(draft, text);
            return;
        }
        if (!draft.state().open()) {
            draft.add(new CaseEvent.Reopened("the client wrote after the case was closed"));
        }
        if (command.intent() == ReplyIntent.EXTENSION && extensionIsOwed(draft)) {
            Duration by = Clocks.windowAfter(draft, draft.state().stepTaken());
            Clocks.extend(
                    draft,
                    by.isZero() ? Duration.ofHours(24) : by,
                    "first extension, on request, for a client with a clean record");
            return;
        }
        boolean fixed = command.intent() == ReplyIntent.FIXED;
        draft.task(
                fixed ? TaskKind.VERIFY_FIX : TaskKind.REVIEW_REPLY,
                Role.ANALYST,
                command.message().value(),
                fixed ? "the client says that the cause is mended" : "the client wrote: " + word(command.intent()));
        Clocks.pauseWindow(draft, "the client wrote");
    }

    private static boolean extensionIsOwed(Draft draft) {
        return draft.state().extensions() == 0
                && !draft.state().severity().gravest()
                && draft.account().breaches().isEmpty()
                && draft.state().runningWindow().isPresent();
    }

    private static String word(ReplyIntent intent) {
        return intent.name().toLowerCase(java.util.Locale.ROOT);
    }

    static void reporter(Draft draft, CaseCommand.ReporterWrites command) {
        if (draft.state().exists()
                && !draft.state().hasMessage(command.message().value())) {
            draft.add(new CaseEvent.ReporterWrote(command.message(), command.reporter()));
            draft.task(
                    TaskKind.REPORTER_WROTE,
                    Role.ANALYST,
                    command.message().value(),
                    "a reporter wrote about this case");
        }
    }

    /// One appeal is open at a time.
    static boolean lodge(Draft draft, Personal text) {
        if (draft.appealOpen()) {
            return false;
        }
        AppealId id = draft.nextAppeal();
        Role role = draft.leadingClause().map(c -> c.deciders().appeal()).orElse(Role.SENIOR);
        draft.add(new CaseEvent.AppealLodged(id, text, draft.by.id()));
        if (!draft.state().open()) {
            draft.add(new CaseEvent.Reopened("an appeal was lodged"));
        }
        draft.task(
                TaskKind.APPEAL,
                role,
                id.value(),
                "an appeal, to be heard by somebody who decided nothing in this case");
        Clocks.start(
                draft,
                ClockKind.APPEAL_DECISION,
                "policy: appeals are decided within " + APPEAL_BUSINESS_DAYS + " business days",
                new Span.BusinessDays(APPEAL_BUSINESS_DAYS, draft.facts.calendar(), draft.facts.zone()),
                id.value());
        Clocks.pauseWindow(draft, "an appeal was lodged");
        return true;
    }

    static Decision decideAppeal(Draft draft, CaseCommand.DecideAppeal command) {
        Appeal appeal = draft.state().appeals().get(command.appeal());
        if (appeal == null || appeal.reversed() != null) {
            return new Decision.Refused("conflict", command.appeal() + " is not an open appeal");
        }
        Role role = draft.leadingClause().map(c -> c.deciders().appeal()).orElse(Role.SENIOR);
        if (!draft.by.may(role)) {
            return Persons.needs(role);
        }
        boolean decidedBefore = draft.state().deciders().contains(draft.by.id());
        if (decidedBefore && !draft.facts.deskOfOne()) {
            return new Decision.Refused("not-allowed", "you decided in this case: somebody else hears its appeal");
        }
        if (decidedBefore && !draft.by.freshLogin()) {
            return new Decision.Refused(
                    "fresh-login",
                    "as the only person of this desk, log in again before you hear an appeal against yourself");
        }
        draft.add(new CaseEvent.AppealDecided(command.appeal(), command.reversed(), command.reasons()));
        draft.finishTasks("decided", TaskKind.APPEAL);
        stopClock(draft, command.appeal().value());
        if (command.reversed()) {
            Endings.reverse(draft, "the appeal " + command.appeal() + " was upheld", command.reasons());
        } else {
            Clocks.resumeWindow(draft, "the appeal was heard");
            Notices.toClient(
                    draft, NoticeKind.APPEAL_DECIDED, command.appeal().value(), Duration.ZERO, command.reasons());
        }
        return draft.decided();
    }

    private static void stopClock(Draft draft, @Nullable String about) {
        draft.state().clocks().values().stream()
                .filter(c -> !c.over() && c.started().about().equals(about))
                .map(c -> c.started().clock())
                .toList()
                .forEach(id -> draft.add(new CaseEvent.ClockStopped(id, "the appeal was heard")));
    }
}
