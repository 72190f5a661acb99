package dev.reeve.actuators.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.actuators.ActuatorContract;
import dev.reeve.actuators.Orders;
import dev.reeve.actuators.Serving;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Reading.Force;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.LeverName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The policy service over its real socket; the queue is a directory and two scripts. The real Postfix is in
/// {@link RealPostfixTest}.
class PostfixActuatorTest extends ActuatorContract {
    private static final Resource SPAMMER = new Resource.Mailbox("spammer@example.com");

    /// A queue of files QUEUE/ID that hold the sender. Like the real one, it exits with 0 for unknown ids.
    private static final String QUEUE = """
            #!/bin/sh
            cd "%s/queue" || exit 9
            case "$(cat ../mode 2>/dev/null)" in unreadable) exit 69 ;; deaf) deaf=1 ;; esac
            case "$1" in
              -j) for f in */*; do [ -e "$f" ] || continue
                    echo "{\\"queue_name\\": \\"${f%%/*}\\", \\"queue_id\\": \\"${f##*/}\\", \\"sender\\": \\"$(cat "$f")\\"}"
                  done ;;
              -h) while read -r id; do [ -n "$deaf" ] || mv deferred/"$id" hold/ 2>/dev/null; done; exit 0 ;;
              -H) while read -r id; do [ -n "$deaf" ] || mv hold/"$id" deferred/ 2>/dev/null; done; exit 0 ;;
            esac
            """;

    @TempDir
    private Path directory;

    private Actuator lever;

    private Actuator lever() {
        close();
        Path queue = directory.resolve("queue.sh");
        try {
            Files.createDirectories(directory.resolve("queue/hold"));
            Files.createDirectories(directory.resolve("queue/deferred"));
            Files.writeString(queue, QUEUE.formatted(directory));
            Files.setPosixFilePermissions(queue, PosixFilePermissions.fromString("rwx------"));
            Map<String, Object> settings = new HashMap<>();
            settings.put("type", "postfix");
            settings.put("listen", "unix:" + socket());
            settings.put("state-dir", directory.resolve("state").toString());
            settings.put("postqueue", queue.toString());
            settings.put("postsuper", queue.toString());
            lever = new PostfixType().create(new LeverName("mail"), settings, InstantSource.system());
            ((Serving) lever).start();
            return lever;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        if (lever instanceof Serving serving) {
            serving.close();
        }
    }

    private Path socket() {
        return directory.resolve("policy.sock");
    }

    private void queue(String name, String id, String sender) throws IOException {
        Files.writeString(directory.resolve("queue").resolve(name).resolve(id), sender);
    }

    private boolean queued(String name, String id) {
        return Files.exists(directory.resolve("queue").resolve(name).resolve(id));
    }

    private void mode(String mode) throws IOException {
        Files.writeString(directory.resolve("mode"), mode);
    }

    /// Asks as Postfix does.
    private String policy(String... attributes) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            String request = "request=smtpd_access_policy\n" + String.join("\n", attributes) + "\n\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static ActionOrder order(String id, Resource resource, String effect) {
        return Orders.on(resource).with(Map.of("effect", effect)).order(id);
    }

    @Override
    protected Bench open() {
        return new Bench() {
            @Override
            public Actuator lever() {
                return PostfixActuatorTest.this.lever();
            }

            @Override
            public ActionOrder order(String id) {
                return PostfixActuatorTest.order(id, SPAMMER, "hold-mail");
            }

            @Override
            public boolean inForce() {
                return policy("sender=spammer@example.com", "queue_id=Q" + System.nanoTime())
                        .startsWith("action=HOLD");
            }

            @Override
            public boolean othersPutItInForce() {
                return false;
            }

            @Override
            public void lie(Lie lie) {
                try {
                    switch (lie) {
                        // The rule is written, and nobody asks for it.
                        case SAYS_OK_DOES_NOTHING -> close();
                        case SAYS_ERROR_BUT_DOES_IT -> mode("unreadable");
                        case CANNOT_BE_READ ->
                            Files.writeString(
                                    Files.createDirectories(directory.resolve("state"))
                                            .resolve("mail-rules.jsonl"),
                                    "rubbish");
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                PostfixActuatorTest.this.close();
            }
        };
    }

    @Test
    void onlyTheNamedSenderIsHeld() {
        lever().act(order("a-1", SPAMMER, "hold-mail"));
        assertThat(policy("sender=Spammer@Example.com", "queue_id=Q1")).isEqualTo("action=HOLD reeve:a-1");
        assertThat(policy("sender=other@example.com", "sasl_username=spammer@example.com", "queue_id=Q2"))
                .isEqualTo("action=HOLD reeve:a-1");
        assertThat(policy("sender=friend@example.com", "queue_id=Q3")).isEqualTo("action=DUNNO");
        assertThat(policy("sender=", "queue_id=Q4")).isEqualTo("action=DUNNO");
    }

    @Test
    void aDomainAnAddressAndALoginAreRefused() {
        Actuator fresh = lever();
        fresh.act(order("a-1", new Resource.Domain("bad.example"), "reject-mail"));
        fresh.act(order("a-2", Resource.Address.of("2001:db8:1::10"), "reject-mail"));
        fresh.act(order("a-3", new Resource.Login("node-a", "bob"), "reject-mail"));
        assertThat(policy("sender=x@bad.example")).isEqualTo("action=554 5.7.1 Spam from this server & \"more\"");
        assertThat(policy("sender=x@notbad.example")).isEqualTo("action=DUNNO");
        assertThat(policy("sender=x@y.example", "client_address=2001:DB8:1:0::10"))
                .startsWith("action=554");
        assertThat(policy("sender=x@y.example", "sasl_username=bob")).startsWith("action=554");
    }

    @Test
    void mailWithoutAQueueIdIsNotHeldSinceItCouldNotBeLetGo() {
        lever().act(order("a-1", SPAMMER, "hold-mail"));
        assertThat(policy("sender=spammer@example.com", "queue_id=")).isEqualTo("action=DUNNO");
    }

    @Test
    void queuedMailIsHeldAndOnlyWhatWeHeldIsLetGo() throws IOException {
        Actuator fresh = lever();
        queue("deferred", "AAA1", "spammer@example.com");
        queue("deferred", "AAA2", "friend@example.com");
        queue("hold", "AAA3", "spammer@example.com");
        ActionOrder order = order("a-1", SPAMMER, "hold-mail");
        LeverRun.apply(fresh, order);
        assertThat(queued("hold", "AAA1")).isTrue();
        assertThat(queued("deferred", "AAA2")).isTrue();
        assertThat(LeverRun.undo(lever(), order, "")).as("after a restart").isInstanceOf(ActionOutcome.Applied.class);
        assertThat(queued("deferred", "AAA1")).isTrue();
        assertThat(queued("hold", "AAA3")).as("the postmaster's").isTrue();
    }

    @Test
    void heldMailThatDoesNotGoMakesTheUndoPartialAndCanBeTriedAgain() throws IOException {
        Actuator fresh = lever();
        queue("deferred", "AAA1", "spammer@example.com");
        ActionOrder order = order("a-1", SPAMMER, "hold-mail");
        LeverRun.apply(fresh, order);
        mode("deaf");
        assertThat(LeverRun.undo(fresh, order, "")).isInstanceOf(ActionOutcome.Partial.class);
        assertThat(policy("sender=spammer@example.com", "queue_id=Q1"))
                .as("new mail passes")
                .isEqualTo("action=DUNNO");
        mode("");
        assertThat(LeverRun.undo(fresh, order, "")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(queued("deferred", "AAA1")).isTrue();
    }

    @Test
    void mailThatAnotherCaseWouldHoldTooStaysForIt() throws IOException {
        Actuator fresh = lever();
        queue("deferred", "AAA1", "spammer@example.com");
        ActionOrder first = order("a-1", SPAMMER, "hold-mail");
        ActionOrder second = order("a-2", new Resource.Domain("example.com"), "hold-mail");
        LeverRun.apply(fresh, first);
        LeverRun.apply(fresh, second);
        LeverRun.undo(fresh, first, "");
        assertThat(queued("hold", "AAA1")).isTrue();
        LeverRun.undo(fresh, second, "");
        assertThat(queued("deferred", "AAA1")).isTrue();
    }

    @Test
    void whatIsNoMailIsRefused() {
        Actuator fresh = lever();
        assertThat(fresh.act(order("a-1", new Resource.Url("https://example.com/x"), "hold-mail")))
                .isInstanceOf(Answer.Refused.class);
        assertThat(fresh.act(order("a-1", SPAMMER, "delete-mail"))).isInstanceOf(Answer.Refused.class);
        assertThat(fresh.read(order("a-1", SPAMMER, "hold-mail")).is(Force.ABSENT))
                .isTrue();
    }

    @Test
    void requestsBeyondTheLimitsAreCutOff() {
        lever();
        assertThat(policy("sender=" + "x".repeat(20_000))).isEmpty();
        assertThat(policy(java.util.Collections.nCopies(300, "a=b").toArray(String[]::new)))
                .isEmpty();
        assertThat(policy("sender=x@y.example")).isEqualTo("action=DUNNO");
    }

    @Test
    void severalRequestsGoOverOneConnection() throws IOException {
        lever();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            channel.write(ByteBuffer.wrap("sender=a@b.c\n\nsender=d@e.f\n\n".getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            assertThat(new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("action=DUNNO\n\naction=DUNNO\n\n");
        }
    }
}
