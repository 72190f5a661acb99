package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Step;
import dev.reeve.server.vault.Vault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes what a person decided to the desk. Their own words go to the vault first; if the desk refuses, they are
/// erased
/// again.
public final class CaseOrders {
    private static final int LINE_MAX = 500;
    private static final int HOURS_MAX = 24 * 60;

    private final CaseDesk cases;
    private final Vault vault;

    public CaseOrders(CaseDesk cases, Vault vault) {
        this.cases = cases;
        this.vault = vault;
    }

    /// @throws IllegalArgumentException saying what to write instead
    public Decision decide(CaseId id, DecisionRequest request, Actor by) {
        Words words = new Words();
        Decision decision;
        try {
            decision = cases.handle(id, command(request, words), by);
        } catch (RuntimeException failed) {
            words.forget();
            throw failed;
        }
        if (decision instanceof Decision.Refused) {
            words.forget();
        }
        return decision;
    }

    private static CaseCommand command(DecisionRequest request, Words words) {
        return switch (request) {
            case DecisionRequest.TakeStep r ->
                new CaseCommand.TakeStep(
                        Step.parse(r.step()), words.keep("reasons", r.reasons()), necessity(r.necessity()));
            case DecisionRequest.ProposeTermination r ->
                new CaseCommand.ProposeTermination(words.keep("reasons", r.reasons()));
            case DecisionRequest.ApproveTermination r ->
                new CaseCommand.ApproveTermination(words.keep("reasons", r.reasons()));
            case DecisionRequest.FindBreach r ->
                new CaseCommand.FindBreach(
                        new ClauseId(given("clause", r.clause())), words.keep("reasons", r.reasons()));
            case DecisionRequest.Dismiss r ->
                new CaseCommand.Dismiss(
                        Outcome.parse(r.outcome()), words.keep("reasons", r.reasons()), Boolean.TRUE.equals(r.clear()));
            case DecisionRequest.Reverse r -> new CaseCommand.Reverse(words.keep("reasons", r.reasons()));
            case DecisionRequest.Extend r ->
                new CaseCommand.GrantExtension(hours(r.hours()), line("reasons", r.reasons()));
            case DecisionRequest.MarkVictim r -> new CaseCommand.MarkVictim(words.keep("reasons", r.reasons()));
            case DecisionRequest.TellByPerson r ->
                new CaseCommand.TellByPerson(new NoticeId(given("notice", r.notice())), words.keep("how", r.how()));
            case DecisionRequest.ConfirmFix r -> new CaseCommand.ConfirmFix(words.keep("reasons", r.reasons()));
            case DecisionRequest.RejectReply r -> new CaseCommand.RejectReply(words.keep("reasons", r.reasons()));
            case DecisionRequest.UndoAction r ->
                new CaseCommand.UndoAction(new ActionId(given("action", r.action())), line("reasons", r.reasons()));
            case DecisionRequest.LodgeAppeal r -> new CaseCommand.LodgeAppeal(words.keep("text", r.text()));
            case DecisionRequest.DecideAppeal r ->
                new CaseCommand.DecideAppeal(
                        new AppealId(given("appeal", r.appeal())), r.reversed(), words.keep("reasons", r.reasons()));
            case DecisionRequest.Reopen r -> new CaseCommand.Reopen(line("reasons", r.reasons()));
            case DecisionRequest.Claim r -> new CaseCommand.Claim();
            case DecisionRequest.Release r -> new CaseCommand.Release();
            case DecisionRequest.Note r -> new CaseCommand.AddNote(words.keep("text", r.text()));
            case DecisionRequest.Link r ->
                new CaseCommand.Link(new CaseId(given("other", r.other())), line("why", r.why()));
            case DecisionRequest.FinishTask r ->
                new CaseCommand.FinishTask(new TaskId(given("task", r.task())), line("result", r.result()));
            case DecisionRequest.WriteToClient r -> new CaseCommand.WriteToClient(words.keep("text", r.text()));
            case DecisionRequest.WriteToReporter r ->
                new CaseCommand.WriteToReporter(
                        new ReporterId(given("reporter", r.reporter())), words.keep("text", r.text()));
        };
    }

    private static @Nullable NecessityReason necessity(@Nullable String word) {
        return word == null || word.isBlank() ? null : NecessityReason.parse(word);
    }

    private static Duration hours(int hours) {
        if (hours < 1 || hours > HOURS_MAX) {
            throw new IllegalArgumentException("an extension is 1 to " + HOURS_MAX + " hours");
        }
        return Duration.ofHours(hours);
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value.strip();
    }

    /// A line that stands in the journal itself, and so says nothing personal.
    static String line(String field, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LINE_MAX) {
            throw new IllegalArgumentException(field + ": write 1 to " + LINE_MAX + " characters");
        }
        return text.strip().replaceAll("\\s+", " ");
    }

    /// What was put into the vault for one order.
    private final class Words {
        private final List<Personal> kept = new ArrayList<>();

        Personal keep(String field, @Nullable String text) {
            if (text == null || text.isBlank() || text.length() > Vault.CHARS_MAX) {
                throw new IllegalArgumentException(field + ": write 1 to " + Vault.CHARS_MAX + " characters");
            }
            Personal personal = vault.keep(text.strip());
            kept.add(personal);
            return personal;
        }

        void forget() {
            kept.forEach(personal -> vault.erase(personal.ref()));
        }
    }
}
