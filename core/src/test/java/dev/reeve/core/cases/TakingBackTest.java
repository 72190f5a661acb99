package dev.reeve.core.cases;

import static dev.reeve.core.fixtures.TestDesk.ACME;
import static dev.reeve.core.fixtures.TestDesk.ANN;
import static dev.reeve.core.fixtures.TestDesk.BOB;
import static dev.reeve.core.fixtures.TestDesk.personal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ServiceId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What is in flight when a case ends or is taken back, and what a crash leaves behind.
final class TakingBackTest {
    private final TestDesk desk = new TestDesk();

    private CaseId silentCase() {
        CaseId id = desk.report("spam", Strength.TRUSTED, "spamcop");
        desk.work(id);
        return id;
    }

    private CaseId restricted() {
        CaseId id = silentCase();
        desk.pass(id, Duration.ofHours(25));
        return id;
    }

    /// A case whose action was begun and not yet read back.
    private ActionId begun(CaseId id) {
        var window = desk.state(id).runningWindow().orElseThrow().started().clock();
        desk.passWithoutWork(Duration.ofHours(24));
        desk.machine(id, new CaseCommand.ClockDue(window));
        ActionId action = desk.state(id).actions().keySet().iterator().next();
        desk.machine(id, new CaseCommand.StartAction(action));
        return action;
    }

    private ActionStatus status(CaseId id, ActionId action) {
        return java.util.Objects.requireNonNull(desk.state(id).actions().get(action))
                .status();
    }

    @Test
    void an_action_in_flight_is_taken_back_when_the_fix_is_confirmed() {
        CaseId id = silentCase();
        ActionId action = begun(id);
        desk.person(ANN, id, new CaseCommand.ConfirmFix(personal("clean")));
        desk.actions.run(id, action);
        desk.work(id);
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).doesNotContain(NoticeKind.ACTION_TAKEN);
        assertThat(desk.cases.account(ACME).strikeWeight(desk.instant())).isZero();
    }

    @Test
    void a_reversal_ends_when_the_action_in_flight_turns_out_to_have_been_refused() {
        CaseId id = silentCase();
        ActionId action = begun(id);
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        desk.machine(id, new CaseCommand.SettleAction(action, new ActionOutcome.Refused("no such vm")));
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
    }

    @Test
    void a_closed_case_leaves_no_open_task_and_no_order() {
        CaseId id = restricted();
        desk.lever.unreadable = true;
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        desk.work(id);
        desk.lever.unreadable = false;
        ActionId action = desk.state(id).actions().keySet().iterator().next();
        desk.person(ANN, id, new CaseCommand.UndoAction(action, "again"));
        desk.work(id);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(desk.state(id).openTasks()).isEmpty();
    }

    @Test
    void dismissing_withdraws_what_was_ordered() {
        CaseId id = silentCase();
        var window = desk.state(id).runningWindow().orElseThrow().started().clock();
        desk.passWithoutWork(Duration.ofHours(24));
        desk.machine(id, new CaseCommand.ClockDue(window));
        desk.person(ANN, id, new CaseCommand.Dismiss(Outcome.REVIEWED_NO_BREACH, personal("fine"), false));
        assertThat(status(id, desk.state(id).actions().keySet().iterator().next()))
                .isEqualTo(ActionStatus.WITHDRAWN);
        desk.work(id);
        assertThat(desk.state(id).openTasks()).isEmpty();
    }

    @Test
    void ending_without_a_breach_takes_the_strike_with_it() {
        CaseId id = restricted();
        ActionId action = desk.state(id).actions().keySet().iterator().next();
        assertThat(desk.cases.account(ACME).strikeWeight(desk.instant())).isEqualTo(1);
        desk.person(ANN, id, new CaseCommand.UndoAction(action, "looks wrong"));
        desk.work(id);
        desk.person(ANN, id, new CaseCommand.Dismiss(Outcome.REVIEWED_NO_BREACH, personal("fine"), false));
        assertThat(desk.cases.account(ACME).strikeWeight(desk.instant())).isZero();
    }

    @Test
    void one_case_is_one_breach_and_a_reversal_says_that_there_was_none() {
        CaseId id = restricted();
        desk.person(ANN, id, new CaseCommand.ConfirmFix(personal("clean")));
        desk.work(id);
        desk.person(ANN, id, new CaseCommand.Reopen("once more"));
        desk.person(ANN, id, new CaseCommand.ConfirmFix(personal("clean")));
        assertThat(desk.cases.account(ACME).breaches()).hasSize(1);
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        assertThat(desk.cases.account(ACME).breaches()).isEmpty();
        assertThat(desk.state(id).ending().orElseThrow().breach()).isFalse();
    }

    @Test
    void an_open_appeal_is_decided_before_a_case_ends_and_upheld_by_a_reversal() {
        CaseId id = restricted();
        desk.machine(id, new CaseCommand.ClientWrites(new MessageId("a"), ReplyIntent.APPEAL, personal("not us")));
        assertThat(desk.person(ANN, id, new CaseCommand.ConfirmFix(personal("clean"))))
                .isInstanceOf(Decision.Refused.class);
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        desk.work(id);
        assertThat(desk.state(id).appeals().values())
                .singleElement()
                .satisfies(a -> assertThat(a.reversed()).isTrue());
    }

    @Test
    void more_time_does_not_start_a_clock_that_waits_for_a_review() {
        CaseId id = silentCase();
        desk.machine(id, new CaseCommand.ClientWrites(new MessageId("a"), ReplyIntent.DISPUTE, personal("why")));
        desk.person(ANN, id, new CaseCommand.GrantExtension(Duration.ofHours(5), "asked"));
        assertThat(desk.state(id).runningWindow().orElseThrow().running()).isFalse();
        desk.person(ANN, id, new CaseCommand.RejectReply(personal("see the sample")));
        assertThat(desk.state(id).runningWindow().orElseThrow().due())
                .isEqualTo(desk.instant().plus(Duration.ofHours(29)));
    }

    @Test
    void a_client_is_told_once_of_an_action_that_was_gone_and_is_back() {
        CaseId id = restricted();
        ActionId action = desk.state(id).actions().keySet().iterator().next();
        var order = java.util.Objects.requireNonNull(desk.lever.inForce.remove(action));
        desk.actions.renew(id, action);
        assertThat(status(id, action)).isEqualTo(ActionStatus.UNVERIFIED);
        desk.lever.inForce.put(action, order);
        desk.actions.run(id, action);
        desk.work(id);
        assertThat(status(id, action)).isEqualTo(ActionStatus.IN_FORCE);
        assertThat(desk.state(id).openTasks()).isEmpty();
        assertThat(desk.sent.stream().filter(n -> n.kind() == NoticeKind.ACTION_TAKEN))
                .hasSize(1);
    }

    @Test
    void a_lease_is_not_renewed_against_the_next_holder() {
        CaseId id = restricted();
        desk.holdings.clear();
        desk.holdings.add(TestDesk.holding("h2", "203.0.113.10", new AccountId("other"), new ServiceId("v2"), null));
        desk.actions.renew(id, desk.state(id).actions().keySet().iterator().next());
        desk.work(id);
        assertThat(desk.lever.inForce).isEmpty();
    }

    @Test
    void an_action_begun_before_a_crash_is_not_carried_out_against_the_next_holder() {
        CaseId id = silentCase();
        ActionId action = begun(id);
        desk.holdings.clear();
        desk.holdings.add(TestDesk.holding("h2", "203.0.113.10", new AccountId("other"), new ServiceId("v2"), null));
        desk.actions.run(id, action);
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(status(id, action)).isEqualTo(ActionStatus.UNVERIFIED);
    }

    @Test
    void an_unanswered_undo_of_an_unclear_act_is_not_taken_for_done() {
        CaseId id = silentCase();
        desk.lever.unreadable = true;
        desk.pass(id, Duration.ofHours(25));
        desk.lever.unreadable = false;
        desk.lever.silent = true;
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        desk.work(id);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.REVERSING);
        desk.lever.silent = false;
        desk.person(ANN, id, new CaseCommand.UndoAction(new ActionId(id + ".x1"), "once more"));
        desk.work(id);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
    }

    @Test
    void an_undo_is_sent_even_where_an_unclear_act_has_not_shown_yet() {
        CaseId id = silentCase();
        desk.lever.unreadable = true;
        desk.pass(id, Duration.ofHours(25));
        desk.lever.unreadable = false;
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        desk.work(id);
        assertThat(desk.lever.undone).isEqualTo(1);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
    }
}
