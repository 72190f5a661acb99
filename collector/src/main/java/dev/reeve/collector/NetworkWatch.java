package dev.reeve.collector;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.conversation.Conversations;
import dev.reeve.network.conversation.HttpProxyDetector;
import dev.reeve.network.conversation.IrcDetector;
import dev.reeve.network.conversation.LoginDetector;
import dev.reeve.network.conversation.SocksDetector;
import dev.reeve.network.detect.Exceptions;
import dev.reeve.network.detect.FlowDetector;
import dev.reeve.network.detect.FlowEngine;
import dev.reeve.network.detect.IntrusionChain;
import dev.reeve.network.detect.LoginFlowDetector;
import dev.reeve.network.detect.SpoofedSources;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.DetectionBook;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Marks;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.ExportHealth;
import dev.reeve.network.export.SflowDecoder;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowBatch;
import dev.reeve.network.flow.FlowReader;
import dev.reeve.network.flow.PacketFlows;
import dev.reeve.network.flow.SampledFlows;
import dev.reeve.network.link.LinkTrust;
import dev.reeve.network.packet.PacketView;
import dev.reeve.network.segment.SegmentWatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/// All detectors over whatever comes: packets of a capture, or datagrams of exporters. Single-threaded; its
/// time is that of what it is shown.
public final class NetworkWatch implements AutoCloseable {
    /// Clients that are followed at once.
    private static final int CLIENTS_MAX = 1_000_000;

    /// Exporters that are told apart; more come from spoofed sources.
    public static final int EXPORTERS_MAX = 1_000;

    private static final long TICK_MILLIS = 10_000;

    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final DetectionBook book;
    private final FlowEngine engine;
    private final FlowEngine packetEngine;
    private final Conversations conversations;
    private final PacketFlows packetFlows;
    private final SegmentWatch segment;
    private final PacketView packet = new PacketView();
    private final Elements elements = Elements.installed();
    private final Map<String, Exporter> exporters = new HashMap<>();
    private final Map<String, List<SpoofedSources.Port>> ports;
    private final int sampling;
    private final Flow tapped = new Flow();
    private WatchTap tap = WatchTap.NONE;
    private boolean tapping;
    private ClientSpace space;
    private long tickAt;
    private long lastMillis;

    /// @param own the clients' addresses
    /// @param sampling one packet in so many, where an exporter says nothing
    public NetworkWatch(ClientSpace own, Thresholds thresholds, int sampling, Consumer<Detection> to) {
        this(own, client -> thresholds, Exceptions.NONE, Map.of(), LinkTrust.NONE, sampling, Marks.NONE, to);
    }

    /// @param thresholds of each client's plan
    /// @param exceptions whose flows are not judged
    /// @param ports of exporters, by the exporter's name, behind which is one client alone
    /// @param trust who may route and answer DHCP on a segment that is captured
    /// @param marks at which a detection is said at once
    public NetworkWatch(
            ClientSpace own,
            Function<Endpoint, Thresholds> thresholds,
            Exceptions exceptions,
            Map<String, List<SpoofedSources.Port>> ports,
            LinkTrust trust,
            int sampling,
            Marks marks,
            Consumer<Detection> to) {
        this.space = own;
        this.book = new DetectionBook(client -> space.owns(client), marks, to);
        this.sampling = sampling;
        this.segment = new SegmentWatch(trust, client -> space.owns(client), book);
        this.ports = Map.copyOf(ports);
        Signs signs = new IntrusionChain(book);
        this.engine =
                new FlowEngine(FlowEngine.detectors(), FlowEngine.useDetectors(), own, thresholds, CLIENTS_MAX, signs);
        // What a capture shows of logins is better than what flow records do.
        List<FlowDetector> withoutLogins = FlowEngine.detectors().stream()
                .filter(d -> !(d instanceof LoginFlowDetector))
                .toList();
        this.packetEngine =
                new FlowEngine(withoutLogins, FlowEngine.useDetectors(), own, thresholds, CLIENTS_MAX, signs);
        engine.except(exceptions);
        packetEngine.except(exceptions);
        this.conversations = new Conversations(
                List.of(new IrcDetector(), new SocksDetector(), new HttpProxyDetector(), new LoginDetector()), book);
        this.packetFlows = new PacketFlows(packetEngine);
    }

    private final class Exporter {
        final ExportDecoder decoder = new ExportDecoder(elements);
        final SflowDecoder sflow = new SflowDecoder();
        final FlowReader reader = FlowReader.batching(this::flows, sampling);
        final SampledFlows samples = new SampledFlows(reader);
        final List<SpoofedSources> spoofed;

        Exporter(String name) {
            spoofed = ports.getOrDefault(name, List.of()).stream()
                    .map(port -> new SpoofedSources(port, book))
                    .toList();
        }

        ExportHealth health() {
            return sflow.health().datagrams() > 0 ? sflow.health() : decoder.health();
        }

        private void flows(FlowBatch batch) {
            for (int row = 0; row < batch.rows(); row++) {
                lastMillis = Math.max(lastMillis, batch.toMillis[row]);
            }
            if (tapping) {
                for (int row = 0; row < batch.rows(); row++) {
                    batch.read(row, tapped);
                    tap.flow(tapped);
                }
            }
            engine.flows(batch);
            spoofed.forEach(detector -> detector.flows(batch));
            health().sampled(batch.sampling[batch.rows() - 1]);
        }

        void take(byte[] bytes, int from, int to, long millis) {
            if (SflowDecoder.recognises(bytes, from, to)) {
                sflow.decode(bytes, from, to, (frame, begin, end, sample) -> {
                    PacketView packet = samples.sampled(frame, begin, end, sample, millis);
                    segment.header(packet, millis);
                });
            } else {
                decoder.decode(bytes, from, to, reader);
                decoder.health().received(millis);
            }
        }
    }

    /// Shows all that comes to one more; before the first datagram.
    public void tap(WatchTap other) {
        tap = other;
        tapping = true;
    }

    /// Takes one datagram of an exporter, and judges it at once.
    ///
    /// @param millis when it came; sFlow has no time of its own
    public void datagram(String exporter, byte[] bytes, int from, int to, long millis) {
        take(exporter, bytes, from, to, millis);
        flush();
    }

    /// Takes one datagram of several that came together; {@link #flush} judges what waits.
    public void take(String exporter, byte[] bytes, int from, int to, long millis) {
        Exporter known = exporters.get(exporter);
        if (known == null) {
            if (exporters.size() >= EXPORTERS_MAX) {
                return;
            }
            known = new Exporter(exporter);
            exporters.put(exporter, known);
        }
        tap.datagram(exporter, bytes, from, to, millis);
        known.take(bytes, from, to, millis);
    }

    private record Change(
            ClientSpace own, Function<Endpoint, Thresholds> thresholds, Collection<IpPrefix> changedHands) {}

    /// Takes another version of what is own and of plans. May be called by any thread: it takes force as a
    /// whole, between two batches.
    ///
    /// @param own made of the version before, so that clients keep their numbers
    /// @param changedHands blocks that have another client now, of whom nothing is known yet
    public void holdings(
            ClientSpace own, Function<Endpoint, Thresholds> thresholds, Collection<IpPrefix> changedHands) {
        changes.add(new Change(own, thresholds, List.copyOf(changedHands)));
    }

    /// Judges what was taken.
    public void flush() {
        for (Change change = changes.poll(); change != null; change = changes.poll()) {
            space = change.own;
            engine.swap(change.own, change.thresholds, change.changedHands);
            packetEngine.swap(change.own, change.thresholds, change.changedHands);
        }
        exporters.values().forEach(exporter -> exporter.reader.flush());
        tick(lastMillis);
    }

    /// Takes one captured frame.
    public void frame(byte[] bytes, int from, int to, int linkType, long millis) {
        lastMillis = Math.max(lastMillis, millis);
        boolean ip = packet.over(bytes, from, to, linkType);
        segment.frame(packet, millis);
        if (ip) {
            packetFlows.packet(packet, millis, packet.ipLength(), sampling);
            conversations.packet(packet, millis);
        }
        tick(millis);
    }

    /// Nothing is captured just now: what was quiet for long has ended.
    ///
    /// @param millis by the clock, where captures are followed as they are written
    public void quiet(long millis) {
        flush();
        packetFlows.quiet(millis, sampling);
        tick(millis);
    }

    private void tick(long millis) {
        if (millis >= tickAt) {
            tickAt = millis + TICK_MILLIS;
            book.tick(millis);
        }
    }

    /// What each exporter sent, and what was wrong with it.
    public Map<String, ExportHealth> health() {
        Map<String, ExportHealth> all = new HashMap<>();
        exporters.forEach((name, exporter) -> all.put(name, exporter.health()));
        return all;
    }

    public long flows() {
        return engine.flows() + packetEngine.flows();
    }

    /// There is no more: says what is left.
    @Override
    public void close() {
        packetFlows.close(sampling);
        conversations.close();
        segment.close();
        book.close();
    }
}
