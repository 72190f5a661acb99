package dev.reeve.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes exporters' datagrams by UDP, of those that are on the list only: flow export has no authentication,
/// and whoever may send to it can make anybody look like a scanner.
public final class UdpCollector implements AutoCloseable {
    /// What the kernel holds while the loop is busy; it grants less where its own limit is lower.
    private static final int RECEIVE_BYTES = 32 << 20;

    private static final int DATAGRAM_BYTES_MAX = 65_535;

    /// Datagrams that are taken before what they say is judged: a verdict waits a fraction of a millisecond for
    /// them.
    private static final int BURST = 64;

    private final DatagramChannel channel;
    private final Selector selector;
    private final Set<InetAddress> exporters;
    private final NetworkWatch watch;
    private final InstantSource time;
    private final Map<InetAddress, String> names = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    private final byte[] bytes = new byte[DATAGRAM_BYTES_MAX];
    private volatile long refused;

    private UdpCollector(DatagramChannel channel, Set<InetAddress> exporters, NetworkWatch watch, InstantSource time)
            throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
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
        try {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            while (channel.isOpen()) {
                selector.select();
                selector.selectedKeys().clear();
                if (channel.isOpen()) {
                    burst();
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException closed) {
            // It was asked to end.
        }
    }

    /// Takes what came together, and only then has it judged: so flows are worked on by the batch when there
    /// are many, and at once when there are few.
    private void burst() throws IOException {
        for (int i = 0; i < BURST; i++) {
            buffer.clear();
            SocketAddress sender = channel.receive(buffer);
            if (sender == null) {
                break;
            }
            if (sender instanceof InetSocketAddress from && exporters.contains(from.getAddress())) {
                buffer.flip();
                int length = buffer.remaining();
                buffer.get(bytes, 0, length);
                watch.take(name(from.getAddress()), bytes, 0, length, time.millis());
            } else {
                refused = refused + 1;
            }
        }
        watch.flush();
    }

    /// The text of an address, made once for each exporter.
    private String name(InetAddress exporter) {
        return names.computeIfAbsent(exporter, InetAddress::getHostAddress);
    }

    /// Datagrams of others.
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
