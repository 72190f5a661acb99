package dev.reeve.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes exporters' datagrams by UDP, of those that are on the list only: flow export has no authentication, and
/// whoever
/// may send to it can make anybody look like a scanner.
public final class UdpCollector implements AutoCloseable {
    /// What the kernel holds while the loop is busy; it grants less where its own limit is lower.
    private static final int RECEIVE_BYTES = 32 << 20;

    private static final int DATAGRAM_BYTES_MAX = 65_535;

    private final DatagramChannel channel;
    private final Set<InetAddress> exporters;
    private final NetworkWatch watch;
    private final InstantSource time;
    private volatile long refused;

    private UdpCollector(DatagramChannel channel, Set<InetAddress> exporters, NetworkWatch watch, InstantSource time) {
        this.channel = channel;
        this.exporters = exporters;
        this.watch = watch;
        this.time = time;
    }

    /// @param exporters addresses that are listened to
    /// @throws IOException when the port is taken, or an address is none
    public static UdpCollector open(
            String host, int port, List<String> exporters, NetworkWatch watch, InstantSource time) throws IOException {
        Set<InetAddress> allowed = new HashSet<>();
        for (String exporter : exporters) {
            allowed.add(address(exporter));
        }
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.bind(new InetSocketAddress(address(host), port));
        } catch (IOException taken) {
            channel.close();
            throw new IOException("can't listen on " + host + ":" + port + ": " + taken.getMessage(), taken);
        }
        return new UdpCollector(channel, allowed, watch, time);
    }

    /// Names are not looked up: a resolver must not decide who may report.
    private static InetAddress address(String text) throws IOException {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException | SecurityException name) {
            throw new UnknownHostException(text + " is no address; write one such as 192.0.2.1");
        }
    }

    public SocketAddress address() throws IOException {
        return channel.getLocalAddress();
    }

    /// Takes datagrams until it is closed.
    public void run() throws IOException {
        byte[] bytes = new byte[DATAGRAM_BYTES_MAX];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (true) {
                buffer.clear();
                if (channel.receive(buffer) instanceof InetSocketAddress from) {
                    if (exporters.contains(from.getAddress())) {
                        watch.datagram(from.getAddress().getHostAddress(), bytes, 0, buffer.position(), time.millis());
                    } else {
                        refused = refused + 1;
                    }
                }
            }
        } catch (ClosedChannelException closed) {
            // It was asked to end.
        }
    }

    /// Datagrams of others.
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
