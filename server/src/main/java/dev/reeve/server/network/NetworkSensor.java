package dev.reeve.server.network;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.evidence.FrameRing;
import dev.reeve.collector.logs.LogsWatch;
import dev.reeve.collector.traffic.Traffic;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.SpoofedSources;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Marks;
import dev.reeve.network.link.LinkTrust;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The network sensor of the running desk: what exporters send, logs and captures say and syslog brings is judged by
/// sensors with threads of their own, and one more thread hands over what they detect. Off unless the settings name
/// something to watch.
public final class NetworkSensor implements AutoCloseable {
    /// A block that was given up lately still counts as own: records of it may be on the way.
    private static final Duration GIVEN_UP = Duration.ofDays(1);

    private static final Duration OWN_FRESH = Duration.ofHours(1);

    /// What of exporters is shown: what was bad before may have been mended.
    private static final Duration LATELY = Duration.ofHours(1);

    private final Settings.Network settings;
    private final Path dataDir;
    private final JdbcClient jdbc;
    private final DoorBook book;
    private final ZoneId zone;
    private final InstantSource time;
    private final Traffic traffic = new Traffic(address -> this.own.owns(address));
    private final Detections detections;
    private final Intake intake;
    private final EvidenceStore evidence;
    private final ThresholdsFile limits;
    private final Marks marks;
    private volatile ClientSpace own = ClientSpace.of(List.of());
    private volatile int ownBlocks;
    private final ExporterHistory exporters = new ExporterHistory();
    private @Nullable Long inventory;
    private Instant ownUntil = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private volatile @Nullable Running running;

    private record Running(
            HandOver handOver,
            @Nullable FlowSensor flows,
            @Nullable LogsWatch logsWatch,
            @Nullable LogSensor logs,
            @Nullable CaptureSensors captures) {}

    private record CaptureSensors(FrameRing ring, List<CaptureSensor> all) {}

    public NetworkSensor(
            Settings settings,
            JdbcClient jdbc,
            Intake intake,
            EvidenceStore evidence,
            DoorBook book,
            Supplier<PolicyHistory> policies,
            InstantSource time) {
        this.marks = new PolicyMarks(policies, time);
        this.settings = settings.network();
        this.zone = settings.desk().timeZone();
        this.book = book;
        this.dataDir = settings.dataDir();
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
        look();
        HandOver handOver = new HandOver(intake, evidence, detections, this::cut, exporters, marks, time);
        FlowSensor flows = flows(handOver);
        LogsWatch logsWatch = settings.logs().isEmpty() && settings.syslog().address() == null ? null : logs(handOver);
        LogSensor logs = logsWatch == null ? null : new LogSensor(settings, logsWatch, book, time);
        CaptureSensors captures = captures(handOver);
        running = new Running(handOver, flows, logsWatch, logs, captures);
        handOver.start();
        if (flows != null) {
            flows.start();
        }
        if (logs != null) {
            logs.start();
        }
        if (captures != null) {
            captures.all.forEach(CaptureSensor::start);
        }
    }

    private LogsWatch logs(HandOver handOver) {
        return new LogsWatch(
                own, limits.ofClient(), limits.exceptions(), time, zone, marks, d -> handOver.take(d, Origin.LOGS));
    }

    private @Nullable FlowSensor flows(HandOver handOver) {
        String address = settings.listenAddress();
        if (address == null) {
            return null;
        }
        NetworkWatch watch = watch(limits.ports(), d -> handOver.take(d, Origin.FLOWS));
        try {
            return new FlowSensor(settings, file("network-evidence.ring"), watch, traffic, exporters, book, time);
        } catch (IOException e) {
            throw new SetupException(
                    "the network sensor can't listen at " + address + " port " + settings.listenPort() + ": "
                            + e.getMessage() + "; look at network: in the settings",
                    e);
        }
    }

    private @Nullable CaptureSensors captures(HandOver handOver) {
        if (settings.captures().isEmpty()) {
            return null;
        }
        try {
            FrameRing ring = FrameRing.open(file("capture-evidence.ring"), settings.evidenceSize());
            List<CaptureSensor> all = new ArrayList<>();
            for (Path path : settings.captures()) {
                NetworkWatch watch = watch(Map.of(), d -> handOver.take(d, Origin.CAPTURES));
                all.add(new CaptureSensor(path, watch, ring, new Progress(book, "capture " + path), time));
            }
            return new CaptureSensors(ring, all);
        } catch (IOException e) {
            throw new SetupException("evidence of captures can't be kept: " + e.getMessage(), e);
        }
    }

    private NetworkWatch watch(Map<String, List<SpoofedSources.Port>> ports, Consumer<Detection> to) {
        return new NetworkWatch(
                own, limits.ofClient(), limits.exceptions(), ports, LinkTrust.NONE, settings.sampling(), marks, to);
    }

    private Path file(String name) {
        return dataDir.resolve(name);
    }

    /// A word comes only after all that is watched stands.
    private Cut cut(Origin origin, Detection detection, long from) {
        Running at = Objects.requireNonNull(running);
        return switch (origin) {
            case FLOWS -> at.flows == null ? Cut.NOTHING : at.flows.cut(detection, from);
            case LOGS -> at.logs == null ? Cut.NOTHING : at.logs.cut(detection, from);
            case CAPTURES -> at.captures == null ? Cut.NOTHING : new Cut.Frames(at.captures.ring.cut(detection, from));
        };
    }

    /// Looks now and then at what has changed: whose addresses are watched, and what was lost.
    public void look() {
        if (!settings.isOn()) {
            return;
        }
        lookAtHoldings();
        Running at = running;
        if (at != null && at.flows != null) {
            at.flows.look();
        }
    }

    /// Reads anew which addresses are clients', where the inventory has spoken since, and every hour, for
    /// holdings end.
    private void lookAtHoldings() {
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
            at.flows.holdings(next, limits.ofClient(), changed);
        }
        if (at != null && at.logsWatch != null) {
            at.logsWatch.holdings(next, limits.ofClient(), changed);
        }
        if (at != null && at.captures != null) {
            at.captures.all.forEach(capture -> capture.holdings(next, limits.ofClient(), changed));
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
    /// @param loss what was lost on this machine since the start, and what to do; empty when nothing was
    /// @param problem what last went wrong; empty when nothing did
    public record Status(
            boolean isOn,
            @Nullable String address,
            int port,
            int ownBlocks,
            List<ExporterRow> exporters,
            long flows,
            long refused,
            String loss,
            long handedOver,
            long dropped,
            String problem) {}

    public Status status() {
        Running at = running;
        FlowSensor flows = at == null ? null : at.flows;
        String wrong = at == null ? "" : at.handOver.problem();
        return new Status(
                at != null,
                flows == null ? null : settings.listenAddress(),
                flows == null ? 0 : flows.port(),
                ownBlocks,
                flows == null ? List.of() : rows(),
                flows == null ? 0 : flows.flows(),
                flows == null ? 0 : flows.refused(),
                flows == null ? "" : flows.loss(),
                at == null ? 0 : at.handOver.handedOver(),
                at == null ? 0 : at.handOver.dropped(),
                wrong.isEmpty() && flows != null ? flows.problem() : wrong);
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
        return Optional.ofNullable(running).map(Running::flows).map(FlowSensor::port);
    }

    /// Where it takes syslog; empty when it doesn't.
    public OptionalInt syslogPort() {
        Running at = running;
        return at == null || at.logs == null ? OptionalInt.empty() : at.logs.syslogPort();
    }

    /// Whether all that was detected is on record.
    public boolean idle() {
        Running at = running;
        return at == null || at.handOver.idle();
    }

    /// What is open stays open: after the next start it goes on.
    @Override
    public void close() {
        Running at = running;
        if (at == null) {
            return;
        }
        if (at.flows != null) {
            at.flows.close();
        }
        if (at.logs != null) {
            at.logs.close();
        }
        if (at.captures != null) {
            at.captures.all.forEach(CaptureSensor::close);
        }
        at.handOver.close();
    }
}
