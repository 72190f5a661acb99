package dev.reeve.core.safety;

import static dev.reeve.core.fixtures.TestDesk.ACME;
import static dev.reeve.core.fixtures.TestDesk.ANN;
import static dev.reeve.core.fixtures.TestDesk.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.policy.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeskDeciderTest {
    private static final Actor CAROL = Actor.person("carol", Role.ADMINISTRATOR);

    private final TestDesk desk = new TestDesk();

    private String answer(DeskCommand command, Actor by) {
        return desk.safety(command, by) instanceof Decision.Refused refused ? refused.code() : "decided";
    }

    @Test
    void anybody_of_the_desk_halts_and_two_persons_resume() {
        assertThat(answer(new DeskCommand.ProposeResume("fine"), ANN)).isEqualTo("conflict");
        assertThat(answer(new DeskCommand.Halt("fire"), Actor.person("eve", Role.VIEWER)))
                .isEqualTo("not-allowed");
        assertThat(answer(new DeskCommand.Halt("fire"), Actor.person("dan", Role.ANALYST)))
                .isEqualTo("decided");
        assertThat(desk.cases.desk().halted()).isEqualTo("fire");
        assertThat(answer(new DeskCommand.ApproveResume("fine"), BOB)).isEqualTo("conflict");
        assertThat(answer(new DeskCommand.ProposeResume("fine"), ANN)).isEqualTo("decided");
        assertThat(answer(new DeskCommand.ApproveResume("fine"), ANN)).isEqualTo("not-allowed");
        assertThat(answer(new DeskCommand.ApproveResume("fine"), BOB)).isEqualTo("decided");
        assertThat(desk.cases.desk().halted()).isNull();
    }

    @Test
    void a_new_halt_forgets_the_proposal_to_resume() {
        answer(new DeskCommand.Halt("fire"), ANN);
        answer(new DeskCommand.ProposeResume("fine"), ANN);
        answer(new DeskCommand.Halt("again"), BOB);
        assertThat(answer(new DeskCommand.ApproveResume("fine"), BOB)).isEqualTo("conflict");
    }

    @Test
    void a_desk_of_one_resumes_after_a_day() {
        desk.deskOfOne = true;
        answer(new DeskCommand.Halt("fire"), BOB);
        answer(new DeskCommand.ProposeResume("fine"), BOB);
        desk.passWithoutWork(Duration.ofHours(24).minusSeconds(1));
        assertThat(answer(new DeskCommand.ApproveResume("fine"), BOB)).isEqualTo("conflict");
        desk.passWithoutWork(Duration.ofSeconds(1));
        assertThat(answer(new DeskCommand.ApproveResume("fine"), new Actor(BOB.id(), BOB.roles(), false)))
                .isEqualTo("fresh-login");
        assertThat(answer(new DeskCommand.ApproveResume("fine"), BOB)).isEqualTo("decided");
    }

    @Test
    void tightening_a_limit_takes_one_person_and_loosening_two() {
        assertThat(answer(new DeskCommand.ProposeLimits(Map.of("restrict.run", "5"), "calm"), BOB))
                .isEqualTo("decided");
        assertThat(desk.cases.desk().limits()).containsEntry("restrict.run", "5");
        assertThat(answer(new DeskCommand.ApproveLimits(), CAROL)).isEqualTo("conflict");
        desk.limits = Limits.of(desk.cases.desk().limits());
        assertThat(answer(new DeskCommand.ProposeLimits(Map.of("restrict.run", "6"), "more"), BOB))
                .isEqualTo("decided");
        assertThat(desk.cases.desk().limits()).containsEntry("restrict.run", "5");
        assertThat(answer(new DeskCommand.ApproveLimits(), BOB)).isEqualTo("not-allowed");
        assertThat(answer(new DeskCommand.ApproveLimits(), CAROL)).isEqualTo("decided");
        assertThat(desk.cases.desk().limits()).containsEntry("restrict.run", "6");
    }

    @Test
    void a_shorter_clearance_is_looser_and_wrong_limits_are_refused() {
        assertThat(answer(new DeskCommand.ProposeLimits(Map.of("clearance-days", "29"), "less"), BOB))
                .isEqualTo("decided");
        assertThat(desk.cases.desk().limits()).isEmpty();
        assertThat(answer(new DeskCommand.ProposeLimits(Map.of("no-such", "1"), "?"), BOB))
                .isEqualTo("not-found");
        assertThat(answer(new DeskCommand.ProposeLimits(Map.of("restrict.run", "-1"), "?"), BOB))
                .isEqualTo("wrong-value");
        assertThat(answer(new DeskCommand.ProposeLimits(Map.of("restrict.run", "1"), "?"), ANN))
                .isEqualTo("not-allowed");
    }

    @Test
    void one_person_protects_an_account_and_two_take_it_away() {
        assertThat(answer(new DeskCommand.Protect(ACME, "platform"), ANN)).isEqualTo("decided");
        assertThat(desk.cases.account(ACME).isProtected()).isTrue();
        assertThat(answer(new DeskCommand.ApproveUnprotect(ACME), BOB)).isEqualTo("conflict");
        assertThat(answer(new DeskCommand.ProposeUnprotect(ACME, "left"), ANN)).isEqualTo("decided");
        assertThat(answer(new DeskCommand.ApproveUnprotect(ACME), ANN)).isEqualTo("not-allowed");
        assertThat(desk.cases.account(ACME).isProtected()).isTrue();
        assertThat(answer(new DeskCommand.ApproveUnprotect(ACME), BOB)).isEqualTo("decided");
        assertThat(desk.cases.account(ACME).isProtected()).isFalse();
    }

    @Test
    void only_an_open_breaker_is_reset() {
        assertThat(answer(new DeskCommand.ResetBreaker(Breakers.BUDGET, "fine"), BOB))
                .isEqualTo("conflict");
        desk.desk(new DeskEvent.BreakerOpened(Breakers.BUDGET, "too many"));
        assertThat(answer(new DeskCommand.ResetBreaker(Breakers.BUDGET, "fine"), Actor.person("d", Role.ANALYST)))
                .isEqualTo("not-allowed");
        assertThat(answer(new DeskCommand.ResetBreaker(Breakers.BUDGET, "fine"), BOB))
                .isEqualTo("decided");
    }
}
