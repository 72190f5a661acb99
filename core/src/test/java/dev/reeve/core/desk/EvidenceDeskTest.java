package dev.reeve.core.desk;

import static dev.reeve.core.fixtures.TestDesk.BOB;
import static dev.reeve.core.fixtures.TestDesk.START;
import static dev.reeve.core.fixtures.TestDesk.personal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseStatus;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class EvidenceDeskTest {
    private final TestDesk desk = new TestDesk();

    @Test
    void evidence_that_is_processed_again_after_a_crash_opens_no_second_case_when_its_own_was_closed_meanwhile() {
        Observation observation = desk.observation("spam", Strength.CLAIMED, "r1");
        CaseId id = desk.report(observation);
        desk.work(id);
        desk.person(BOB, id, new CaseCommand.Dismiss(Outcome.REVIEWED_NO_BREACH, personal("nothing there"), false));
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
        int before = desk.events(CaseEvent.class).size();

        assertThat(desk.report(observation)).isEqualTo(id);
        assertThat(desk.events(CaseEvent.class)).hasSize(before);

        CaseId fresh = desk.report(desk.observation("spam", Strength.CLAIMED, "r2"));
        assertThat(fresh).as("other evidence does open one").isNotEqualTo(id);
    }

    /// One of the rows of a message.
    private Observation row(Observation like, MessageId message, int row, String ip) {
        return new Observation(
                new ObservationId(message + ".o" + row),
                message,
                Resource.Address.of(ip),
                like.seen(),
                like.clockDoubt(),
                like.kind(),
                like.direction(),
                like.strength(),
                like.reporter(),
                null,
                like.facts(),
                like.spans(),
                like.parser(),
                null);
    }

    @Test
    void the_rows_of_a_table_are_recorded_together_and_once() {
        Observation like = desk.observation("spam", Strength.CLAIMED, "r1");
        List<List<Observation>> rows = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            String ip = i % 2 == 0 ? "203.0.113.10" : "198.51.100.77";
            rows.add(List.of(
                    row(like, like.message(), i * 2, ip), row(like, like.message(), i * 2 + 1, "203.0.113.10")));
        }
        desk.evidence.takeAll(rows, null);

        List<MessageEvent.Judged> judged = desk.events(MessageEvent.Judged.class);
        assertThat(judged).hasSize(375);
        assertThat(judged.stream().filter(j -> j.caseId() != null))
                .as("each thing once, by the first of its names that somebody held")
                .hasSize(250);
        assertThat(desk.events(MessageEvent.Attributed.class)).hasSize(375);
        assertThat(judged.stream().map(MessageEvent.Judged::caseId).filter(Objects::nonNull))
                .hasSize(250)
                .containsOnly(judged.get(judged.size() - 1).caseId());

        int before = desk.events(Event.class).size();
        desk.evidence.takeAll(rows, null);
        assertThat(desk.events(Event.class)).hasSize(before);
    }

    /// The next word of the same detection.
    private Observation revision(Observation before, Observation like, Instant to) {
        return new Observation(
                like.id(),
                like.message(),
                before.resource(),
                new Interval(before.seen().from(), to),
                before.clockDoubt(),
                like.kind(),
                before.direction(),
                like.strength(),
                before.reporter(),
                "d-1",
                before.facts(),
                before.spans(),
                before.parser(),
                before.id());
    }

    @Test
    void the_next_word_of_a_detection_asks_the_client_nothing_again_and_reopens_nothing_that_was_over() {
        Observation first = desk.observation("spam", Strength.TRUSTED, "sensor");
        Instant seen = first.seen().to();
        first = revision(first, first, seen);
        CaseId id = desk.report(first);
        desk.work(id);
        int sent = desk.sent.size();
        Observation second = revision(first, desk.observation("spam", Strength.TRUSTED, "sensor"), seen);
        assertThat(desk.report(second)).isEqualTo(id);
        desk.work(id);
        assertThat(desk.sent).hasSize(sent);
        assertThat(desk.state(id).evidence().get(second.id()).duplicateOf()).isEqualTo(first.id());

        desk.person(BOB, id, new CaseCommand.Dismiss(Outcome.REVIEWED_NO_BREACH, personal("nothing there"), false));
        Observation last = revision(second, desk.observation("spam", Strength.TRUSTED, "sensor"), seen);
        assertThat(desk.report(last)).as("it had ended before").isEqualTo(id);
        assertThat(desk.state(id).status()).isEqualTo(CaseStatus.CLOSED);
        desk.pass(id, Duration.ofHours(1));
        Observation again = revision(
                last,
                desk.observation("spam", Strength.TRUSTED, "sensor"),
                desk.instant().plusSeconds(1));
        assertThat(desk.report(again)).as("it goes on").isNotEqualTo(id);
    }

    @Test
    void a_detection_that_has_grown_graver_demands_the_step_that_can_not_wait() {
        desk.policies = List.of(TestDesk.policy("v1", START.minus(Duration.ofDays(9)), TestDesk.attack()));
        Observation first = desk.observation("ddos", Strength.CLAIMED, "sensor");
        Instant seen = first.seen().to();
        first = revision(first, first, seen);
        CaseId id = desk.report(first);
        desk.work(id);
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.NOTICE);
        Observation same = revision(first, desk.observation("ddos", Strength.CLAIMED, "sensor"), seen);
        desk.report(same);
        desk.work(id);
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.NOTICE);
        desk.report(revision(same, desk.observation("ddos", Strength.MEASURED, "sensor"), seen));
        desk.work(id);
        assertThat(desk.state(id).stepTaken()).isEqualTo(Step.RESTRICT);
        assertThat(desk.lever.inForce).hasSize(1);
    }
}
