package dev.reeve.agent;

import dev.reeve.actuators.remote.AgentReply;
import dev.reeve.actuators.remote.AgentRequest;
import dev.reeve.actuators.remote.AgentWire;
import dev.reeve.actuators.remote.LineReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers on the socket: a line in, the work, a line out. Calls of one connection run one after the other.
final class AgentServer implements AutoCloseable {
    /// More peers than a desk and a person at a time are a mistake.
    private static final int CONNECTIONS_MAX = 64;

    /// Who connects has something to say; who sends half a line does not keep a place for ever.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    /// A stop waits this long for calls that run.
    private static final Duration STOP_WAIT = Duration.ofSeconds(30);

    private final Levers levers;
    private final AgentSocket socket;
    private final AgentCalls calls;
    private final Semaphore places = new Semaphore(CONNECTIONS_MAX);
    private final Semaphore running = new Semaphore(CONNECTIONS_MAX);
    private final java.util.Set<SocketChannel> peers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService closer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("agent-closer").factory());
    private volatile @Nullable ServerSocketChannel listener;

    AgentServer(Levers levers, AgentSocket socket, Token token) {
        this.levers = levers;
        this.socket = socket;
        this.calls = new AgentCalls(levers, token);
    }

    void start() throws IOException {
        ServerSocketChannel channel = socket.open();
        try {
            levers.start();
        } catch (IOException e) {
            channel.close();
            socket.remove();
            throw e;
        }
        listener = channel;
        Thread.ofPlatform().daemon().name("agent-accept").start(() -> accept(channel));
    }

    private void accept(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try {
                SocketChannel peer = channel.accept();
                if (places.tryAcquire()) {
                    peers.add(peer);
                    Thread.ofVirtual().name("agent-peer").start(() -> serve(peer));
                } else {
                    peer.close();
                }
            } catch (IOException e) {
                if (!channel.isOpen()) {
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel peer) {
        try (peer;
                OutputStream out = Channels.newOutputStream(peer)) {
            LineReader in = new LineReader(Channels.newInputStream(peer));
            for (Optional<String> line = next(in, peer); line.isPresent(); line = next(in, peer)) {
                running.acquireUninterruptibly();
                try {
                    out.write((reply(line.get()) + "\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                } finally {
                    running.release();
                }
            }
        } catch (IOException e) {
            // The peer went away or talked too long: it learns the state by asking again.
            return;
        } finally {
            peers.remove(peer);
            places.release();
        }
    }

    private Optional<String> next(LineReader in, SocketChannel peer) throws IOException {
        Future<?> silence = closer.schedule(() -> close(peer), SILENCE_MAX.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return in.next();
        } finally {
            silence.cancel(false);
        }
    }

    private String reply(String line) {
        AgentRequest request;
        try {
            request = AgentWire.parseRequest(line);
        } catch (IllegalArgumentException e) {
            return AgentWire.line("", new AgentReply.Rejected(String.valueOf(e.getMessage())));
        }
        return AgentWire.line(request.id(), calls.perform(request));
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Takes no more calls, lets running ones end and answer, then goes.
    @Override
    public void close() {
        ServerSocketChannel channel = listener;
        if (channel == null) {
            return;
        }
        listener = null;
        try {
            socket.remove();
            channel.close();
            if (!running.tryAcquire(CONNECTIONS_MAX, STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println(
                        "reeve agent: stopped although a call was still running; read its state before it is repeated");
            }
        } catch (IOException e) {
            System.err.println("reeve agent: the socket could not be removed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        peers.forEach(AgentServer::close);
        closer.shutdownNow();
        levers.close();
    }
}
