package dev.reeve.core.cases;

import static dev.reeve.core.fixtures.TestDesk.ACME;
import static dev.reeve.core.fixtures.TestDesk.ANN;
import static dev.reeve.core.fixtures.TestDesk.START;
import static dev.reeve.core.fixtures.TestDesk.VPS;
import static dev.reeve.core.fixtures.TestDesk.personal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What was not read surely: it waits, and what is sure goes on.
final class DoubtsTest {
    private final TestDesk desk = new TestDesk();

    private Observation doubtful(String type, String reporter) {
        Observation observation = desk.observation(type, Strength.CLAIMED, reporter);
        desk.message(observation.message(), new MessageEvent.Doubted(60, 75));
        return observation;
    }

    private Decision settle(CaseId id, Observation observation, boolean isReport) {
        return desk.machine(id, new CaseCommand.SettleDoubt(observation.message(), isReport, ANN.id()));
    }

    private List<NoticeKind> sent() {
        return desk.sent.stream().map(CaseEvent.NoticeQueued::kind).toList();
    }

    @Test
    void a_doubtful_report_joins_a_case_that_waits_for_a_person() {
        CaseId id = desk.report(doubtful("spam", "stranger"));
        desk.work(id);
        desk.pass(id, Duration.ofDays(30));
        CaseState state = desk.state(id);
        assertThat(state.status()).isEqualTo(CaseStatus.WAITING_PERSON);
        assertThat(state.openTasks()).extracting(t -> t.opened().kind()).containsExactly(TaskKind.CONFIRM_REPORT);
        assertThat(state.evidence()).hasSize(1);
        assertThat(state.counted()).isEmpty();
        assertThat(state.clocks()).isEmpty();
        assertThat(sent()).containsExactly(NoticeKind.RECEIPT);
        assertThat(desk.lever.inForce).isEmpty();
    }

    @Test
    void confirmed_it_goes_the_way_of_any_report() {
        Observation observation = doubtful("spam", "stranger");
        CaseId id = desk.report(observation);
        settle(id, observation, true);
        desk.work(id);
        assertThat(sent()).containsExactly(NoticeKind.RECEIPT, NoticeKind.FIRST_NOTICE);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.WAITING_CLIENT);
        assertThat(desk.state(id).runningWindow()).isPresent();
        int entries = desk.journal.read(dev.reeve.core.journal.StreamId.of(id)).size();
        settle(id, observation, true);
        settle(id, observation, false);
        assertThat(desk.journal.read(dev.reeve.core.journal.StreamId.of(id)))
                .as("saying it again, or otherwise, changes nothing")
                .hasSize(entries);
    }

    @Test
    void what_could_not_wait_is_done_once_a_person_has_confirmed_it() {
        desk.policies = List.of(TestDesk.policy("v1", START.minus(Duration.ofDays(9)), TestDesk.attack()));
        Observation observation = desk.observation("ddos", Strength.TRUSTED, "watch");
        desk.message(observation.message(), new MessageEvent.Doubted(60, 75));
        CaseId id = desk.report(observation);
        desk.work(id);
        assertThat(desk.lever.inForce).isEmpty();
        settle(id, observation, true);
        desk.work(id);
        assertThat(desk.lever.inForce).hasSize(1);
        assertThat(desk.state(id).actions().values().iterator().next().ordered().necessity())
                .isEqualTo(NecessityReason.ONGOING_HARM);
        assertThat(desk.state(id).severity()).isEqualTo(Severity.S1);
    }

    @Test
    void rejected_it_ends_without_a_word_and_without_a_trace() {
        Observation observation = doubtful("spam", "stranger");
        CaseId id = desk.report(observation);
        settle(id, observation, false);
        desk.work(id);
        CaseState state = desk.state(id);
        assertThat(state.status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(state.ending().orElseThrow().breach()).isFalse();
        assertThat(sent()).containsExactly(NoticeKind.RECEIPT);
        assertThat(desk.cases.account(ACME).breaches()).isEmpty();
        assertThat(desk.cases.account(ACME).strikes()).isEmpty();
        assertThat(desk.cases.account(ACME).clearance(VPS, state.opening().family(), desk.instant()))
                .as("nor is the same signal silenced")
                .isEmpty();
        Observation second = desk.observation("spam", Strength.TRUSTED, "spamcop");
        assertThat(desk.report(second)).as("a later report opens its own").isNotEqualTo(id);
    }

    @Test
    void a_certain_second_takes_the_case_on_by_what_is_certain() {
        desk.policies = List.of(TestDesk.policy(
                "v1",
                START.minus(Duration.ofDays(9)),
                TestDesk.clause(
                        "attack",
                        false,
                        Severity.S1,
                        Duration.ofHours(24),
                        kind -> kind.type().equals("ddos"),
                        List.of())));
        desk.holdings.add(TestDesk.holding("h2", "203.0.113.11", ACME, VPS, null));
        Observation grave = desk.observation("203.0.113.11", "ddos", Strength.CLAIMED, "stranger");
        desk.message(grave.message(), new MessageEvent.Doubted(60, 75));
        CaseId id = desk.report(grave);
        assertThat(desk.report("ddos", Strength.CLAIMED, "another")).isEqualTo(id);
        desk.work(id);
        CaseState state = desk.state(id);
        assertThat(sent()).contains(NoticeKind.FIRST_NOTICE);
        assertThat(state.severity()).as("doubt corroborates nobody").isEqualTo(Severity.S3);
        assertThat(state.independentReporters()).isEqualTo(1);
        assertThat(state.opening().resource().text())
                .as("the case is about what is certain")
                .contains("203.0.113.10");
        assertThat(state.openTasks()).extracting(t -> t.opened().kind()).containsExactly(TaskKind.CONFIRM_REPORT);
        settle(id, grave, false);
        desk.work(id);
        assertThat(desk.state(id).open()).isTrue();
        assertThat(desk.state(id).runningWindow()).isPresent();
        desk.person(ANN, id, new CaseCommand.Dismiss(Outcome.REVIEWED_NO_BREACH, personal("looked"), false));
        desk.work(id);
        assertThat(desk.sent.stream()
                        .filter(n -> n.kind() == NoticeKind.OUTCOME)
                        .map(n -> String.valueOf(n.reporter())))
                .as("whoever sent no report hears of no outcome")
                .containsExactly("another");
    }

    @Test
    void the_same_reporter_certain_about_the_same_thing_is_no_mere_duplicate() {
        CaseId id = desk.report(doubtful("spam", "watch"));
        assertThat(desk.report("spam", Strength.TRUSTED, "watch")).isEqualTo(id);
        desk.work(id);
        assertThat(sent()).containsExactly(NoticeKind.RECEIPT, NoticeKind.FIRST_NOTICE);
    }

    @Test
    void doubtful_evidence_makes_nothing_graver_in_a_case_that_goes_on() {
        CaseId id = desk.report("spam", Strength.TRUSTED, "spamcop");
        desk.work(id);
        int before = desk.sent.size();
        desk.passWithoutWork(Duration.ofDays(2));
        desk.report(doubtful("spam", "stranger"));
        desk.work(id);
        assertThat(sent().subList(before, desk.sent.size())).containsExactly(NoticeKind.RECEIPT);
        assertThat(desk.state(id).distinctReporters()).isEqualTo(1);
        assertThat(desk.state(id).runningWindow().orElseThrow().running())
                .as("no clock waits")
                .isTrue();
    }

    @Test
    void nobody_blames_a_client_before_the_report_is_confirmed() {
        CaseId id = desk.report(doubtful("spam", "stranger"));
        for (CaseCommand.OfPerson command : List.of(
                new CaseCommand.TakeStep(Step.RESTRICT, personal("now"), NecessityReason.ONGOING_HARM),
                new CaseCommand.ConfirmFix(personal("mended")),
                new CaseCommand.Dismiss(Outcome.ACTIONED, personal("done"), false),
                new CaseCommand.Reverse(personal("wrong")))) {
            assertThat(desk.person(ANN, id, command)).isInstanceOf(Decision.Refused.class);
        }
        var task = desk.state(id).openTasks().get(0).opened().task();
        assertThat(desk.person(ANN, id, new CaseCommand.FinishTask(task, "seen")))
                .isInstanceOf(Decision.Refused.class);
        desk.person(ANN, id, new CaseCommand.Dismiss(Outcome.NOT_OURS, personal("not ours"), false));
        assertThat(desk.state(id).open()).isFalse();
    }
}
