package dev.reeve.lab;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.UdpCollector;
import dev.reeve.collector.WatchTap;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.packet.LinkType;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/// The sensor at the edge: one watch over what the exporter sends, one over the frames themselves. Says what it
/// has detected when it is asked, a line each and then a dot; what the exporter sends goes on to a Unix socket.
/// Arguments: interface, socket.
final class SensorProcess {
    /// Customer and neighbour; the gateway is nobody's.
    private static final ClientSpace CLIENTS = ClientSpace.of(List.of(IpPrefix.parse("203.0.113.10/31")));

    private SensorProcess() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> said = new ConcurrentSkipListSet<>();
        InstantSource time = InstantSource.system();
        NetworkWatch flows = watch(said, "flows");
        flows.tap(new Pipe(Path.of(arguments[1])));
        UdpCollector collector = UdpCollector.open("127.0.0.1", 2055, List.of("127.0.0.1"), flows, time);
        start(() -> collector.run());
        PacketSocket socket = new PacketSocket(arguments[0]);
        NetworkWatch packets = watch(said, "packets");
        start(() -> {
            while (true) {
                byte[] frame = socket.next();
                packets.frame(frame, 0, frame.length, LinkType.ETHERNET, time.millis());
            }
        });
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            said.forEach(System.out::println);
            System.out.println(".");
        }
        System.exit(0);
    }

    private static NetworkWatch watch(Set<String> said, String by) {
        Consumer<Detection> to = d -> said.add(
                by + " " + d.detector().replaceAll("/.*", "") + " " + d.kind() + " " + d.client() + " " + d.port());
        return new NetworkWatch(CLIENTS, Thresholds.DEFAULTS, 1, to);
    }

    /// Each datagram after its length.
    private static final class Pipe implements WatchTap {
        private final DataOutputStream to;

        Pipe(Path socket) throws IOException {
            to = new DataOutputStream(new BufferedOutputStream(
                    Channels.newOutputStream(SocketChannel.open(UnixDomainSocketAddress.of(socket)))));
        }

        @Override
        public void datagram(String exporter, byte[] bytes, int from, int to, long millis) {
            try {
                this.to.writeShort(to - from);
                this.to.write(bytes, from, to - from);
                this.to.flush();
            } catch (IOException deskIsGone) {
                throw new UncheckedIOException(deskIsGone);
            }
        }

        @Override
        public void flow(Flow flow) {}
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }
}
