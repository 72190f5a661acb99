package dev.reeve.actuators.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Calls an agent over its Unix socket, one connection for each call, within a time.
///
/// @param timeout for the whole call: longer than the lever's own limits, which it includes
/// @param tokenFile null where the socket's permissions are all there is
public record AgentClient(
        Path socket, Duration timeout, @Nullable Path tokenFile) {
    /// Longer than any firewall or mail queue should need, short enough for a case to wait.
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    /// What came of a call.
    public sealed interface Outcome {
        record Replied(AgentReply reply) implements Outcome {}

        /// The request did not leave: nothing happened.
        record NotSent(String reason) implements Outcome {}

        /// It left and no whole reply came: it may have happened or not.
        record Lost(String reason) implements Outcome {}
    }

    public AgentClient(Path socket) {
        this(socket, USUAL_TIMEOUT, null);
    }

    /// Reads `unix:/run/reeve/agent.sock`, as the server's settings have it under `via`.
    ///
    /// @throws IllegalArgumentException saying what to write
    public static AgentClient via(String text, Duration timeout, @Nullable Path tokenFile) {
        if (!text.startsWith("unix:/") || text.length() > 5 + 107) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no agent's address; write unix: and the absolute path of its socket");
        }
        return new AgentClient(Path.of(text.substring(5)), timeout, tokenFile);
    }

    public Outcome call(AgentRequest request) {
        AtomicBoolean sent = new AtomicBoolean();
        try (SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            FutureTask<AgentReply> exchange = new FutureTask<>(() -> exchange(channel, request, sent));
            Thread.ofVirtual().name("agent-call").start(exchange);
            return new Outcome.Replied(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return broken(sent, "no reply from the agent at " + socket + " within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            return broken(sent, "agent at " + socket + ": " + reason(e.getCause()));
        } catch (IOException e) {
            return broken(sent, "agent at " + socket + ": " + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken(sent, "interrupted");
        }
    }

    private static Outcome broken(AtomicBoolean sent, String reason) {
        return sent.get() ? new Outcome.Lost(reason) : new Outcome.NotSent(reason);
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null || cause.getMessage() == null ? "the connection broke" : cause.getMessage();
    }

    private AgentReply exchange(SocketChannel channel, AgentRequest request, AtomicBoolean sent) throws IOException {
        String line = AgentWire.line(request.withToken(token())) + "\n";
        channel.connect(UnixDomainSocketAddress.of(socket));
        try (OutputStream out = Channels.newOutputStream(channel);
                InputStream in = Channels.newInputStream(channel)) {
            sent.set(true);
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
            String reply = new LineReader(in)
                    .next()
                    .orElseThrow(() -> new IOException("the connection broke before the reply"));
            return AgentWire.parseReply(request.id(), reply);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private @Nullable String token() throws IOException {
        return tokenFile == null ? null : Files.readString(tokenFile).strip();
    }
}
