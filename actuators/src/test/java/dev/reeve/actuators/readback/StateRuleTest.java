package dev.reeve.actuators.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.actuators.Orders;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.Reading.Force;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateRuleTest {
    private static final ActionOrder ORDER = Orders.onAddress("203.0.113.10").order("act-1");

    private static StateRule rule(Map<String, Object> state, Map<String, Object> holder) {
        return StateRule.of(Settings.ofLever("p", Map.of("state", state, "holder", holder)));
    }

    private static final StateRule PANEL = rule(
            Map.of("pointer", "/a/0/suspended", "in-force", 1, "absent", List.of(0)), Map.of("pointer", "/a/0/why"));

    @Test
    void inForceIsOursOnlyWhenOurIdStandsThere() {
        assertThat(PANEL.judge("{\"a\":[{\"suspended\":0}]}", ORDER).is(Force.ABSENT))
                .isTrue();
        assertThat(PANEL.judge("{\"a\":[{\"suspended\":1,\"why\":\"abuse [act-1]\"}]}", ORDER)
                        .is(Force.OURS))
                .isTrue();
        assertThat(PANEL.judge("{\"a\":[{\"suspended\":1,\"why\":\"reeve:act-1.\"}]}", ORDER)
                        .is(Force.OURS))
                .isTrue();
        for (String other : List.of("act-12", "react-1", "act-1.2", "act-1-b", "x-act-1", "unpaid", "")) {
            assertThat(PANEL.judge("{\"a\":[{\"suspended\":1,\"why\":\"" + other + "\"}]}", ORDER)
                            .is(Force.OTHERS))
                    .as(other)
                    .isTrue();
        }
        assertThat(PANEL.judge("{\"a\":[{\"suspended\":1}]}", ORDER).is(Force.OTHERS))
                .isTrue();
    }

    @Test
    void whatIsNotForeseenIsUnreadable() {
        for (String answer : List.of(
                "<html>login</html>",
                "{}",
                "{\"a\":[{\"suspended\":2}]}",
                "{\"a\":[{\"suspended\":{}}]}",
                "[".repeat(5000))) {
            assertThat(PANEL.judge(answer, ORDER)).as(answer).isInstanceOf(Reading.Unreadable.class);
        }
    }

    @Test
    void nothingThereMayMeanAbsentWhenTheOperatorSaysSo() {
        StateRule rule = rule(
                Map.of("regex", "rule (on) for {resource}$", "in-force", "on", "missing", "absent"),
                Map.of("regex", "comment ({action})"));
        assertThat(rule.judge("rule on for 203x0.113.10", ORDER).is(Force.ABSENT))
                .isTrue();
        assertThat(rule.judge("rule on for 203.0.113.10\ncomment act-1", ORDER).is(Force.OURS))
                .isTrue();
    }

    @Test
    void anExpressionThatNeverEndsIsGivenUp() {
        StateRule rule = rule(Map.of("regex", "(x+x+)+y", "in-force", "on", "absent", "off"), Map.of("regex", "x"));
        assertThat(rule.judge("x".repeat(5000), ORDER).toString()).contains("took too long");
    }

    @Test
    void settingsThatCannotWorkAreNamed() {
        assertThatThrownBy(() -> rule(Map.of("in-force", "1"), Map.of("pointer", "/x")))
                .hasMessageStartingWith("levers.p.state.pointer or regex is wanted");
        assertThatThrownBy(() -> rule(Map.of("pointer", "/x", "in-force", "1"), Map.of("pointer", "/x")))
                .hasMessage("levers.p.state.absent is missing; write the values that mean: not in force");
        assertThatThrownBy(() -> rule(Map.of("pointer", "/x", "in-force", "1", "absent", "1"), Map.of("pointer", "/x")))
                .hasMessageContaining("levers.p.state.absent has a value that in-force has too");
    }
}
