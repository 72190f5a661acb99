package dev.reeve.server.network;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.UdpCollector;
import dev.reeve.collector.WatchTap;
import dev.reeve.collector.evidence.EvidenceRing;
import dev.reeve.collector.evidence.RingCut;
import dev.reeve.collector.logs.LogsWatch;
import dev.reeve.collector.traffic.Traffic;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.export.ExportHealth;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.link.LinkTrust;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The network sensor of the running desk: one thread takes what exporters send and judges it, another hands
/// over what it detects. Off unless the settings name an address to listen at. All that the desk knows of the
/// collector's inside is here.
public final class NetworkSensor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkSensor.class);

    /// How often the receiving thread shows how it stands.
    private static final long SHOW_MILLIS = 1_000;

    private static final int SHOW_DATAGRAMS = 1_000;

    /// A block that was given up lately still counts as own: records of it may be on the way.
    private static final Duration GIVEN_UP = Duration.ofDays(1);

    private static final Duration OWN_FRESH = Duration.ofHours(1);

    /// What of exporters is shown: what was bad before may have been mended.
    private static final Duration LATELY = Duration.ofHours(1);

    private final Settings.Network settings;
    private final Path file;
    private final JdbcClient jdbc;
    private final DoorBook book;
    private final ZoneId zone;
    private final InstantSource time;
    private final Traffic traffic = new Traffic(address -> this.own.owns(address));
    private final Detections detections;
    private final Intake intake;
    private final EvidenceStore evidence;
    private final ThresholdsFile limits;
    private volatile ClientSpace own = ClientSpace.of(List.of());
    private volatile int ownBlocks;
    private final ExporterHistory exporters = new ExporterHistory();
    private volatile long flows;
    private volatile boolean closed;
    private volatile String problem = "";
    private @Nullable Long inventory;
    private Instant ownUntil = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private volatile @Nullable Running running;

    private record Running(
            HandOver handOver,
            @Nullable OfFlows flows,
            @Nullable LogsWatch logs,
            @Nullable LogSensor logSensor) {}

    private record OfFlows(NetworkWatch watch, UdpCollector collector, EvidenceRing ring, int port, Thread thread) {}

    public NetworkSensor(
            Settings settings,
            JdbcClient jdbc,
            Intake intake,
            EvidenceStore evidence,
            DoorBook book,
            InstantSource time) {
        this.settings = settings.network();
        this.zone = settings.desk().timeZone();
        this.book = book;
        this.file = settings.dataDir().resolve("network-evidence.ring");
        this.jdbc = jdbc;
        this.intake = intake;
        this.evidence = evidence;
        this.time = time;
        this.detections = new Detections(jdbc);
        Path thresholds = this.settings.thresholds();
        this.limits = thresholds == null ? ThresholdsFile.none() : ThresholdsFile.read(thresholds);
    }

    /// @throws SetupException when it is on and can't be: the port is taken, a file can't be read
    public void start() {
        if (!settings.isOn()) {
            return;
        }
        lookAtHoldings();
        AtomicReference<@Nullable Running> parts = new AtomicReference<>();
        HandOver handOver = new HandOver(
                intake,
                evidence,
                detections,
                Map.of(
                        Origin.FLOWS, (d, from) -> ofFlows(Objects.requireNonNull(parts.get()), d, from),
                        Origin.LOGS, (d, from) -> ofLogs(Objects.requireNonNull(parts.get()), d, from)),
                exporters,
                time);
        OfFlows flowsOn = flows(handOver);
        LogsWatch logs = settings.logs().isEmpty() && settings.syslog().address() == null ? null : logs(handOver);
        LogSensor logSensor = logs == null ? null : new LogSensor(settings, logs, book, time);
        Running all = new Running(handOver, flowsOn, logs, logSensor);
        parts.set(all);
        handOver.start();
        if (flowsOn != null) {
            flowsOn.thread.start();
        }
        if (logSensor != null) {
            logSensor.start();
        }
        running = all;
    }

    private LogsWatch logs(HandOver handOver) {
        return new LogsWatch(
                own, limits.ofClient(), limits.exceptions(), time, zone, d -> handOver.take(d, Origin.LOGS));
    }

    private @Nullable OfFlows flows(HandOver handOver) {
        String address = settings.listenAddress();
        if (address == null) {
            return null;
        }
        try {
            return flows(address, handOver);
        } catch (IOException e) {
            throw new SetupException(
                    "the network sensor can't listen at " + address + " port " + settings.listenPort() + ": "
                            + e.getMessage() + "; look at network: in the settings",
                    e);
        }
    }

    private OfFlows flows(String address, HandOver handOver) throws IOException {
        EvidenceRing ring = EvidenceRing.open(file, settings.evidenceSize());
        NetworkWatch watch = new NetworkWatch(
                own,
                limits.ofClient(),
                limits.exceptions(),
                limits.ports(),
                LinkTrust.NONE,
                settings.sampling(),
                d -> handOver.take(d, Origin.FLOWS));
        watch.tap(new Tap(ring, watch));
        UdpCollector collector = UdpCollector.open(address, settings.listenPort(), settings.exporters(), watch, time);
        int port = ((InetSocketAddress) collector.address()).getPort();
        Thread thread = Thread.ofPlatform().name("network-collector").daemon().unstarted(() -> collect(collector));
        LOG.info("the network sensor listens at {} for {}", collector.address(), settings.exporters());
        return new OfFlows(watch, collector, ring, port, thread);
    }

    /// Datagrams come after what they tell of; of those that are older than the settings say nothing is cut.
    private Cut ofFlows(Running parts, Detection detection, long from) {
        OfFlows at = parts.flows;
        if (at == null) {
            return Cut.NOTHING;
        }
        long oldest = time.instant().minus(settings.evidenceLength()).toEpochMilli();
        return new Cut.Datagrams(RingCut.cut(
                at.ring,
                detection.client(),
                detection.port(),
                Math.max(oldest, detection.fromMillis()),
                from,
                at.port));
    }

    private static Cut ofLogs(Running parts, Detection detection, long from) {
        LogsWatch at = parts.logs;
        return at == null
                ? Cut.NOTHING
                : new Cut.Lines(at.kept().cut(detection.client(), detection.fromMillis(), detection.toMillis(), from));
    }

    /// Whatever goes wrong with one datagram, the next is taken.
    private void collect(UdpCollector collector) {
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

    /// Keeps datagrams, adds up traffic, and shows once a second how exporters do. On the receiving thread.
    private final class Tap implements WatchTap {
        private final EvidenceRing ring;
        private final NetworkWatch watch;
        private final Map<String, Heard> heard = new HashMap<>();
        private Heard now = new Heard();
        private long showAt;
        private int sinceShown;

        private static final class Heard {
            long lastMillis;
            int sampling;
        }

        Tap(EvidenceRing ring, NetworkWatch watch) {
            this.ring = ring;
            this.watch = watch;
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

    /// Reads anew which addresses are clients', where the inventory has spoken since, and every hour, for
    /// holdings end.
    public void lookAtHoldings() {
        if (!settings.isOn()) {
            return;
        }
        long newest = jdbc.sql("select coalesce(max(id), 0) from inventory")
                .query(Long.class)
                .single();
        Instant now = time.instant();
        if (Objects.equals(newest, inventory) && now.isBefore(ownUntil)) {
            return;
        }
        inventory = newest;
        ownUntil = now.plus(OWN_FRESH);
        List<IpPrefix> blocks = blocks("(valid_to is null or valid_to > :since)", now.minus(GIVEN_UP));
        List<IpPrefix> changed = blocks("valid_from > :since", lookedAt.isBefore(Instant.EPOCH) ? now : lookedAt);
        lookedAt = now;
        ownBlocks = blocks.size();
        ClientSpace next = own.next(blocks);
        own = next;
        Running at = running;
        if (at != null && at.flows != null) {
            at.flows.watch.holdings(next, limits.ofClient(), changed);
        }
        if (at != null && at.logs != null) {
            at.logs.holdings(next, limits.ofClient(), changed);
        }
    }

    private List<IpPrefix> blocks(String which, Instant since) {
        return jdbc
                .sql("select distinct text(block) from holding where block is not null and known_to is null and "
                        + which)
                .param("since", Timestamp.from(since))
                .query(String.class)
                .list()
                .stream()
                .map(IpPrefix::parse)
                .toList();
    }

    /// How the sensor stands.
    ///
    /// @param isOn whether it watches anything: flows or logs
    /// @param address where it listens for flows; null where it doesn't
    /// @param ownBlocks of addresses that are clients'
    /// @param exporters all that are on the list, those with something wrong first
    /// @param refused datagrams of senders that are not on the list
    /// @param problem what last went wrong; empty when nothing did
    public record Status(
            boolean isOn,
            @Nullable String address,
            int port,
            int ownBlocks,
            List<ExporterRow> exporters,
            long flows,
            long refused,
            long handedOver,
            long dropped,
            String problem) {}

    public Status status() {
        Running at = running;
        String wrong = at == null || at.handOver.problem().isEmpty() ? problem : at.handOver.problem();
        OfFlows ofFlows = at == null ? null : at.flows;
        return new Status(
                at != null,
                ofFlows == null ? null : settings.listenAddress(),
                ofFlows == null ? 0 : ofFlows.port,
                ownBlocks,
                ofFlows == null ? List.of() : rows(),
                flows,
                ofFlows == null ? 0 : ofFlows.collector.refused(),
                at == null ? 0 : at.handOver.handedOver(),
                at == null ? 0 : at.handOver.dropped(),
                wrong);
    }

    private List<ExporterRow> rows() {
        Instant now = time.instant();
        List<ExporterRow> rows = new ArrayList<>();
        Map<String, ExporterSpan> hour = new HashMap<>();
        exporters.during(now.minus(LATELY), now).forEach(span -> hour.put(span.address(), span));
        for (ExporterState state : exporters.latest()) {
            ExporterSpan span = hour.get(state.address());
            if (span != null) {
                rows.add(ExporterRow.of(state, span, now));
            }
        }
        settings.exporters().stream()
                .filter(e -> rows.stream().noneMatch(row -> row.address().equals(e)))
                .forEach(e -> rows.add(ExporterRow.neverHeard(e)));
        rows.sort(Comparator.comparing((ExporterRow row) -> row.advice().isEmpty()));
        return rows;
    }

    public Traffic traffic() {
        return traffic;
    }

    public Detections detections() {
        return detections;
    }

    /// Where it listens; empty when it is off.
    public Optional<Integer> port() {
        return Optional.ofNullable(running).map(Running::flows).map(OfFlows::port);
    }

    /// Where it takes syslog; empty when it doesn't.
    public OptionalInt syslogPort() {
        Running at = running;
        return at == null || at.logSensor == null ? OptionalInt.empty() : at.logSensor.syslogPort();
    }

    /// Whether all that was detected is on record.
    public boolean idle() {
        Running at = running;
        return at == null || at.handOver.idle();
    }

    /// What is open stays open: after the next start it goes on.
    @Override
    public void close() {
        closed = true;
        Running at = running;
        if (at == null) {
            return;
        }
        if (at.flows != null) {
            at.flows.collector.close();
            try {
                at.flows.thread.join(5_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        if (at.logSensor != null) {
            at.logSensor.close();
        }
        at.handOver.close();
    }
}
