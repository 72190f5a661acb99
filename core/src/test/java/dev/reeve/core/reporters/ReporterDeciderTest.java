package dev.reeve.core.reporters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReporterDeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");
    private static final Personal WHY = new Personal("p-1", "c");
    private static final ReporterState.Identity NOC = new ReporterState.Identity("pgp", "noc.example");
    private static final Actor ANA = Actor.person("ana", Role.ANALYST);
    private static final Actor SAM = Actor.person("sam", Role.SENIOR);
    private static final Actor SUE = Actor.person("sue", Role.SENIOR);

    private ReporterState state = ReporterState.NEW;
    private boolean deskOfOne;

    private String say(ReporterCommand command, Actor by, Instant at) {
        ReporterDecider.Facts facts = new ReporterDecider.Facts(Set.of(NOC), deskOfOne);
        return switch (ReporterDecider.decide(state, command, facts, by, at)) {
            case ReporterDecider.Ruling.Refused refused -> refused.why().why();
            case ReporterDecider.Ruling.Recorded recorded -> {
                recorded.events().forEach(e -> state = state.apply(new Recorded<>(e, at, by.id())));
                yield "done";
            }
        };
    }

    private String trust(ReporterState.Identity as, Actor by, Instant at) {
        return say(new ReporterCommand.Trust(as, WHY), by, at);
    }

    @Test
    void oneAnalystMarksBadFaithAndASeniorTakesItBack() {
        assertThat(say(new ReporterCommand.MarkBadFaith(WHY), Actor.person("vic", Role.VIEWER), NOW))
                .contains("analyst");
        assertThat(say(new ReporterCommand.MarkBadFaith(WHY), ANA, NOW)).isEqualTo("done");
        assertThat(state.badFaith()).isTrue();
        assertThat(say(new ReporterCommand.MarkBadFaith(WHY), ANA, NOW)).contains("already");
        assertThat(say(new ReporterCommand.TakeBackBadFaith(WHY), ANA, NOW)).contains("senior");
        assertThat(say(new ReporterCommand.TakeBackBadFaith(WHY), SAM, NOW)).isEqualTo("done");
        assertThat(state.badFaith()).isFalse();
    }

    @Test
    void trustTakesTwoPersonsAndOneTakesItBack() {
        assertThat(trust(NOC, ANA, NOW)).contains("senior");
        assertThat(trust(NOC, SAM, NOW)).isEqualTo("done");
        assertThat(state.trusted()).isNull();
        assertThat(trust(NOC, SAM, NOW)).contains("another person approves");
        assertThat(trust(NOC, SUE, NOW)).isEqualTo("done");
        assertThat(state.trusted()).isEqualTo(NOC);
        assertThat(say(new ReporterCommand.TakeBackTrust(WHY), ANA, NOW)).isEqualTo("done");
        assertThat(state.trusted()).isNull();
        assertThat(say(new ReporterCommand.TakeBackTrust(WHY), ANA, NOW)).contains("not trusted");
    }

    @Test
    void nobodyIsTrustedAsWhomNothingProved() {
        assertThat(trust(new ReporterState.Identity("dkim", "noc.example"), SAM, NOW))
                .contains("nothing proved");
    }

    @Test
    void theMachineCannotTrustAnybody() {
        assertThat(trust(NOC, Actor.MACHINE, NOW)).contains("senior");
    }

    @Test
    void badFaithEndsTrustAndKeepsItAway() {
        trust(NOC, SAM, NOW);
        trust(NOC, SUE, NOW);
        say(new ReporterCommand.MarkBadFaith(WHY), ANA, NOW);
        assertThat(state.trusted()).isNull();
        assertThat(trust(NOC, SAM, NOW)).contains("bad faith");
    }

    @Test
    void aDeskOfOneWaitsADay() {
        deskOfOne = true;
        trust(NOC, SAM, NOW);
        assertThat(trust(NOC, SAM, NOW.plus(Duration.ofHours(23)))).contains("24 hours");
        assertThat(trust(NOC, SAM, NOW.plus(Duration.ofHours(25)))).isEqualTo("done");
        assertThat(state.trusted()).isEqualTo(NOC);
    }
}
