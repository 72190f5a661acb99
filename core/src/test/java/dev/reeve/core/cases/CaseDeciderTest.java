package dev.reeve.core.cases;

import static dev.reeve.core.fixtures.TestDesk.ACME;
import static dev.reeve.core.fixtures.TestDesk.ANN;
import static dev.reeve.core.fixtures.TestDesk.BOB;
import static dev.reeve.core.fixtures.TestDesk.START;
import static dev.reeve.core.fixtures.TestDesk.VPS;
import static dev.reeve.core.fixtures.TestDesk.personal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.AccountEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CaseDeciderTest {
    private final TestDesk desk = new TestDesk();

    private CaseId spamCase() {
        CaseId id = desk.report("spam", Strength.TRUSTED, "spamcop");
        desk.work(id);
        return id;
    }

    private NoticeId firstNotice(CaseId id) {
        return desk.state(id).notices().values().stream()
                .filter(n -> n.queued().kind() == NoticeKind.FIRST_NOTICE)
                .map(n -> n.queued().notice())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_report_leads_to_a_notice_and_a_clock_that_starts_with_its_delivery() {
        CaseId id = desk.report("spam", Strength.TRUSTED, "spamcop");
        assertThat(desk.state(id).runningWindow()).isEmpty();
        desk.work(id);
        assertThat(desk.state(id).runningWindow().orElseThrow().due()).isEqualTo(START.plus(Duration.ofHours(24)));
        assertThat(desk.sent)
                .extracting(CaseEvent.NoticeQueued::kind)
                .containsExactly(NoticeKind.RECEIPT, NoticeKind.FIRST_NOTICE);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.WAITING_CLIENT);
    }

    @Test
    void silence_leads_to_an_action_that_a_confirmed_fix_takes_back() {
        CaseId id = spamCase();
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.lever.inForce).hasSize(1);
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.RESTRICT);
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).contains(NoticeKind.ACTION_TAKEN);
        desk.machine(id, new CaseCommand.ClientWrites(new MessageId("reply-1"), ReplyIntent.FIXED, personal("done")));
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.WAITING_PERSON);
        desk.person(ANN, id, new CaseCommand.ConfirmFix(personal("clean")));
        desk.work(id);
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(desk.state(id).ending().orElseThrow().outcome()).isEqualTo(Outcome.ACTIONED);
        assertThat(desk.cases.account(ACME).breaches()).hasSize(1);
        assertThat(desk.sent)
                .extracting(CaseEvent.NoticeQueued::kind)
                .contains(NoticeKind.RESTORED, NoticeKind.CASE_CLOSED, NoticeKind.OUTCOME);
    }

    @Test
    void a_reply_pauses_and_the_rest_of_the_time_runs_after_the_review() {
        CaseId id = spamCase();
        desk.pass(id, Duration.ofHours(20));
        desk.machine(
                id, new CaseCommand.ClientWrites(new MessageId("reply-1"), ReplyIntent.STATEMENT, personal("why?")));
        desk.pass(id, Duration.ofHours(48));
        assertThat(desk.lever.inForce).isEmpty();
        desk.person(ANN, id, new CaseCommand.RejectReply(personal("see the sample")));
        desk.pass(id, Duration.ofHours(3));
        assertThat(desk.lever.inForce).isEmpty();
        desk.pass(id, Duration.ofHours(2));
        assertThat(desk.lever.inForce).hasSize(1);
    }

    @Test
    void grave_evidence_acts_at_once_and_records_why_it_could_not_wait() {
        desk.policies = List.of(TestDesk.policy("v1", START.minus(Duration.ofDays(9)), TestDesk.attack()));
        CaseId id = desk.report("ddos", Strength.MEASURED, "own-sensor");
        desk.work(id);
        var action = desk.state(id).actions().values().iterator().next();
        assertThat(action.status()).isEqualTo(ActionStatus.IN_FORCE);
        assertThat(action.ordered().necessity()).isEqualTo(NecessityReason.ONGOING_HARM);
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).contains(NoticeKind.ACTION_TAKEN);
    }

    @Test
    void one_strangers_claim_is_never_above_normal_and_acts_on_nothing() {
        desk.policies = List.of(TestDesk.policy("v1", START.minus(Duration.ofDays(9)), TestDesk.attack()));
        CaseId id = desk.report("ddos", Strength.CLAIMED, "stranger");
        desk.work(id);
        assertThat(desk.state(id).severity()).isEqualTo(Severity.S3);
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(firstNotice(id)).isNotNull();
    }

    @Test
    void spoofable_evidence_never_suspends() {
        CaseId id = desk.report("spam", Strength.SPOOFABLE, "robot");
        desk.work(id);
        desk.pass(id, Duration.ofHours(72));
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.RESTRICT);
        assertThat(desk.events(CaseEvent.ActionHeld.class))
                .extracting(CaseEvent.ActionHeld::rule)
                .contains("S8");
    }

    @Test
    void a_bounce_goes_to_a_person_and_stops_the_clock() {
        CaseId id = spamCase();
        desk.machine(id, new CaseCommand.BounceNotice(firstNotice(id), "550 no such user"));
        desk.pass(id, Duration.ofDays(30));
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .containsExactly(TaskKind.NOTICE_BOUNCED);
        desk.person(ANN, id, new CaseCommand.TellByPerson(firstNotice(id), personal("by telephone")));
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.lever.inForce).hasSize(1);
    }

    @Test
    void an_uncertain_send_is_flagged_and_not_repeated() {
        desk.delivery = new Delivery.Uncertain("connection reset after DATA");
        CaseId id = spamCase();
        assertThat(desk.sent.stream().filter(n -> n.kind() == NoticeKind.FIRST_NOTICE))
                .hasSize(1);
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .containsExactly(TaskKind.NOTICE_UNCERTAIN);
        assertThat(desk.state(id).runningWindow()).isEmpty();
    }

    @Test
    void an_address_on_the_affected_service_is_not_relied_on() {
        desk.contacts = List.of(new CaseFacts.Contact(personal("on the vps"), VPS));
        CaseId id = spamCase();
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).containsExactly(NoticeKind.RECEIPT);
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .containsExactly(TaskKind.NO_SAFE_CONTACT);
    }

    @Test
    void an_appeal_is_heard_by_somebody_else_and_reverses_everything() {
        CaseId id = spamCase();
        desk.pass(id, Duration.ofHours(20));
        desk.person(
                ANN, id, new CaseCommand.TakeStep(Step.RESTRICT, personal("spam run"), NecessityReason.ONGOING_HARM));
        desk.work(id);
        assertThat(desk.cases.account(ACME).strikeWeight(desk.instant())).isEqualTo(1);
        desk.machine(id, new CaseCommand.ClientWrites(new MessageId("a"), ReplyIntent.APPEAL, personal("not us")));
        var appeal = desk.state(id).appeals().keySet().iterator().next();
        assertThat(desk.person(ANN, id, new CaseCommand.DecideAppeal(appeal, true, personal("yes"))))
                .isInstanceOf(Decision.Refused.class);
        desk.person(BOB, id, new CaseCommand.DecideAppeal(appeal, true, personal("yes")));
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.REVERSING);
        assertThat(desk.cases.account(ACME).strikeWeight(desk.instant())).isZero();
        desk.work(id);
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).contains(NoticeKind.CORRECTION);
        assertThat(desk.events(AccountEvent.ClearanceGranted.class)).hasSize(1);
    }

    @Test
    void a_reversal_is_not_done_until_the_world_has_been_read_back() {
        CaseId id = spamCase();
        desk.pass(id, Duration.ofHours(25));
        desk.person(BOB, id, new CaseCommand.Reverse(personal("wrong client")));
        desk.lever.unreadable = true;
        desk.work(id);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.REVERSING);
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .containsExactly(TaskKind.ACTION_UNVERIFIED);
    }

    @Test
    void a_lying_back_end_leads_to_a_person_and_is_not_told_as_done() {
        desk.lever.lies = true;
        CaseId id = spamCase();
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).doesNotContain(NoticeKind.ACTION_TAKEN);
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .containsExactly(TaskKind.ACTION_UNVERIFIED);
    }

    @Test
    void an_action_is_withdrawn_when_the_resource_changed_hands_meanwhile() {
        CaseId id = spamCase();
        desk.machine(
                id,
                new CaseCommand.ClockDue(
                        desk.state(id).runningWindow().orElseThrow().started().clock()));
        desk.person(ANN, id, new CaseCommand.TakeStep(Step.RESTRICT, personal("now"), NecessityReason.ONGOING_HARM));
        desk.holdings.clear();
        desk.holdings.add(TestDesk.holding("h2", "203.0.113.10", new AccountId("other"), new ServiceId("vps-2"), null));
        desk.work(id);
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(desk.events(CaseEvent.ActionWithdrawn.class)).hasSize(1);
    }

    @Test
    void the_same_report_twice_is_one_observation_and_one_notice() {
        Observation observation = desk.observation("spam", Strength.TRUSTED, "spamcop");
        CaseId id = desk.report(observation);
        assertThat(desk.report(observation)).isEqualTo(id);
        desk.work(id);
        assertThat(desk.state(id).evidence()).hasSize(1);
        CaseId again = desk.report("spam", Strength.TRUSTED, "spamcop");
        assertThat(again).isEqualTo(id);
        assertThat(desk.state(id).evidence().values())
                .last()
                .extracting(CaseEvent.EvidenceJoined::duplicateOf)
                .isNotNull();
        assertThat(desk.sent.stream().filter(n -> n.kind().party == NoticeKind.Party.CLIENT))
                .hasSize(1);
    }

    @Test
    void a_case_is_never_treated_more_harshly_than_its_client_was_told() {
        CaseId id = spamCase();
        desk.policies = List.of(
                desk.policies.get(0), TestDesk.policy("v2", START.plusSeconds(1), TestDesk.spam(Duration.ofHours(1))));
        desk.pass(id, Duration.ofHours(2));
        assertThat(desk.lever.inForce).isEmpty();
        desk.pass(id, Duration.ofHours(23));
        assertThat(desk.lever.inForce).hasSize(1);
    }

    @Test
    void a_clause_of_judgement_waits_for_a_persons_reasons() {
        desk.policies = List.of(TestDesk.policy(
                "v1",
                START.minus(Duration.ofDays(9)),
                TestDesk.clause("other", true, Severity.S3, Duration.ofHours(24), k -> true, List.of())));
        CaseId id = desk.report("odd", Strength.TRUSTED, "spamcop");
        desk.work(id);
        assertThat(desk.sent).extracting(CaseEvent.NoticeQueued::kind).containsExactly(NoticeKind.RECEIPT);
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .containsExactly(TaskKind.JUDGE);
        desk.person(
                ANN, id, new CaseCommand.FindBreach(desk.state(id).opening().clause(), personal("it floods a forum")));
        desk.work(id);
        assertThat(desk.state(id).runningWindow()).isPresent();
    }

    @Test
    void a_termination_needs_two_persons() {
        CaseId id = spamCase();
        desk.machine(id, new CaseCommand.BounceNotice(firstNotice(id), "550 no such user"));
        desk.person(BOB, id, new CaseCommand.ProposeTermination(personal("third time")));
        assertThat(desk.person(BOB, id, new CaseCommand.ApproveTermination(personal("yes"))))
                .isInstanceOf(Decision.Refused.class);
        assertThat(desk.lever.inForce).isEmpty();
        Actor carol = Actor.person("carol", dev.reeve.core.policy.Role.ADMINISTRATOR);
        assertThat(desk.person(carol, id, new CaseCommand.ApproveTermination(personal("never told"))))
                .isInstanceOf(Decision.Refused.class);
        desk.person(carol, id, new CaseCommand.ApproveTermination(personal("yes"), NecessityReason.ONGOING_HARM));
        desk.work(id);
        assertThat(desk.lever.inForce).hasSize(1);
    }

    @Test
    void the_first_extension_is_granted_to_a_client_with_a_clean_record() {
        CaseId id = spamCase();
        desk.machine(
                id, new CaseCommand.ClientWrites(new MessageId("r"), ReplyIntent.EXTENSION, personal("more time")));
        assertThat(desk.state(id).runningWindow().orElseThrow().due()).isEqualTo(START.plus(Duration.ofHours(48)));
        desk.machine(
                id, new CaseCommand.ClientWrites(new MessageId("r2"), ReplyIntent.EXTENSION, personal("more time")));
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .containsExactly(TaskKind.REVIEW_REPLY);
    }

    @Test
    void a_victim_gets_double_time_and_no_suspension_by_the_machine() {
        CaseId id = spamCase();
        desk.person(ANN, id, new CaseCommand.MarkVictim(personal("broken into")));
        desk.pass(id, Duration.ofHours(25));
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.RESTRICT);
        desk.pass(id, Duration.ofDays(10));
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.RESTRICT);
        assertThat(desk.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .contains(TaskKind.DECIDE_STEP);
    }
}
