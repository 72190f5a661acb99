package dev.reeve.core.safety;

import static dev.reeve.core.fixtures.TestDesk.ACME;
import static dev.reeve.core.fixtures.TestDesk.ANN;
import static dev.reeve.core.fixtures.TestDesk.BOB;
import static dev.reeve.core.fixtures.TestDesk.START;
import static dev.reeve.core.fixtures.TestDesk.VPS;
import static dev.reeve.core.fixtures.TestDesk.personal;
import static dev.reeve.core.safety.Proposals.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.Deciders;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One test for each of the rules S1 to S20, with a hit, a miss and the edge.
final class SafetyRulesTest {
    private final Proposals proposal = new Proposals();
    private final TestDesk desk = new TestDesk();

    @Test
    void nothing_objects_to_a_sound_proposal() {
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s1_a_protected_account_is_restricted_at_most_without_a_person() {
        proposal.account(new AccountEvent.ProtectionSet(true, "platform"));
        assertThat(proposal.objection()).contains(SafetyRule.PROTECTED_ACCOUNT);
        proposal.step = Step.DISABLE_CONTENT;
        assertThat(proposal.objection()).contains(SafetyRule.PROTECTED_ACCOUNT);
        proposal.step = Step.RESTRICT;
        assertThat(proposal.objection()).isEmpty();
        proposal.step = Step.SUSPEND_SERVICE;
        proposal.automatic = false;
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s2_missing_data_is_a_tripped_safety() {
        proposal.inventoryAt = null;
        assertThat(proposal.objection()).contains(SafetyRule.STALE_INVENTORY);
        proposal.inventoryAt = NOW.minus(proposal.limits.inventoryAgeMax()).minusNanos(1);
        assertThat(proposal.objection()).contains(SafetyRule.STALE_INVENTORY);
        proposal.inventoryAt = NOW.minus(proposal.limits.inventoryAgeMax());
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s3_a_persons_clearance_silences_the_same_signal_until_it_ends() {
        proposal.account(new AccountEvent.ClearanceGranted(new CaseId("C-0"), VPS, "spam", NOW.plusNanos(1), "wrong"));
        assertThat(proposal.objection()).contains(SafetyRule.CLEARED_BY_PERSON);
        proposal.account = AccountState.NEW;
        proposal.account(new AccountEvent.ClearanceGranted(new CaseId("C-0"), VPS, "spam", NOW, "over"));
        proposal.account(
                new AccountEvent.ClearanceGranted(new CaseId("C-0"), VPS, "attack", NOW.plusSeconds(9), "other"));
        proposal.account(new AccountEvent.ClearanceGranted(
                new CaseId("C-0"), new ServiceId("vps-2"), "spam", NOW.plusSeconds(9), "other service"));
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s3_of_a_cleared_signal_the_client_hears_nothing_until_a_person_finds_a_breach() {
        CaseId first = noticed();
        desk.person(BOB, first, new CaseCommand.Reverse(personal("not them")));
        desk.work(first);
        desk.sent.clear();
        CaseId again = desk.report("spam", Strength.TRUSTED, "other-list");
        desk.work(again);
        assertThat(again).isNotEqualTo(first);
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).containsExactly(NoticeKind.RECEIPT);
        desk.person(
                BOB,
                again,
                new CaseCommand.FindBreach(desk.state(again).opening().clause(), personal("this is new")));
        desk.work(again);
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).contains(NoticeKind.FIRST_NOTICE);
    }

    @Test
    void s4_a_termination_needs_two_persons_and_a_client_who_was_told() {
        CaseId id = noticed();
        desk.person(ANN, id, new CaseCommand.ProposeTermination(personal("third time")));
        assertThat(refusal(desk.person(BOB, id, new CaseCommand.ApproveTermination(personal("yes")))))
                .isEqualTo("conflict");
        desk.machine(
                id, new CaseCommand.ClientWrites(new MessageId("m"), dev.reeve.core.cases.ReplyIntent.FIXED, null));
        Decision urgent =
                desk.person(BOB, id, new CaseCommand.ApproveTermination(personal("yes"), NecessityReason.ONGOING_HARM));
        assertThat(urgent).isInstanceOf(Decision.Decided.class);
        assertThat(desk.state(id).actions().values())
                .singleElement()
                .satisfies(a -> assertThat(a.ordered().necessity()).isEqualTo(NecessityReason.ONGOING_HARM));
        assertThat(refusal(desk.person(BOB, id, new CaseCommand.ApproveTermination(personal("again")))))
                .isEqualTo("conflict");
    }

    @Test
    void s4_a_desk_of_one_waits_a_day_and_logs_in_again() {
        desk.deskOfOne = true;
        CaseId id = noticed();
        Actor staleLogin = new Actor(BOB.id(), BOB.roles(), false);
        var approve = new CaseCommand.ApproveTermination(personal("yes"), NecessityReason.LEGAL_ORDER);
        desk.person(BOB, id, new CaseCommand.ProposeTermination(personal("order")));
        desk.pass(id, Duration.ofHours(24).minusSeconds(1));
        assertThat(refusal(desk.person(BOB, id, approve))).isEqualTo("conflict");
        desk.pass(id, Duration.ofSeconds(1));
        assertThat(refusal(desk.person(staleLogin, id, approve))).isEqualTo("fresh-login");
        assertThat(desk.person(BOB, id, approve)).isInstanceOf(Decision.Decided.class);
        assertThat(desk.events(CaseEvent.TerminationApproved.class))
                .singleElement()
                .satisfies(e -> assertThat(e.afterCoolingOff()).isTrue());
    }

    @Test
    void s5_no_timer_and_no_policy_terminates() {
        assertThatThrownBy(() -> new Deciders(Step.TERMINATE, Role.SENIOR, Role.SENIOR))
                .isInstanceOf(IllegalArgumentException.class);
        CaseId id = noticed();
        desk.pass(id, Duration.ofDays(400));
        assertThat(desk.events(CaseEvent.ActionOrdered.class))
                .extracting(CaseEvent.ActionOrdered::step)
                .containsExactly(Step.RESTRICT, Step.SUSPEND_SERVICE);
    }

    @Test
    void s6_an_empty_or_wildcard_target_is_an_error_and_never_all() {
        for (String wild : List.of("", " ", "*", "%", "all", "ALL", "101,102")) {
            assertThatThrownBy(() ->
                            new Target(ACME, VPS, Resource.Address.of("203.0.113.10"), null, Map.of("vmid", wild)))
                    .as(wild)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new DeskCommand.Selection(null, null, NOW)).hasMessageContaining("nothing is \"all\"");
        assertThat(TestDesk.target("203.0.113.10").externalIds()).containsEntry("vmid", "101");
    }

    @Test
    void s7_an_action_touches_one_address_and_only_the_clients_own() {
        assertThatThrownBy(() ->
                        new Target(ACME, VPS, new Resource.Prefix(IpPrefix.parse("203.0.113.0/31")), null, Map.of()))
                .hasMessageContaining("/32");
        assertThatThrownBy(() ->
                        new Target(ACME, VPS, new Resource.Prefix(IpPrefix.parse("2001:db8::/127")), null, Map.of()))
                .hasMessageContaining("/128");
        assertThat(new Target(ACME, VPS, new Resource.Prefix(IpPrefix.parse("203.0.113.10/32")), null, Map.of()))
                .isNotNull();
        Target others = new Target(new AccountId("other"), VPS, Resource.Address.of("203.0.113.99"), null, Map.of());
        CaseId id = noticed();
        desk.levers.replaceAll((s, l) ->
                new dev.reeve.core.cases.CaseFacts.Lever(l.name(), l.settingsHash(), others, Map.of(), l.lease(), ""));
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(desk.events(CaseEvent.ActionHeld.class))
                .extracting(CaseEvent.ActionHeld::rule)
                .containsExactly("S7");
    }

    @Test
    void s8_forgeable_or_single_outside_evidence_never_suspends() {
        proposal.strongest = Strength.SPOOFABLE;
        proposal.reporters = 9;
        assertThat(proposal.objection()).contains(SafetyRule.WEAK_EVIDENCE);
        proposal.strongest = Strength.EVIDENCED;
        proposal.reporters = 1;
        assertThat(proposal.objection()).contains(SafetyRule.WEAK_EVIDENCE);
        proposal.reporters = 2;
        assertThat(proposal.objection()).isEmpty();
        proposal.reporters = 1;
        proposal.step = Step.DISABLE_CONTENT;
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s8_a_forged_packet_is_no_second_witness() {
        CaseId id = desk.report("spam", Strength.EVIDENCED, "one");
        desk.report("spam", Strength.SPOOFABLE, "robot");
        desk.work(id);
        desk.pass(id, Duration.ofHours(72));
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.RESTRICT);
        desk.report("spam", Strength.CLAIMED, "two");
        assertThat(desk.state(id).independentReporters()).isEqualTo(2);
    }

    @Test
    void s10_the_least_step_comes_first_and_each_has_its_time() {
        proposal.lastStepAt = NOW.minus(Duration.ofMinutes(15)).plusNanos(1);
        assertThat(proposal.objection()).contains(SafetyRule.DWELL);
        proposal.lastStepAt = NOW.minus(Duration.ofMinutes(15));
        assertThat(proposal.objection()).isEmpty();
        proposal.lastStepAt = NOW;
        proposal.immediate = true;
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s11_an_overdue_clock_is_judged_anew_and_fires_once() {
        CaseId id = noticed();
        var clock = desk.state(id).runningWindow().orElseThrow().started().clock();
        desk.machine(
                id, new CaseCommand.ClientWrites(new MessageId("m"), dev.reeve.core.cases.ReplyIntent.FIXED, null));
        desk.pass(id, Duration.ofDays(3));
        assertThat(((Decision.Decided) desk.machine(id, new CaseCommand.ClockDue(clock))).nothing())
                .isTrue();
        desk.person(ANN, id, new CaseCommand.RejectReply(personal("it goes on")));
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.lever.inForce).hasSize(1);
        assertThat(((Decision.Decided) desk.machine(id, new CaseCommand.ClockDue(clock))).nothing())
                .isTrue();
    }

    @Test
    void s12_twice_is_once_also_after_a_crash() {
        CaseId id = noticed();
        desk.lever.unreadable = true;
        desk.pass(id, Duration.ofHours(25));
        var action = desk.state(id).actions().keySet().iterator().next();
        assertThat(desk.state(id).actions().get(action).status()).isEqualTo(ActionStatus.UNVERIFIED);
        desk.lever.unreadable = false;
        desk.actions.run(id, action);
        assertThat(desk.lever.inForce)
                .as("an unknown outcome is read, not repeated")
                .isEmpty();
    }

    @Test
    void s13_a_lever_acts_only_after_its_undo_was_proved_with_these_settings() {
        proposal.settings = "s2";
        assertThat(proposal.objection()).contains(SafetyRule.NO_CANARY);
        proposal.desk(new DeskEvent.CanaryPassed(TestDesk.LEVER, "s2"), NOW);
        assertThat(proposal.objection()).isEmpty();
        proposal.desk(new DeskEvent.CanaryFailed(TestDesk.LEVER, "undo left it"), NOW);
        proposal.automatic = false;
        assertThat(proposal.objection()).contains(SafetyRule.NO_CANARY);
    }

    @Test
    void s14_what_was_so_before_is_not_undone() {
        desk.lever.others = true;
        CaseId id = noticed();
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.lever.inForce).isEmpty();
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        desk.work(id);
        assertThat(desk.lever.others).isTrue();
        assertThat(desk.lever.undone).isZero();
    }

    @Test
    void s15_holder_then_is_holder_now() {
        proposal.holder = Proposals.held(new AccountId("other"), VPS);
        proposal.automatic = false;
        assertThat(proposal.objection()).contains(SafetyRule.HOLDER_NOW);
        proposal.holder = Proposals.held(ACME, new ServiceId("vps-2"));
        assertThat(proposal.objection()).contains(SafetyRule.HOLDER_NOW);
        proposal.holder = new Attribution.Unknown("gone", NOW);
        assertThat(proposal.objection()).contains(SafetyRule.HOLDER_NOW);
        proposal.holder = new Attribution.Ambiguous(List.of(), "two", NOW);
        assertThat(proposal.objection()).contains(SafetyRule.HOLDER_NOW);
        proposal.holder = Proposals.held(ACME, VPS);
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s16_a_rule_in_shadow_never_acts() {
        proposal.state = RuleState.SHADOW;
        assertThat(proposal.objection()).contains(SafetyRule.NOT_LIVE);
        proposal.state = RuleState.LIVE;
        assertThat(proposal.objection()).isEmpty();
    }

    @Test
    void s17_a_halt_stops_persons_and_policy_but_not_undoing() {
        CaseId id = noticed();
        desk.pass(id, Duration.ofHours(25));
        desk.desk(new DeskEvent.Halted("what is this"));
        proposal.desk(new DeskEvent.Halted("what is this"), NOW);
        proposal.automatic = false;
        assertThat(proposal.objection()).contains(SafetyRule.HALT);
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong")));
        desk.work(id);
        assertThat(desk.lever.inForce).isEmpty();
    }

    @Test
    void s18_a_client_is_told_at_the_moment_of_action() {
        proposal.contactKnown = false;
        assertThat(proposal.objection()).contains(SafetyRule.NOBODY_TO_TELL);
        proposal.immediate = true;
        assertThat(proposal.objection()).isEmpty();
        CaseId id = noticed();
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.sent)
                .filteredOn(n -> n.kind() == NoticeKind.ACTION_TAKEN)
                .singleElement()
                .satisfies(n -> assertThat(n.about()).isEqualTo(id + ".x1"));
    }

    @Test
    void s19_a_protected_client_is_suspended_by_two_persons() {
        desk.account(new AccountEvent.ProtectionSet(true, "platform"));
        CaseId id = noticed();
        var suspend =
                new CaseCommand.TakeStep(Step.SUSPEND_SERVICE, personal("it burns"), NecessityReason.ONGOING_HARM);
        desk.person(ANN, id, suspend);
        assertThat(desk.events(CaseEvent.ActionOrdered.class)).isEmpty();
        assertThat(refusal(desk.person(ANN, id, suspend))).isEqualTo("not-allowed");
        assertThat(desk.person(BOB, id, suspend)).isInstanceOf(Decision.Decided.class);
        assertThat(desk.events(CaseEvent.ActionOrdered.class)).hasSize(1);
        assertThat(desk.state(id).severity()).isEqualTo(Severity.S2);
    }

    private CaseId noticed() {
        CaseId id = desk.report("spam", Strength.TRUSTED, "spamcop");
        desk.work(id);
        assertThat(desk.state(id).toldAt()).contains(START);
        return id;
    }

    private static String refusal(Decision decision) {
        return decision instanceof Decision.Refused refused ? refused.code() : "decided";
    }
}
