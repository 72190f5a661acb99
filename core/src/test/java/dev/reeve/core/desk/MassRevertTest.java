package dev.reeve.core.desk;

import static dev.reeve.core.fixtures.TestDesk.BOB;
import static dev.reeve.core.fixtures.TestDesk.START;
import static dev.reeve.core.fixtures.TestDesk.personal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.CaseStatus;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.core.safety.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// S17 and S20: everything of a policy version or a time is taken back, newest first, in batches.
final class MassRevertTest {
    private final TestDesk desk = new TestDesk();
    private final List<CaseId> ids = new ArrayList<>();

    private List<CaseState> actedOn(int clients) {
        desk.limits = Limits.of(Map.of("restrict.run", "99", "restrict.hour", "99", "restrict.node-hour", "99"));
        desk.policies = List.of(TestDesk.policy("wild", START.minus(Duration.ofDays(9)), TestDesk.attack()));
        for (int i = 0; i < clients; i++) {
            desk.holdings.add(
                    TestDesk.holding("w" + i, "198.51.100." + i, TestDesk.ACME, new ServiceId("w" + i), null));
            ids.add(desk.report(desk.observation("198.51.100." + i, "ddos", Strength.MEASURED, "own")));
            desk.work(ids.get(i));
            desk.passWithoutWork(Duration.ofSeconds(1));
        }
        return states();
    }

    private List<CaseState> states() {
        return ids.stream().map(desk::state).toList();
    }

    @Test
    void the_newest_is_taken_back_first_in_batches_with_a_pause() {
        List<CaseState> states = actedOn(25);
        List<CaseId> plan = MassRevert.plan(Selection.ofPolicy("hash-wild"), states);
        assertThat(plan).containsExactlyElementsOf(ids.reversed());
        MassRevert revert = new MassRevert(desk.cases, plan, personal("the rule was wrong"), BOB);
        assertThat(revert.step(desk.instant())).isEqualTo(10);
        assertThat(desk.state(ids.get(24)).reversing()).isTrue();
        assertThat(desk.state(ids.get(14)).reversing()).isFalse();
        desk.passWithoutWork(MassRevert.PAUSE.minusSeconds(1));
        assertThat(revert.step(desk.instant())).isZero();
        desk.passWithoutWork(Duration.ofSeconds(1));
        assertThat(revert.step(desk.instant())).isEqualTo(10);
        desk.passWithoutWork(MassRevert.PAUSE);
        assertThat(revert.step(desk.instant())).isEqualTo(5);
        assertThat(revert.done()).isTrue();
        ids.forEach(desk::work);
        assertThat(desk.lever.inForce).isEmpty();
        assertThat(states()).extracting(CaseState::status).containsOnly(CaseStatus.CLOSED);
        assertThat(desk.sent.stream().filter(n -> n.kind() == NoticeKind.CORRECTION))
                .hasSize(25);
    }

    @Test
    void another_version_or_time_is_left_alone() {
        List<CaseState> states = actedOn(3);
        assertThat(MassRevert.plan(Selection.ofPolicy("hash-other"), states)).isEmpty();
        assertThat(MassRevert.plan(Selection.ofTime(START.plusSeconds(1), START.plusSeconds(2)), states))
                .containsExactly(ids.get(1));
    }

    @Test
    void planning_again_after_a_crash_takes_nothing_twice() {
        actedOn(3);
        MassRevert revert = new MassRevert(desk.cases, List.of(ids.get(2)), personal("the rule was wrong"), BOB);
        revert.step(desk.instant());
        assertThat(MassRevert.plan(Selection.ofPolicy("hash-wild"), states())).containsExactly(ids.get(1), ids.get(0));
    }

    @Test
    void a_case_that_another_person_holds_is_named() {
        actedOn(1);
        desk.person(dev.reeve.core.cases.Actor.person("dan", Role.ANALYST), ids.get(0), new CaseCommand.Claim());
        MassRevert revert = new MassRevert(desk.cases, List.of(ids.get(0)), personal("the rule was wrong"), BOB);
        assertThat(revert.step(desk.instant())).isZero();
        assertThat(revert.refused()).containsExactly(ids.get(0));
    }
}
