package dev.reeve.actuators.postfix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the running policy service what it would answer for a rule's mail.
record PolicyCheck(PolicyAddress address) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The action it answers, or empty when it does not.
    Optional<String> ask(MailRule rule) {
        FutureTask<String> asking = new FutureTask<>(() -> exchange(rule));
        Thread thread = Thread.startVirtualThread(asking);
        try {
            return Optional.of(asking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            thread.interrupt();
            return Optional.empty();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String exchange(MailRule rule) throws IOException {
        String attribute = switch (rule.match()) {
            case MAILBOX -> "sender=" + rule.value();
            case DOMAIN -> "sender=someone@" + rule.value();
            case CLIENT -> "client_address=" + rule.value();
            case LOGIN -> "sasl_username=" + rule.value();
        };
        String request = "request=" + PolicyService.CHECK + "\n" + attribute + "\n\n";
        try (SocketChannel channel = address.connect()) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String line = new BufferedReader(
                            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null || !line.startsWith("action=")) {
                throw new IOException("no policy service answers there");
            }
            return line.substring("action=".length());
        }
    }
}
