package dev.reeve.actuators.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.actuators.ActuatorContract;
import dev.reeve.actuators.Orders;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.Reading.Force;
import dev.reeve.core.ids.LeverName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the real nft in a namespace of its own.
class NftablesActuatorTest extends ActuatorContract {
    private static final String HOST = "203.0.113.10";

    @TempDir
    private Path directory;

    private FirewallBench firewall;

    private Actuator lever(Map<String, Object> changed) {
        Map<String, Object> settings = new HashMap<>(firewall.settings());
        settings.putAll(changed);
        return new NftablesType().create(new LeverName("edge"), settings, InstantSource.system());
    }

    @Override
    protected Bench open() {
        firewall = FirewallBench.open(directory);
        return new Bench() {
            @Override
            public Actuator lever() {
                return NftablesActuatorTest.this.lever(Map.of());
            }

            @Override
            public ActionOrder order(String id) {
                return Orders.onAddress(HOST).order(id);
            }

            @Override
            public boolean inForce() {
                return firewall.set("block4_out").contains(HOST);
            }

            @Override
            public boolean othersPutItInForce() {
                // Lays the table.
                lever().act(Orders.onAddress("203.0.113.99").order("act-99"));
                firewall.run("add", "element", "inet", "reeve", "block4_out", "{", HOST, "}");
                firewall.run("add", "element", "inet", "reeve", "block4_in", "{", HOST, "comment", "\"by hand\"", "}");
                return true;
            }

            @Override
            public void lie(Lie lie) {
                firewall.mode(
                        switch (lie) {
                            case SAYS_OK_DOES_NOTHING -> "nothing";
                            case SAYS_ERROR_BUT_DOES_IT -> "error";
                            case CANNOT_BE_READ -> "unreadable";
                        });
            }

            @Override
            public void close() {
                firewall.mode("");
            }
        };
    }

    @AfterEach
    void closeNamespace() {
        if (firewall != null) {
            firewall.close();
        }
    }

    @Test
    void aBlockExpiresWithItsLeaseAndSaysWhen() {
        Actuator lever = lever(Map.of());
        ActionOrder order = Orders.onAddress(HOST).leased(Duration.ofHours(2)).order("a-1");
        lever.act(order);
        Reading.Seen seen = (Reading.Seen) lever.read(order);
        assertThat(seen.expiresAt())
                .isBetween(Instant.now().plusSeconds(7100), Instant.now().plusSeconds(7201));
    }

    @Test
    void actingAgainRenewsTheLease() {
        Actuator lever = lever(Map.of());
        lever.act(Orders.onAddress(HOST).leased(Duration.ofMinutes(1)).order("a-1"));
        lever.act(Orders.onAddress(HOST).leased(Duration.ofHours(3)).order("a-1"));
        assertThat(firewall.set("block4_out")).contains("timeout 3h").doesNotContain("timeout 1m");
    }

    @Test
    void theElementLastsAsLongAsTheLongestClaim() {
        Actuator lever = lever(Map.of());
        ActionOrder brief = Orders.onAddress(HOST).leased(Duration.ofMinutes(1)).order("a-brief");
        LeverRun.apply(lever, Orders.onAddress(HOST).leased(Duration.ofHours(3)).order("a-long"));
        LeverRun.apply(lever, brief);
        assertThat(firewall.set("block4_out")).containsPattern("timeout (3h|2h59m)");
        assertThat(LeverRun.undo(lever, brief, "")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.set("block4_out"))
                .containsPattern("timeout (3h|2h59m)")
                .contains("reeve:a-long");
    }

    @Test
    void onePortOfOneHostIsBlockedAndNoMore() {
        Actuator lever = lever(Map.of());
        ActionOrder order = Orders.onAddress(HOST)
                .with(Map.of("effect", "block-port", "port", "25"))
                .order("a-1");
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.set("port4_out")).contains(HOST + " . tcp . 25");
        assertThat(firewall.table()).doesNotContain("block4").doesNotContain("port4_in");
        assertThat(LeverRun.undo(lever, order, "")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.set("port4_out")).doesNotContain(HOST);
    }

    @Test
    void aRateLimitHasItsOwnRuleForItsRate() {
        Actuator lever = lever(Map.of());
        ActionOrder order = Orders.onAddress(HOST)
                .with(Map.of("effect", "rate-limit", "rate", "10mbit"))
                .order("a-1");
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(LeverRun.apply(
                        lever,
                        Orders.onAddress("203.0.113.11")
                                .with(Map.of("effect", "rate-limit", "rate", "1250"))
                                .order("a-2")))
                .isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.table()).containsOnlyOnce("limit rate over 1250 kbytes/second burst 312 kbytes");
        assertThat(LeverRun.undo(lever, order, "")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.set("rate4_out_1250")).contains("203.0.113.11").doesNotContain(HOST);
    }

    @Test
    void ipv6IsBlockedTheSameWay() {
        Actuator lever = lever(Map.of());
        ActionOrder order = Orders.onAddress("2001:db8:1::10").order("a-1");
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.set("block6_out")).contains("2001:db8:1::10");
        assertThat(LeverRun.undo(lever, order, "")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.set("block6_out")).doesNotContain("2001:db8:1::10");
    }

    @Test
    void inputAndOutputGetTheSameRules() {
        Actuator lever = lever(Map.of("hook", List.of("input", "output")));
        assertThat(LeverRun.apply(lever, Orders.onAddress(HOST).order("a-1")))
                .isInstanceOf(ActionOutcome.Applied.class);
        assertThat(firewall.table()).contains("hook input", "hook output").doesNotContain("hook forward");
    }

    @Test
    void addressesThatAreNotOursOrNeverToBeTouchedAreRefused() {
        Actuator lever = lever(Map.of());
        for (String address : List.of("198.51.100.1", "2001:db8:2::1", "203.0.113.1")) {
            assertThat(LeverRun.apply(lever, Orders.onAddress(address).order("a-1")))
                    .as(address)
                    .isInstanceOf(ActionOutcome.Refused.class);
        }
        assertThat(firewall.table()).isEmpty();
    }

    @Test
    void parametersThatMeanNothingAreRefused() {
        Actuator lever = lever(Map.of());
        for (Map<String, String> parameters : List.of(
                Map.of("effect", "nuke"),
                Map.of("prot", "25"),
                Map.of("effect", "block-port"),
                Map.of("effect", "block-port", "port", "70000"),
                Map.of("effect", "rate-limit", "rate", "fast"))) {
            Answer answer = lever.act(Orders.onAddress(HOST).with(parameters).order("a-1"));
            assertThat(answer).as(parameters.toString()).isInstanceOf(Answer.Refused.class);
            assertThat(answer.toString()).contains("write");
        }
    }

    @Test
    void aRuleThatSomeoneRemovedIsSeenAndLaidAgain() {
        Actuator lever = lever(Map.of());
        ActionOrder order = Orders.onAddress(HOST).order("a-1");
        LeverRun.apply(lever, order);
        firewall.run("flush", "chain", "inet", "reeve", "reeve_forward");
        assertThat(lever.read(order).is(Force.PARTIAL)).isTrue();
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.Applied.class);
    }

    @Test
    void otherTablesAreLeftAlone() {
        firewall.run("add", "table", "inet", "theirs");
        firewall.run("add", "set", "inet", "theirs", "block4_out", "{ type ipv4_addr; elements = { 203.0.113.10 }; }");
        Actuator lever = lever(Map.of());
        ActionOrder order = Orders.onAddress(HOST).order("a-1");
        LeverRun.apply(lever, order);
        LeverRun.undo(lever, order, "");
        assertThat(firewall.run("list", "table", "inet", "theirs")).contains(HOST);
    }

    @Test
    void theLongestIdentifierFitsTheComment() {
        Actuator lever = lever(Map.of());
        ActionOrder order = Orders.onAddress(HOST).order("a".repeat(120));
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.Applied.class);
    }

    @Test
    void aProbeThatContradictsMakesItPartial() {
        ActionOrder order = Orders.onAddress(HOST).order("a-1");
        Actuator passing = lever(Map.of("probe", List.of("/bin/true", "{resource}")));
        assertThat(LeverRun.apply(passing, order)).isInstanceOf(ActionOutcome.Partial.class);
        Actuator blocked = lever(Map.of("probe", List.of("/bin/false", "{resource}")));
        assertThat(((ActionOutcome.Applied) LeverRun.apply(blocked, order)).probe())
                .isEqualTo("no traffic passes");
    }
}
