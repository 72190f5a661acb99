package dev.reeve.lab;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.UdpCollector;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.packet.LinkType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/// The sensor at the edge: one watch over what the exporter sends, one over the frames themselves. Says what it
/// has detected when it is asked, a line each and then a dot.
final class SensorProcess {
    /// Customer and neighbour; the gateway is nobody's.
    private static final ClientSpace CLIENTS = ClientSpace.of(List.of(IpPrefix.parse("203.0.113.10/31")));

    private SensorProcess() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> said = new ConcurrentSkipListSet<>();
        InstantSource time = InstantSource.system();
        NetworkWatch flows = watch(said, "flows");
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
