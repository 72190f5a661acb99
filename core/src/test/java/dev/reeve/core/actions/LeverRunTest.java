package dev.reeve.core.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.evidence.Resource;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.fixtures.TestDesk.TestLever;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LeverRunTest {
    private final TestLever lever = new TestLever();

    private static ActionOrder order() {
        return new ActionOrder(
                new ActionId("x1"),
                new CaseId("C-1"),
                Step.RESTRICT,
                TestDesk.target("203.0.113.10"),
                Map.of(),
                Duration.ZERO,
                "why");
    }

    @Test
    void twice_is_once_and_undo_restores() {
        assertThat(LeverRun.apply(lever, order())).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(LeverRun.apply(lever, order())).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(lever.inForce).hasSize(1);
        assertThat(LeverRun.undo(lever, order(), "open")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(LeverRun.undo(lever, order(), "open")).isInstanceOf(ActionOutcome.AlreadySo.class);
    }

    @Test
    void a_success_code_without_an_effect_is_unknown() {
        lever.lies = true;
        assertThat(LeverRun.apply(lever, order())).isInstanceOf(ActionOutcome.Unknown.class);
    }

    @Test
    void what_cannot_be_read_is_not_acted_on() {
        lever.unreadable = true;
        assertThat(LeverRun.apply(lever, order())).isInstanceOf(ActionOutcome.Unknown.class);
        assertThat(lever.inForce).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "all", "", "%", "1,2"})
    void a_wildcard_is_an_error_and_never_all(String vmid) {
        assertThatThrownBy(() -> new Target(
                        TestDesk.ACME, TestDesk.VPS, Resource.Address.of("203.0.113.10"), null, Map.of("vmid", vmid)))
                .hasMessageContaining("must name one thing");
    }

    @Test
    void only_single_addresses_are_targets() {
        assertThatThrownBy(() -> new Target(
                        TestDesk.ACME, TestDesk.VPS, Resource.parseKey("prefix:203.0.113.0/24"), null, Map.of()))
                .hasMessageContaining("/32");
    }
}
