package dev.reeve.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Takes exporters' datagrams by UDP, of those that are on the list only: flow export has no authentication,
/// and whoever may send to it can make anybody look like a scanner.
public final class UdpCollector implements AutoCloseable {
    private final DatagramReceiver receiver;
    private final Set<InetAddress> exporters;
    private final Map<InetAddress, String> names = new HashMap<>();
    private final NetworkWatch watch;
    private final InstantSource time;
    private volatile long refused;

    private UdpCollector(
            DatagramReceiver receiver, Set<InetAddress> exporters, NetworkWatch watch, InstantSource time) {
        this.receiver = receiver;
        this.exporters = exporters;
        this.watch = watch;
        this.time = time;
    }

    /// How datagrams are taken.
    public enum Means {
        /// By the system's own call for many at once where there is one, else by Java's.
        FASTEST,
        PORTABLE
    }

    /// @param exporters addresses that are listened to
    /// @throws IOException when the port is taken, or an address is none
    public static UdpCollector open(
            String host, int port, List<String> exporters, NetworkWatch watch, InstantSource time) throws IOException {
        return open(host, port, exporters, watch, time, Means.FASTEST);
    }

    public static UdpCollector open(
            String host, int port, List<String> exporters, NetworkWatch watch, InstantSource time, Means means)
            throws IOException {
        Set<InetAddress> allowed = new HashSet<>();
        for (String exporter : exporters) {
            allowed.add(address(exporter));
        }
        if (allowed.size() > NetworkWatch.EXPORTERS_MAX) {
            throw new IOException(allowed.size() + " exporters are more than the " + NetworkWatch.EXPORTERS_MAX
                    + " that one sensor tells apart");
        }
        InetSocketAddress where = new InetSocketAddress(address(host), port);
        try {
            DatagramReceiver receiver = means == Means.FASTEST && LinuxReceiver.supported()
                    ? LinuxReceiver.open(where)
                    : ChannelReceiver.open(where);
            return new UdpCollector(receiver, allowed, watch, time);
        } catch (IOException taken) {
            throw new IOException("can't listen on " + host + ":" + port + ": " + taken.getMessage(), taken);
        }
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
        return receiver.address();
    }

    /// Takes datagrams until it is closed. What came together is judged together: flows are worked on by the
    /// batch when there are many, and at once when there are few.
    public void run() throws IOException {
        while (receiver.receive(this::datagram)) {
            watch.flush();
        }
    }

    private void datagram(InetAddress from, byte[] bytes, int length) {
        if (exporters.contains(from)) {
            watch.take(name(from), bytes, 0, length, time.millis());
        } else {
            refused = refused + 1;
        }
    }

    /// The text of an address, made once for each exporter.
    private String name(InetAddress exporter) {
        return names.computeIfAbsent(exporter, InetAddress::getHostAddress);
    }

    /// Datagrams of others.
    public long refused() {
        return refused;
    }

    /// Datagrams that were lost on this machine, for the sensor was too slow: as far as the system says so.
    public long dropped() {
        return receiver.dropped();
    }

    /// Says what was lost on this machine, and what to do about it.
    ///
    /// @param dropped more than none
    public static String loss(long dropped) {
        return String.format(
                Locale.ROOT,
                "%,d datagrams were lost on this machine, which was too slow for them: floods look smaller and scans slower"
                        + " than they are. Let the kernel hold more of them (sysctl -w net.core.rmem_max=%d, then start anew);"
                        + " where that isn't enough, let exporters sample or send fewer clients' flows here, or share them out:"
                        + " several ./reeve watch may listen at one port.",
                dropped,
                DatagramReceiver.RECEIVE_BYTES);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
