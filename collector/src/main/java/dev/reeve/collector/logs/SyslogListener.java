package dev.reeve.collector.logs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Takes syslog by UDP (RFC 5426) and TCP (RFC 6587) at one port, from those on the list only: syslog has no
/// authentication, and whoever may send to it can make anybody look like a guesser. What a message says is not looked
/// at here.
///
/// By TCP a sender waits while too many messages do; by UDP the next ones are let go, and counted.
public final class SyslogListener implements AutoCloseable {
    /// Longer messages are cut (RFC 5424 §6.1: 2,048 must be taken; syslog daemons send up to this).
    static final int MESSAGE_BYTES_MAX = 8_192;

    /// Messages that wait to be judged: 16 MB at most.
    private static final int WAITING_MAX = 2_000;

    /// TCP connections at once; the next are closed.
    private static final int CONNECTIONS_MAX = 64;

    /// Digits of a message's length by RFC 6587 §3.4.1.
    private static final int LENGTH_DIGITS_MAX = 7;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Set<InetAddress> senders;
    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;

    /// @param sender its address
    public record Message(String sender, byte[] line) {}

    private SyslogListener(DatagramSocket udp, ServerSocket tcp, Set<InetAddress> senders) {
        this.udp = udp;
        this.tcp = tcp;
        this.senders = senders;
    }

    /// @param port 0 for one that is free
    /// @param senders addresses that are listened to
    /// @throws IOException when the port is taken, or an address is none
    public static SyslogListener open(String host, int port, List<String> senders) throws IOException {
        Set<InetAddress> allowed = new HashSet<>();
        for (String sender : senders) {
            allowed.add(address(sender));
        }
        InetAddress at = address(host);
        ServerSocket tcp = new ServerSocket();
        try {
            tcp.setReuseAddress(true);
            tcp.bind(new InetSocketAddress(at, port));
            DatagramSocket udp = new DatagramSocket(new InetSocketAddress(at, tcp.getLocalPort()));
            return new SyslogListener(udp, tcp, Set.copyOf(allowed));
        } catch (IOException taken) {
            tcp.close();
            throw new IOException("can't listen on " + host + ":" + port + ": " + taken.getMessage(), taken);
        }
    }

    /// Names are not looked up: a resolver must not decide who may report.
    private static InetAddress address(String text) throws IOException {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException name) {
            throw new UnknownHostException(text + " is no address; write one such as 192.0.2.1");
        }
    }

    public void start() {
        Thread.ofPlatform().daemon().name("syslog-udp").start(this::datagrams);
        Thread.ofPlatform().daemon().name("syslog-tcp").start(this::connections);
    }

    public int port() {
        return tcp.getLocalPort();
    }

    /// The next message; null when none comes in that time.
    public @Nullable Message poll(long millis) throws InterruptedException {
        return waiting.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void datagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[MESSAGE_BYTES_MAX], MESSAGE_BYTES_MAX);
        while (!closed) {
            try {
                packet.setLength(MESSAGE_BYTES_MAX);
                udp.receive(packet);
                datagram(packet);
            } catch (IOException ended) {
                // Closed, or one datagram that could not be taken: the next is.
            }
        }
    }

    private void datagram(DatagramPacket packet) {
        if (!senders.contains(packet.getAddress())) {
            refused.incrementAndGet();
            return;
        }
        byte[] line = line(packet.getData(), packet.getLength());
        if (line.length > 0 && !waiting.offer(new Message(packet.getAddress().getHostAddress(), line))) {
            dropped.incrementAndGet();
        }
    }

    /// What follows the first end of a line would be another message in one that was made up.
    private static byte[] line(byte[] bytes, int length) {
        int end = 0;
        while (end < length && bytes[end] != '\n' && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOf(bytes, end > 0 && bytes[end - 1] == '\r' ? end - 1 : end);
    }

    private void connections() {
        while (!closed) {
            try {
                Socket socket = tcp.accept();
                if (!senders.contains(socket.getInetAddress()) || !connections.tryAcquire()) {
                    refused.incrementAndGet();
                    socket.close();
                    continue;
                }
                open.add(socket);
                Thread.ofVirtual().name("syslog-sender").start(() -> serve(socket));
            } catch (IOException ended) {
                // Closed, or one connection that could not be taken: the next is.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream(), MESSAGE_BYTES_MAX)) {
            socket.setKeepAlive(true);
            String sender = socket.getInetAddress().getHostAddress();
            byte[] next = next(in);
            while (next != null) {
                byte[] line = line(next, next.length);
                if (line.length > 0) {
                    waiting.put(new Message(sender, line));
                }
                next = next(in);
            }
        } catch (IOException ended) {
            // Its sender connects again.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
            connections.release();
        }
    }

    /// A message whose length stands before it begins with a digit, one that ends with its line with its priority.
    ///
    /// @return null at the end
    private static byte @Nullable [] next(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        return first >= '1' && first <= '9' ? counted(in, first) : terminated(in, first);
    }

    private static byte[] counted(InputStream in, int first) throws IOException {
        int length = first - '0';
        int digits = 1;
        int octet = in.read();
        while (octet >= '0' && octet <= '9' && digits++ < LENGTH_DIGITS_MAX) {
            length = length * 10 + octet - '0';
            octet = in.read();
        }
        if (octet != ' ') {
            throw new IOException("a message begins with neither its length nor its priority");
        }
        byte[] kept = in.readNBytes(Math.min(length, MESSAGE_BYTES_MAX));
        in.skipNBytes(length - (long) kept.length);
        return kept;
    }

    private static byte[] terminated(InputStream in, int first) throws IOException {
        byte[] line = new byte[MESSAGE_BYTES_MAX];
        int length = 0;
        int octet = first;
        while (octet >= 0 && octet != '\n') {
            if (length < MESSAGE_BYTES_MAX) {
                line[length++] = (byte) octet;
            }
            octet = in.read();
        }
        return Arrays.copyOf(line, length);
    }

    /// Messages and connections of senders that are not on the list, and connections beyond the limit.
    public long refused() {
        return refused.get();
    }

    /// Messages that were let go because too many waited.
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        closed = true;
        udp.close();
        try {
            tcp.close();
        } catch (IOException ended) {
            // It took nothing any more.
        }
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException ended) {
                // It is over in any case.
            }
        }
    }
}
