package dev.reeve.core.desk;

import static dev.reeve.core.fixtures.TestDesk.BOB;
import static dev.reeve.core.fixtures.TestDesk.personal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseStatus;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.CaseId;
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
}
