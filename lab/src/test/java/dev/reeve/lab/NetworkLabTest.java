package dev.reeve.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.Step;
import dev.reeve.server.demo.Demo;
import dev.reeve.server.demo.DemoHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an exporter's datagrams to a rule in a real firewall and back: the demo's desk, whose agent pulls
/// nftables in a namespace of its own.
class NetworkLabTest {
    private static final int CUSTOMER = 0xCB007118;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// What the sensor promises, from the datagram to the block that was read back.
    private static final Duration PROMISED = Duration.ofSeconds(5);

    @TempDir
    private static Path folder;

    /// NetFlow v5: one second of small UDP packets at 50,000 a second.
    private static byte[] flood(Instant at, int sequence) {
        ByteBuffer b = ByteBuffer.allocate(72);
        b.putShort((short) 5).putShort((short) 1).putInt(60_000);
        b.putInt((int) at.getEpochSecond()).putInt(0).putInt(sequence).putInt(0);
        b.putInt(CUSTOMER).putInt(0xC6336407).putInt(0).putInt(0).putInt(50_000).putInt(3_000_000);
        b.putInt(59_000).putInt(60_000).putShort((short) 40_000).putShort((short) 80);
        return b.put((byte) 0).put((byte) 0).put((byte) 17).array();
    }

    private static void send(DemoHost host, Instant from) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                byte[] datagram = flood(from.plusSeconds(i), i);
                socket.send(new DatagramPacket(
                        datagram,
                        datagram.length,
                        InetAddress.getLoopbackAddress(),
                        host.desk.network.port().orElseThrow()));
            }
        }
    }

    private static Set<CaseState.ActionStatus> statuses(DemoHost host, CaseId id) {
        return host.desk.cases.state(id).actions().values().stream()
                .map(CaseState.Action::status)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static CaseId await(DemoHost host, CaseState.ActionStatus wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var id = host.caseAbout("address:203.0.113.24");
            if (id.isPresent() && statuses(host, id.get()).contains(wanted)) {
                return id.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no action came to " + wanted);
    }

    @Test
    void aFloodIsBlockedAndReadBackWithinSecondsAndTheClientIsRestored() throws Exception {
        assumeTrue(
                Boolean.getBoolean("reeve.long"), "not run: a whole desk is started for it; ./reeve test --long does");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        StringWriter said = new StringWriter();
        try (Demo demo = new Demo(
                Path.of("..").toAbsolutePath().normalize(), folder, InstantSource.system(), new PrintWriter(said))) {
            assumeTrue(
                    said.toString().contains("is real"),
                    "not run: " + said.toString().lines().findFirst().orElse(""));
            DemoHost host = demo.host();
            demo.clock().moveTo(Demo.today());
            host.loadInventory();
            host.desk.sweep();
            host.work();

            long began = System.nanoTime();
            send(host, host.clock.instant());
            CaseId id = await(host, CaseState.ActionStatus.IN_FORCE);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            CaseState state = host.desk.cases.state(id);
            assertThat(state.opening().clause().value()).isEqualTo("denial-of-service");
            assertThat(state.stepTaken()).isEqualTo(Step.RESTRICT);
            System.out.println("from the first datagram to a block that was read back: " + took.toMillis() + " ms");
            assertThat(took).isLessThan(PROMISED);

            Actor senior = Actor.person("ann", Role.SENIOR);
            Decision decided = host.decide(
                    senior, id, new CaseCommand.Reverse(host.words("A test of the network that was announced.")));
            assertThat(decided).isNotInstanceOf(Decision.Refused.class);
            host.work();
            assertThat(statuses(host, id)).containsExactly(CaseState.ActionStatus.UNDONE);
        }
    }
}
