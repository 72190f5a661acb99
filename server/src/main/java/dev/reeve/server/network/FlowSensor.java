package dev.reeve.server.network;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.UdpCollector;
import dev.reeve.collector.WatchTap;
import dev.reeve.collector.evidence.EvidenceRing;
import dev.reeve.collector.evidence.RingCut;
import dev.reeve.collector.traffic.Traffic;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.export.ExportHealth;
import dev.reeve.network.flow.Flow;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what exporters send, on one thread: keeps it as evidence, judges it, adds up traffic, and notes how well each
/// exporter is heard. It never waits for the database.
final class FlowSensor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlowSensor.class);

    /// How often the receiving thread shows how it stands.
    private static final long SHOW_MILLIS = 1_000;

    private static final int SHOW_DATAGRAMS = 1_000;

    private final Settings.Network settings;
    private final NetworkWatch watch;
    private final UdpCollector collector;
    private final EvidenceRing ring;
    private final Traffic traffic;
    private final ExporterHistory exporters;
    private final LossBook losses;
    private final InstantSource time;
    private final int port;
    private final Thread thread =
            Thread.ofPlatform().name("network-collector").daemon().unstarted(this::collect);
    private volatile long flows;
    private volatile long datagrams;
    private volatile boolean closed;
    private volatile String problem = "";

    /// @param file in which datagrams are kept as evidence
    /// @param exporters is told once a second how each is heard
    FlowSensor(
            Settings.Network settings,
            Path file,
            NetworkWatch watch,
            Traffic traffic,
            ExporterHistory exporters,
            DoorBook book,
            InstantSource time)
            throws IOException {
        String address = Objects.requireNonNull(settings.listenAddress());
        this.settings = settings;
        this.watch = watch;
        this.traffic = traffic;
        this.exporters = exporters;
        this.time = time;
        this.ring = EvidenceRing.open(file, settings.evidenceSize());
        watch.tap(new Tap());
        this.collector = UdpCollector.open(address, settings.listenPort(), settings.exporters(), watch, time);
        this.port = ((InetSocketAddress) collector.address()).getPort();
        this.losses = new LossBook(book, "flows " + address + " UDP " + port, time);
        LOG.info("the network sensor listens at {} for {}", collector.address(), settings.exporters());
    }

    void start() {
        thread.start();
    }

    /// Whatever goes wrong with one datagram, the next is taken.
    private void collect() {
        while (!closed) {
            try {
                collector.run();
                return;
            } catch (IOException | RuntimeException failed) {
                problem = "a datagram could not be taken: " + failed;
                LOG.error("a datagram could not be taken", failed);
            }
        }
    }

    /// Datagrams come after what they tell of; of those that are older than the settings say nothing is cut.
    Cut cut(Detection detection, long from) {
        long oldest = time.instant().minus(settings.evidenceLength()).toEpochMilli();
        return new Cut.Datagrams(RingCut.cut(
                ring, detection.client(), detection.port(), Math.max(oldest, detection.fromMillis()), from, port));
    }

    void holdings(ClientSpace own, Function<Endpoint, Thresholds> thresholds, Collection<IpPrefix> changedHands) {
        watch.holdings(own, thresholds, changedHands);
    }

    /// Puts down what was lost on this machine.
    void look() {
        losses.look(datagrams, collector.dropped());
    }

    /// Keeps datagrams, adds up traffic, and shows once a second how exporters do. On the receiving thread.
    private final class Tap implements WatchTap {
        private final Map<String, Heard> heard = new HashMap<>();
        private Heard now = new Heard();
        private long showAt;
        private int sinceShown;

        private static final class Heard {
            long lastMillis;
            int sampling;
        }

        @Override
        public void datagram(String exporter, byte[] bytes, int from, int to, long millis) {
            ring.write(exporter, bytes, from, to, millis);
            now = heard.computeIfAbsent(exporter, e -> new Heard());
            now.lastMillis = millis;
            if (millis >= showAt || ++sinceShown >= SHOW_DATAGRAMS) {
                sinceShown = 0;
                showAt = millis + SHOW_MILLIS;
                show(millis);
            }
        }

        @Override
        public void flow(Flow flow) {
            now.sampling = flow.sampling;
            traffic.flow(flow);
        }

        private void show(long millis) {
            flows = watch.flows();
            datagrams = watch.health().values().stream()
                    .mapToLong(ExportHealth::datagrams)
                    .sum();
            List<ExporterState> all = new ArrayList<>();
            watch.health().forEach((name, health) -> all.add(state(name, health, heard.getOrDefault(name, now))));
            exporters.note(millis, all);
        }

        private static ExporterState state(String name, ExportHealth health, Heard heard) {
            return new ExporterState(
                    name,
                    health.datagrams(),
                    health.records(),
                    health.numbered(),
                    health.malformed(),
                    health.lost(),
                    health.unknownTemplate(),
                    heard.sampling,
                    health.clockSkewMillis(),
                    Instant.ofEpochMilli(heard.lastMillis),
                    health.lastProblem());
        }
    }

    int port() {
        return port;
    }

    long flows() {
        return flows;
    }

    /// Datagrams of senders that are not on the list.
    long refused() {
        return collector.refused();
    }

    /// What was lost on this machine since the start, and what to do; empty when nothing was.
    String loss() {
        long dropped = collector.dropped();
        return dropped == 0 ? "" : UdpCollector.loss(dropped);
    }

    /// What last went wrong; empty when nothing did.
    String problem() {
        return problem;
    }

    @Override
    public void close() {
        closed = true;
        collector.close();
        try {
            thread.join(5_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
