package dev.reeve.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;

final class SessionThreadsTest {
    @Test
    void aSessionEndsWhenItsTimeIsUpHoweverBusyItIs() throws IOException {
        SessionThreads threads = new SessionThreads(Duration.ofMillis(300));
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .executorService(threads)
                .build();
        server.start();
        try (SmtpClient client = new SmtpClient(server.getPortAllocated())) {
            long begun = System.nanoTime();
            String said = "250";
            while (said.startsWith("250")) {
                said = noop(client);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(100), Duration.ofSeconds(10));
        } finally {
            server.stop();
            threads.shutdownNow();
        }
    }

    private static String noop(SmtpClient client) {
        try {
            return client.say("NOOP");
        } catch (IOException closed) {
            return "closed";
        }
    }
}
