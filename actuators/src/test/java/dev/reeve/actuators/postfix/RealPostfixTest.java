package dev.reeve.actuators.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.actuators.Orders;
import dev.reeve.actuators.Serving;
import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.process.Ending;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.LeverName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A Postfix of our own: its configuration, queue and port are in a temporary directory, and nothing is ever
/// delivered.
@Timeout(60)
class RealPostfixTest {
    private static final String MAIN = """
            compatibility_level = 3.6
            queue_directory = %1$s/spool
            data_directory = %1$s/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = relay.example.net
            inet_interfaces = 127.0.0.1
            mynetworks = 127.0.0.0/8
            maillog_file = %1$s/mail.log
            maillog_file_prefixes = %1$s
            alias_maps =
            local_recipient_maps =
            defer_transports = smtp
            smtpd_recipient_restrictions = permit_mynetworks, reject
            smtpd_end_of_data_restrictions = check_policy_service { unix:%1$s/policy.sock, default_action=DUNNO }
            """;

    private static final String MASTER = """
            127.0.0.1:%d inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            showq unix n - n - - showq
            error unix - - n - - error
            retry unix - - n - - error
            smtp unix - - n - - smtp
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path directory;

    private int port;
    private boolean started;
    private Actuator lever;

    @BeforeEach
    void startPostfix() throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/postfix")), "not run: Postfix is missing (apt install postfix)");
        assumeTrue(
                Files.isWritable(Path.of("/var/spool")) && "root".equals(System.getProperty("user.name")),
                "not run: Postfix must be started by root");
        // Postfix's daemons run as a user of their own.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path etc = Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("spool"));
        assertThat(run(
                        "/bin/chown",
                        "postfix",
                        Files.createDirectories(directory.resolve("data")).toString()))
                .isZero();
        Files.writeString(etc.resolve("main.cf"), MAIN.formatted(directory));
        Files.writeString(etc.resolve("master.cf"), MASTER.formatted(port));
        lever = new PostfixType()
                .create(
                        new LeverName("mail"),
                        Map.of(
                                "type", "postfix",
                                "listen", "unix:" + directory.resolve("policy.sock"),
                                "state-dir", directory.resolve("state").toString(),
                                "postqueue", List.of("/usr/sbin/postqueue", "-c", etc.toString()),
                                "postsuper", List.of("/usr/sbin/postsuper", "-c", etc.toString())),
                        InstantSource.system());
        ((Serving) lever).start();
        assertThat(run("/usr/sbin/postfix", "-c", etc.toString(), "start")).isZero();
        started = true;
    }

    @AfterEach
    void stopPostfix() {
        if (started) {
            assertThat(run("/usr/sbin/postfix", "-c", directory.resolve("etc").toString(), "stop"))
                    .isZero();
        }
        if (lever instanceof Serving serving) {
            serving.close();
        }
    }

    private static int run(String... command) {
        Ending ending = new BoundedProcess(Duration.ofSeconds(30), 1 << 20, BoundedProcess.PLAIN_ENVIRONMENT)
                .run(List.of(command), "");
        assertThat(ending).isInstanceOf(Ending.Exited.class);
        Ending.Exited exited = (Ending.Exited) ending;
        return exited.code();
    }

    private List<PostfixQueue.Mail> queue() throws Exception {
        return new PostfixQueue(
                        List.of(
                                "/usr/sbin/postqueue",
                                "-c",
                                directory.resolve("etc").toString()),
                        List.of(),
                        new BoundedProcess(Duration.ofSeconds(10), 1 << 20, BoundedProcess.PLAIN_ENVIRONMENT))
                .list();
    }

    private List<String> queuesOf(String sender) throws Exception {
        return queue().stream()
                .filter(mail -> mail.sender().equals(sender))
                .map(mail -> mail.held() ? "hold" : "waiting")
                .sorted()
                .toList();
    }

    /// The server's last reply.
    private String send(String sender) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(10_000);
            String reply = in.readLine();
            for (String line : List.of(
                    "HELO client.example.net",
                    "MAIL FROM:<" + sender + ">",
                    "RCPT TO:<someone@example.org>",
                    "DATA",
                    "Subject: buy\r\n\r\nnow\r\n.")) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                reply = in.readLine();
            }
            return reply;
        }
    }

    private static ActionOrder order(String id, String effect) {
        return Orders.on(new Resource.Mailbox("spammer@example.com"))
                .with(Map.of("effect", effect))
                .order(id);
    }

    @Test
    void mailIsHeldFromTheNextMessageOnAndLetGoAgain() throws Exception {
        assertThat(send("spammer@example.com")).startsWith("250");
        Awaitility.await().until(() -> queuesOf("spammer@example.com").equals(List.of("waiting")));

        ActionOrder order = order("act-1", "hold-mail");
        assertThat(LeverRun.apply(lever, order)).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(queuesOf("spammer@example.com")).as("what waited already").containsExactly("hold");
        assertThat(send("spammer@example.com")).startsWith("250");
        assertThat(send("friend@example.com")).startsWith("250");
        Awaitility.await().until(() -> queuesOf("spammer@example.com").equals(List.of("hold", "hold")));
        Awaitility.await().until(() -> queuesOf("friend@example.com").equals(List.of("waiting")));

        assertThat(LeverRun.undo(lever, order, "")).isInstanceOf(ActionOutcome.Applied.class);
        assertThat(queuesOf("spammer@example.com")).containsExactly("waiting", "waiting");
        assertThat(send("spammer@example.com")).startsWith("250");
        Awaitility.await().until(() -> !queuesOf("spammer@example.com").contains("hold"));
    }

    @Test
    void mailIsRefusedWithItsReasonAndPassesWhenTheAgentIsAway() throws Exception {
        LeverRun.apply(lever, order("act-1", "reject-mail"));
        assertThat(send("spammer@example.com")).startsWith("554 5.7.1").contains("Spam from this server");
        ((Serving) lever).close();
        assertThat(send("spammer@example.com")).as("fails open").startsWith("250");
    }
}
