package dev.reeve.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reeve.actuators.remote.AgentActuator;
import dev.reeve.actuators.remote.AgentClient;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Reading.Force;
import dev.reeve.core.actions.Target;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real firewall, pulled through a real agent in the edge's namespace by a desk that is outside of it, against real
/// connections of a customer.
class FirewallLabTest {
    private static final String CUSTOMER = "203.0.113.10";
    private static final String CUSTOMER_V6 = "2001:db8:1::10";
    private static final String SERVER = "198.51.100.1";
    private static final String SERVER_V6 = "2001:db8:2::1";

    @TempDir
    private static Path directory;

    private static Namespaces namespaces;
    private static Program customer;
    private static Program neighbour;
    private static AgentActuator firewall;

    @BeforeAll
    static void openLab() throws Exception {
        namespaces = Namespaces.open();
        Path socket = EdgeAgent.start(namespaces, directory);
        Program server = namespaces.startJava("internet", EchoServer.class.getName(), "25", "80");
        customer = namespaces.startJava("customer", Talker.class.getName());
        neighbour = namespaces.startJava("neighbour", Talker.class.getName());
        for (Program program : java.util.List.of(server, customer, neighbour)) {
            assertThat(program.hear()).isEqualTo("ready");
        }
        firewall = new AgentActuator(new LeverName("edge-firewall"), new AgentClient(socket));
    }

    @AfterAll
    static void closeLab() throws Exception {
        if (namespaces != null) {
            namespaces.close();
        }
    }

    /// Each test begins with nothing in force.
    @AfterEach
    void removeTable() throws Exception {
        namespaces.run("edge", "/usr/sbin/nft", "delete", "table", "inet", "reeve");
    }

    private static ActionOrder order(String id, String address, Map<String, String> parameters, Duration lease) {
        return new ActionOrder(
                new ActionId(id),
                new CaseId("case-1"),
                Step.RESTRICT,
                new Target(
                        new AccountId("acme"), new ServiceId("vps-1"), Resource.Address.of(address), "edge", Map.of()),
                parameters,
                lease,
                "Spam from this address");
    }

    private static ActionOrder block(String id, String address) {
        return order(id, address, Map.of("effect", "block"), Duration.ofHours(1));
    }

    @Test
    void aBlockStopsConnectionsAndAnUndoBringsThemBack() throws Exception {
        ActionOrder order = block("act-1", CUSTOMER);
        assertThat(customer.ask("keep " + SERVER + " 80")).isEqualTo("connected");
        assertThat(customer.ask("say before 1000")).isEqualTo("heard");

        ActionOutcome applied = LeverRun.apply(firewall, order);
        assertThat(applied).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(namespaces.run("edge", "/usr/sbin/nft", "list", "set", "inet", "reeve", "block4_out"))
                .contains(CUSTOMER, "reeve:act-1");
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("failed");
        assertThat(customer.ask("say during 500"))
                .as("the established connection")
                .isNotEqualTo("heard");
        assertThat(neighbour.ask("connect " + SERVER + " 80"))
                .as("the neighbour")
                .isEqualTo("connected");

        assertThat(LeverRun.undo(firewall, order, ((ActionOutcome.Applied) applied).prior()))
                .isInstanceOf(ActionOutcome.Applied.class);
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
        assertThat(customer.ask("say after 5000"))
                .as("the connection that was kept")
                .isEqualTo("heard");
        assertThat(firewall.read(order).is(Force.ABSENT)).isTrue();

        assertThat(LeverRun.undo(firewall, order, "")).as("a second undo").isInstanceOf(ActionOutcome.AlreadySo.class);
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
    }

    @Test
    void onePortIsBlockedAndTheOthersAreNot() throws Exception {
        ActionOrder order = order("act-2", CUSTOMER, Map.of("effect", "block-port", "port", "25"), Duration.ofHours(1));
        assertThat(customer.ask("connect " + SERVER + " 25")).isEqualTo("connected");
        assertThat(LeverRun.apply(firewall, order)).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(customer.ask("connect " + SERVER + " 25")).isEqualTo("failed");
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
        assertThat(neighbour.ask("connect " + SERVER + " 25")).isEqualTo("connected");
        LeverRun.undo(firewall, order, "");
        assertThat(customer.ask("connect " + SERVER + " 25")).isEqualTo("connected");
    }

    @Test
    void aLeaseEndsByItselfWhenNobodyRenewsIt() throws Exception {
        ActionOrder order = order("act-3", CUSTOMER, Map.of(), Duration.ofSeconds(2));
        assertThat(LeverRun.apply(firewall, order)).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("failed");
        await().atMost(Duration.ofSeconds(6)).until(() -> firewall.read(order).is(Force.ABSENT));
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
    }

    @Test
    void twoCasesBlockOneAddressAndBothMustEnd() throws Exception {
        LeverRun.apply(firewall, block("act-4", CUSTOMER));
        LeverRun.apply(firewall, block("act-5", CUSTOMER));
        LeverRun.undo(firewall, block("act-4", CUSTOMER), "");
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("failed");
        LeverRun.undo(firewall, block("act-5", CUSTOMER), "");
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
    }

    @Test
    void ipv6IsBlockedAndIpv4GoesOn() throws Exception {
        ActionOrder order = block("act-6", CUSTOMER_V6);
        // Neighbours on a new link may need a moment to find each other.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> customer.ask("connect " + SERVER_V6 + " 80").equals("connected"));
        assertThat(LeverRun.apply(firewall, order)).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(customer.ask("connect " + SERVER_V6 + " 80")).isEqualTo("failed");
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
        LeverRun.undo(firewall, order, "");
        assertThat(customer.ask("connect " + SERVER_V6 + " 80")).isEqualTo("connected");
    }

    @Test
    void anAddressOfOthersIsRefused() throws Exception {
        assertThat(LeverRun.apply(firewall, block("act-7", SERVER))).isInstanceOf(ActionOutcome.Refused.class);
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
    }
}
