package dev.reeve.core.safety;

import static dev.reeve.core.safety.Proposals.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// S9: how much may happen, and what opens a breaker.
final class BudgetsAndBreakersTest {
    private final Proposals proposal = new Proposals();

    @Test
    void s9_a_run_of_five_minutes_has_its_budget() {
        proposal.node = "elsewhere";
        proposal.reseller = null;
        proposal.reserved(2, Step.SUSPEND_SERVICE, "node-1", null, NOW.minusSeconds(10));
        assertThat(proposal.objection()).isEmpty();
        proposal.reserved(
                1,
                Step.SUSPEND_SERVICE,
                "node-1",
                null,
                NOW.minus(Duration.ofMinutes(5)).plusNanos(1));
        assertThat(proposal.objection()).contains(SafetyRule.BUDGET);
        proposal.step = Step.RESTRICT;
        assertThat(proposal.objection()).as("each step has its own").isEmpty();
    }

    @Test
    void s9_what_left_the_window_counts_no_more() {
        proposal.node = "elsewhere";
        proposal.reserved(3, Step.SUSPEND_SERVICE, "node-1", null, NOW.minus(Duration.ofMinutes(5)));
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s9_an_hour_a_day_a_node_and_a_reseller_have_theirs() {
        Duration halfAnHour = Duration.ofMinutes(30);
        proposal.reserved(8, Step.SUSPEND_SERVICE, "n", "r", NOW.minus(halfAnHour));
        assertThat(proposal.objection()).as("hour").contains(SafetyRule.BUDGET);

        Proposals day = new Proposals();
        day.reserved(20, Step.SUSPEND_SERVICE, "n", "r", NOW.minus(Duration.ofHours(5)));
        assertThat(day.objection()).as("day").contains(SafetyRule.BUDGET);

        Proposals node = new Proposals();
        node.reserved(3, Step.SUSPEND_SERVICE, "node-1", "r", NOW.minus(halfAnHour));
        assertThat(node.objection()).isEmpty();
        node.reserved(1, Step.SUSPEND_SERVICE, "node-1", "r", NOW.minus(halfAnHour));
        assertThat(node.objection()).as("node").contains(SafetyRule.BUDGET);

        Proposals reseller = new Proposals();
        reseller.reserved(5, Step.SUSPEND_SERVICE, "n", "reseller-1", NOW.minus(Duration.ofHours(5)));
        assertThat(reseller.objection()).as("reseller").contains(SafetyRule.BUDGET);
        reseller.reseller = null;
        assertThat(reseller.objection()).isEmpty();
    }

    @Test
    void s9_a_budget_binds_persons_too() {
        proposal.reserved(3, Step.SUSPEND_SERVICE, "n", "r", NOW);
        proposal.automatic = false;
        assertThat(proposal.objection()).contains(SafetyRule.BUDGET);
    }

    @Test
    void s9_an_open_breaker_stops_the_policy_and_not_a_person() {
        proposal.desk(new DeskEvent.BreakerOpened(Breakers.BUDGET, "too many"), NOW);
        assertThat(proposal.objection()).contains(SafetyRule.BREAKER);
        proposal.automatic = false;
        assertThat(proposal.objection()).isEmpty();
        proposal.automatic = true;
        proposal.desk(new DeskEvent.BreakerReset(Breakers.BUDGET, "looked at"), NOW);
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s9_three_mismatches_in_an_hour_open_the_breaker_and_two_do_not() {
        DeskState desk = proposal.desk;
        for (int i = 0; i < 3; i++) {
            assertThat(Breakers.opening(desk, Limits.DEFAULTS, NOW))
                    .as("after " + i)
                    .isEmpty();
            desk = desk.apply(
                    Proposals.recorded(new DeskEvent.OutcomeCounted(new ActionId("x" + i), true), NOW.minusSeconds(9)));
        }
        assertThat(Breakers.opening(desk, Limits.DEFAULTS, NOW))
                .extracting(DeskEvent.BreakerOpened::breaker)
                .containsExactly(Breakers.MISMATCH);
        assertThat(Breakers.opening(desk, Limits.DEFAULTS, NOW.plus(Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void s9_reversals_open_the_breaker_by_their_share_and_once_there_are_enough() {
        proposal.reserved(16, Step.RESTRICT, null, null, NOW.minus(Duration.ofDays(2)));
        proposal.desk(new DeskEvent.ReversalCounted(new CaseId("C-1"), 3), NOW);
        assertThat(Breakers.opening(proposal.desk, Limits.DEFAULTS, NOW)).isEmpty();
        proposal.desk(new DeskEvent.ReversalCounted(new CaseId("C-2"), 1), NOW);
        assertThat(Breakers.opening(proposal.desk, Limits.DEFAULTS, NOW))
                .extracting(DeskEvent.BreakerOpened::breaker)
                .containsExactly(Breakers.REVERSAL);
        Proposals few = new Proposals();
        few.reserved(2, Step.RESTRICT, null, null, NOW);
        few.desk(new DeskEvent.ReversalCounted(new CaseId("C-1"), 2), NOW);
        assertThat(Breakers.opening(few.desk, Limits.DEFAULTS, NOW)).isEmpty();
    }

    @Test
    void s9_a_stale_inventory_opens_its_breaker_which_only_fresh_holdings_close() {
        TestDesk desk = new TestDesk();
        CaseId id = desk.report("spam", Strength.TRUSTED, "spamcop");
        desk.work(id);
        desk.passWithStaleInventory(id, Duration.ofHours(50));
        assertThat(desk.cases.desk().breakers()).containsOnlyKeys(Breakers.INVENTORY);
        assertThat(desk.lever.inForce).isEmpty();
        var reset = new DeskCommand.ResetBreaker(Breakers.INVENTORY, "looked");
        assertThat(desk.safety(reset, TestDesk.BOB)).isInstanceOf(Decision.Refused.class);
        desk.inventoryAt = desk.instant();
        assertThat(desk.safety(reset, TestDesk.BOB)).isInstanceOf(Decision.Decided.class);
        assertThat(desk.cases.desk().breakers()).isEmpty();
    }

    @Test
    void s9_a_runaway_rule_is_stopped_after_its_first_few_actions() {
        TestDesk desk = new TestDesk();
        desk.policies = List.of(TestDesk.policy("wild", TestDesk.START.minus(Duration.ofDays(9)), TestDesk.attack()));
        List<CaseId> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            desk.holdings.add(TestDesk.holding(
                    "w" + i, "198.51.100." + i, TestDesk.ACME, new dev.reeve.core.ids.ServiceId("w" + i), null));
            ids.add(desk.report(desk.observation("198.51.100." + i, "ddos", Strength.MEASURED, "own")));
        }
        ids.forEach(desk::work);
        assertThat(desk.events(CaseEvent.ActionOrdered.class)).hasSize(10);
        assertThat(desk.cases.desk().breakers()).containsKey(Breakers.BUDGET);
        assertThat(desk.state(ids.get(39)).openTasks())
                .extracting(t -> t.opened().why())
                .anyMatch(why -> why.startsWith("S9"));
    }

    @Test
    void s9_an_order_waits_while_a_breaker_is_open_and_is_judged_again_afterwards() {
        TestDesk desk = new TestDesk();
        CaseId id = desk.report("spam", Strength.TRUSTED, "spamcop");
        desk.work(id);
        var window = desk.state(id).runningWindow().orElseThrow();
        desk.passWithoutWork(Duration.ofHours(24));
        desk.machine(id, new CaseCommand.ClockDue(window.started().clock()));
        desk.desk(new DeskEvent.BreakerOpened(Breakers.MISMATCH, "panels"));
        var action = desk.state(id).actions().keySet().iterator().next();
        desk.actions.run(id, action);
        assertThat(desk.state(id).actions().get(action).status()).isEqualTo(ActionStatus.ORDERED);
        desk.account(new AccountEvent.ClearanceGranted(
                id, TestDesk.VPS, "spam", desk.instant().plusSeconds(99), "cleared meanwhile"));
        desk.desk(new DeskEvent.BreakerReset(Breakers.MISMATCH, "mended"));
        desk.actions.run(id, action);
        assertThat(desk.state(id).actions().get(action).status()).isEqualTo(ActionStatus.WITHDRAWN);
        assertThat(desk.lever.inForce).isEmpty();
    }
}
