package dev.reeve.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.actuators.remote.AgentActuator;
import dev.reeve.actuators.remote.AgentClient;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Probe;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.Target;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.Step;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServerTest {
    private static final ActionOrder ORDER = new ActionOrder(
            new ActionId("act-1"),
            new CaseId("case-1"),
            Step.RESTRICT,
            new Target(
                    new AccountId("acme"),
                    new ServiceId("vps-1"),
                    Resource.Address.of("2001:db8:1::10"),
                    null,
                    Map.of("vmid", "101")),
            Map.of("effect", "block"),
            Duration.ofHours(1),
            "Spam \"here\"\nand there");

    @TempDir
    private Path directory;

    private AgentServer server;

    private Path socket() {
        return directory.resolve("a.sock");
    }

    private void start(Actuator lever, Path tokenFile) throws IOException {
        server = new AgentServer(
                new Levers(Map.of(lever.name().value(), lever)), new AgentSocket(socket(), null), Token.of(tokenFile));
        server.start();
    }

    private AgentActuator remote() {
        return new AgentActuator(new LeverName("memory"), new AgentClient(socket(), Duration.ofSeconds(5), null));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anOrderArrivesWholeAndItsOutcomeComesBack() throws IOException {
        MemoryLever lever = new MemoryLever();
        start(lever, null);
        ActionOutcome applied = LeverRun.apply(remote(), ORDER);
        assertThat(applied).isEqualTo(new ActionOutcome.Applied("free", "held", "seen held"));
        assertThat(lever.order).isEqualTo(ORDER);
        assertThat(((Reading.Seen) remote().read(ORDER)).expiresAt()).isEqualTo(Instant.parse("2026-05-01T10:00:00Z"));
        assertThat(LeverRun.undo(remote(), ORDER, "free")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(lever.order).isNull();
    }

    @Test
    void theAgentSaysWhatItsLeversAre() throws IOException {
        start(new MemoryLever(), null);
        assertThat(remote().undoableBy()).isEqualTo(UndoableBy.RESELLER);
        assertThat(remote().leases()).isTrue();
    }

    @Test
    void onlyOurUserMayOpenTheSocket() throws IOException {
        start(new MemoryLever(), null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining("glob:**/.r*");
    }

    @Test
    void aStaleSocketIsReplacedAndALiveOneIsNot() throws IOException {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket()));
        dead.close();
        start(new MemoryLever(), null);
        assertThat(remote().read(ORDER)).isInstanceOf(Reading.Seen.class);
        assertThatThrownBy(() -> new AgentSocket(socket(), null).open()).hasMessageContaining("somebody answers on");
    }

    @Test
    void aFileInTheSocketsPlaceIsLeftAlone() throws IOException {
        Files.writeString(socket(), "precious");
        assertThatThrownBy(() -> new AgentSocket(socket(), null).open())
                .hasMessageContaining("is a file and no socket");
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void aWrongTokenIsRefusedAndNothingIsDone() throws IOException {
        MemoryLever lever = new MemoryLever();
        Path wanted = Files.writeString(directory.resolve("token"), "0123456789abcdef\n");
        Path other = Files.writeString(directory.resolve("other"), "0123456789abcdeX\n");
        start(lever, wanted);
        assertThat(remote().act(ORDER)).isEqualTo(new Answer.Refused("the agent: the token is wrong or missing"));
        AgentClient guessing = new AgentClient(socket(), Duration.ofSeconds(5), other);
        assertThat(new AgentActuator(lever.name(), guessing).act(ORDER)).isInstanceOf(Answer.Refused.class);
        assertThat(lever.order).isNull();
        AgentClient knowing = new AgentClient(socket(), Duration.ofSeconds(5), wanted);
        assertThat(new AgentActuator(lever.name(), knowing).act(ORDER)).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void aLeverThatTheAgentLacksIsRefused() throws IOException {
        start(new MemoryLever(), null);
        AgentActuator unknown = new AgentActuator(new LeverName("other"), new AgentClient(socket()));
        assertThat(unknown.act(ORDER))
                .isEqualTo(new Answer.Refused("the agent: no lever is called other here; the file has memory"));
        assertThat(unknown.find()).isEmpty();
    }

    @Test
    void linesThatAreNoRequestsAreRejected() throws IOException {
        start(new MemoryLever(), null);
        assertThat(raw("nonsense")).contains("\"kind\":\"rejected\"");
        assertThat(raw("{\"id\":\"1\",\"call\":\"ping\",\"shell\":\"id\"}")).contains("rejected", "shell");
        assertThat(raw("{\"id\":\"1\",\"call\":\"exec\"}")).contains("call is none of ping");
        assertThat(raw("{\"id\":\"1\",\"call\":\"ping\",\"id\":\"2\"}")).contains("rejected");
        assertThat(raw("{\"id\":\"1\",\"call\":\"act\",\"lever\":\"memory\"}")).contains("act needs lever and order");
        assertThat(raw("{\"id\":\"1\",\"call\":\"ping\"}")).isEqualTo("{\"id\":\"1\",\"kind\":\"pong\"}");
    }

    @Test
    void aLineWithoutEndIsCutOff() throws IOException {
        start(new MemoryLever(), null);
        assertThat(raw("x".repeat(200_000))).isEmpty();
    }

    private String raw(String line) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.shutdownOutput();
                return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                return "";
            }
        }
    }

    @Test
    void anAgentThatIsAwayIsUnreadableAndUnclear() {
        assertThat(remote().read(ORDER)).isInstanceOf(Reading.Unreadable.class);
        assertThat(remote().act(ORDER)).isInstanceOf(Answer.Unclear.class);
        assertThat(remote().probe(ORDER, true)).isInstanceOf(Probe.NotProbed.class);
        assertThat(LeverRun.apply(remote(), ORDER)).isInstanceOf(ActionOutcome.Unknown.class);
    }

    @Test
    void anAgentThatHangsIsUnclearWithinTheTime() throws IOException {
        MemoryLever lever = new MemoryLever();
        CountDownLatch never = new CountDownLatch(1);
        lever.beforeAct = never;
        start(lever, null);
        AgentClient hasty = new AgentClient(socket(), Duration.ofMillis(300), null);
        assertThat(new AgentActuator(lever.name(), hasty).act(ORDER).toString()).contains("within 300 ms");
        never.countDown();
    }

    @Test
    void aLeverThatBreaksDoesNotEndTheAgent() throws IOException {
        MemoryLever lever = new MemoryLever();
        start(lever, null);
        lever.broken = true;
        assertThat(remote().act(ORDER)).isInstanceOf(Answer.Unclear.class);
        lever.broken = false;
        assertThat(remote().act(ORDER)).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void aStopLetsARunningCallEndAndAnswer() throws Exception {
        MemoryLever lever = new MemoryLever();
        lever.beforeAct = new CountDownLatch(1);
        start(lever, null);
        java.util.concurrent.FutureTask<Answer> call = new java.util.concurrent.FutureTask<>(() -> remote().act(ORDER));
        Thread.startVirtualThread(call);
        lever.inAct.await();
        Thread stopping = Thread.startVirtualThread(server::close);
        assertThat(stopping.isAlive()).isTrue();
        lever.beforeAct.countDown();
        assertThat(call.get()).isInstanceOf(Answer.Accepted.class);
        stopping.join();
        assertThat(socket()).doesNotExist();
    }

    /// A lever on nothing but its own memory.
    private static final class MemoryLever implements Actuator {
        private final CountDownLatch inAct = new CountDownLatch(1);
        private volatile ActionOrder order;
        private volatile CountDownLatch beforeAct;
        private volatile boolean broken;

        @Override
        public LeverName name() {
            return new LeverName("memory");
        }

        @Override
        public UndoableBy undoableBy() {
            return UndoableBy.RESELLER;
        }

        @Override
        public boolean leases() {
            return true;
        }

        @Override
        public Reading read(ActionOrder asked) {
            return order == null
                    ? Reading.absent("free")
                    : new Reading.Seen(Reading.Force.OURS, "held", Instant.parse("2026-05-01T10:00:00Z"));
        }

        @Override
        public Answer act(ActionOrder asked) {
            if (broken) {
                throw new IllegalStateException("a mistake");
            }
            if (beforeAct != null) {
                inAct.countDown();
                try {
                    beforeAct.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            order = asked;
            return new Answer.Accepted("held");
        }

        @Override
        public Answer undo(ActionOrder asked, String prior) {
            order = null;
            return new Answer.Accepted("freed");
        }

        @Override
        public Probe probe(ActionOrder asked, boolean expected) {
            return new Probe.Confirmed(expected ? "seen held" : "seen free");
        }
    }
}
