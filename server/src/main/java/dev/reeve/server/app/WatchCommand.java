package dev.reeve.server.app;

import dev.reeve.collector.EvidenceCut;
import dev.reeve.collector.ExportFiles;
import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.UdpCollector;
import dev.reeve.collector.capture.CaptureReader;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Marks;
import dev.reeve.network.export.ExportHealth;
import dev.reeve.network.link.LinkTrust;
import dev.reeve.network.link.Mac;
import dev.reeve.network.logs.LogHealth;
import dev.reeve.server.network.ThresholdsFile;
import dev.reeve.server.settings.SetupException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Runs the network sensor without a database, and prints what it detects.
@Command(
        name = "watch",
        description = {
            "Watch flow exporters, captures or logs, and print what clients' machines do to others.",
            "Nothing is stored or acted on, and no database is needed."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all of it was watched", "2:the command was used wrongly, or a file can't be read"})
public final class WatchCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /// Where it comes from: one of four.
    static final class Source {
        @Option(
                names = "--listen",
                paramLabel = "HOST:PORT",
                description = "Take NetFlow, IPFIX and sFlow by UDP until it is stopped.")
        private @Nullable String listen;

        @Option(
                names = "--flows",
                arity = "1..*",
                paramLabel = "FILE",
                description = "Files of one exporter, in order: raw datagrams or captures of them.")
        private List<Path> flows = List.of();

        @Option(names = "--pcap", arity = "1..*", paramLabel = "FILE", description = "Captures of clients' traffic.")
        private List<Path> pcap = List.of();

        @Option(
                names = "--logs",
                arity = "1..*",
                paramLabel = "FILE",
                description = {
                    "Logs of Zeek (JSON or columns) and Suricata (EVE),",
                    "or of login services by syslog; told apart by their lines."
                })
        private List<Path> logs = List.of();
    }

    @Option(
            names = "--router",
            arity = "1..*",
            split = ",",
            paramLabel = "MAC",
            description = "With --pcap: link-layer addresses of the real routers; others that act as one are named.")
    private List<String> routers = List.of();

    @Option(
            names = "--dhcp-server",
            arity = "1..*",
            split = ",",
            paramLabel = "MAC",
            description = "With --pcap: link-layer addresses of the real DHCP servers, besides the routers.")
    private List<String> dhcpServers = List.of();

    @Option(
            names = "--gateway",
            arity = "1..*",
            split = ",",
            paramLabel = "ADDRESS",
            description = "With --pcap and --router: addresses that only a router may claim.")
    private List<String> gateways = List.of();

    @Option(
            names = "--own",
            arity = "1..*",
            split = ",",
            required = true,
            paramLabel = "PREFIX",
            description = "Clients' address blocks: only what they do is judged.")
    private List<String> own = List.of();

    @Option(
            names = "--exporter",
            arity = "1..*",
            split = ",",
            paramLabel = "ADDRESS",
            description = "With --listen: take datagrams of these only; when left out, of this machine only.")
    private List<String> exporters = List.of("127.0.0.1", "::1");

    @Option(
            names = "--sampling",
            paramLabel = "N",
            defaultValue = "1",
            description = "One packet in N, where the exporter doesn't say.")
    private int sampling;

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description = "From where on something counts, by plan and client, and who is not judged; YAML.")
    private @Nullable Path thresholds;

    @Option(names = "--json", description = "One JSON object for each detection.")
    private boolean json;

    @Option(names = "--revisions", description = "Print each opening and update too, not only the last word.")
    private boolean revisions;

    @Spec
    private CommandSpec spec;

    private static final Duration WARN_EVERY = Duration.ofSeconds(10);

    private final List<Detection> closed = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ThresholdsFile limits = thresholds == null ? ThresholdsFile.none() : ThresholdsFile.read(thresholds);
        NetworkWatch watch = new NetworkWatch(
                own(),
                limits.ofClient(),
                limits.exceptions(),
                limits.ports(),
                trust(),
                Math.max(1, sampling),
                Marks.NONE,
                d -> said(d, out));
        try {
            if (source.listen != null) {
                listen(watch, source.listen);
            } else {
                files(watch, limits, out);
            }
        } catch (IOException unreadable) {
            out.flush();
            spec.commandLine().getErr().println(unreadable.getMessage());
            return 2;
        }
        health(watch);
        out.flush();
        return 0;
    }

    private void said(Detection detection, PrintWriter out) {
        boolean last = detection.state() == Detection.State.CLOSED;
        if (source.listen != null || revisions) {
            print(detection, List.of(), out);
            out.flush();
        } else if (last) {
            closed.add(detection);
        }
    }

    private void files(NetworkWatch watch, ThresholdsFile limits, PrintWriter out) throws IOException {
        long now = Clock.systemUTC().millis();
        for (Path file : source.flows) {
            ExportFiles.read(file, (bytes, from, to) -> watch.datagram("files", bytes, from, to, now));
        }
        captures(watch);
        logs(limits, out);
        watch.close();
        List<List<EvidenceCut.Piece>> evidence = new ArrayList<>();
        closed.forEach(d -> evidence.add(new ArrayList<>()));
        for (Path file : source.pcap) {
            List<List<EvidenceCut.Piece>> cut = EvidenceCut.cut(file, closed);
            for (int i = 0; i < cut.size(); i++) {
                evidence.get(i).addAll(cut.get(i));
            }
        }
        for (int i = 0; i < closed.size(); i++) {
            print(closed.get(i), evidence.get(i), out);
        }
    }

    private void captures(NetworkWatch watch) throws IOException {
        for (Path file : source.pcap) {
            try (InputStream in = new FileInputStream(file.toFile())) {
                CaptureReader.read(
                        in,
                        (bytes, from, to, linkType, nanos) ->
                                watch.frame(bytes, from, to, linkType, nanos / 1_000_000));
            } catch (IOException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
    }

    private LinkTrust trust() {
        try {
            return new LinkTrust(
                    routers.stream().map(Mac::parse).collect(Collectors.toSet()),
                    dhcpServers.stream().map(Mac::parse).collect(Collectors.toSet()),
                    gateways.stream().map(WatchCommand::endpoint).collect(Collectors.toSet()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--router, --dhcp-server, --gateway: " + e.getMessage());
        }
    }

    private static Endpoint endpoint(String text) {
        IpAddress address = IpAddress.parse(text);
        return new Endpoint(address.high(), address.low(), address.family() == IpAddress.Family.IPV6);
    }

    private void logs(ThresholdsFile limits, PrintWriter out) throws IOException {
        try (WatchedLogs logs =
                new WatchedLogs(own(), limits, Clock.system(ZoneId.systemDefault()), d -> said(d, out))) {
            for (Path file : source.logs) {
                LogHealth health = logs.read(file);
                if (health.bad() > 0 || health.meant() == 0) {
                    spec.commandLine().getErr().println(file + ": " + WatchedLogs.text(health));
                }
            }
        }
    }

    private void listen(NetworkWatch watch, String where) throws IOException, InterruptedException {
        int colon = where.lastIndexOf(':');
        if (colon < 1 || !where.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new ParameterException(spec.commandLine(), "--listen is HOST:PORT, such as 127.0.0.1:2055");
        }
        try (UdpCollector collector = UdpCollector.open(
                where.substring(0, colon).replaceAll("^\\[|\\]$", ""),
                Integer.parseInt(where.substring(colon + 1)),
                exporters,
                watch,
                Clock.systemUTC())) {
            spec.commandLine().getErr().println("watching on " + collector.address());
            spec.commandLine().getErr().flush();
            Runtime.getRuntime().addShutdownHook(new Thread(collector::close));
            Thread warner = Thread.ofVirtual().start(() -> warn(collector));
            collector.run();
            warner.interrupt();
            lost(collector.dropped());
        }
        watch.close();
    }

    /// Says while it runs that datagrams are lost, for whoever still can do something about it.
    private void warn(UdpCollector collector) {
        try {
            for (long said = 0; true; said = collector.dropped()) {
                Thread.sleep(WARN_EVERY);
                if (collector.dropped() > said) {
                    lost(collector.dropped());
                }
            }
        } catch (InterruptedException over) {
            // It is said a last time when it ends.
        }
    }

    private void lost(long dropped) {
        if (dropped > 0) {
            spec.commandLine().getErr().println(UdpCollector.loss(dropped));
            spec.commandLine().getErr().flush();
        }
    }

    private void health(NetworkWatch watch) {
        watch.health().forEach((name, health) -> {
            if (health.malformed() > 0 || health.parked() > 0 || health.lost() > 0) {
                spec.commandLine().getErr().println(name + ": " + text(health));
            }
        });
    }

    private static String text(ExportHealth health) {
        return health.records() + " records of " + health.datagrams() + " datagrams, " + health.malformed()
                + " malformed" + (health.lastProblem().isEmpty() ? "" : " (" + health.lastProblem() + ")") + ", "
                + health.lost() + " lost, " + health.parked() + " sets without their template, clock "
                + health.clockSkewMillis() + " ms behind, sampling 1:" + health.sampling();
    }

    private void print(Detection d, List<EvidenceCut.Piece> evidence, PrintWriter out) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", d.id());
        line.put("state", d.state().word());
        line.put("revision", d.revision());
        line.put("detector", d.detector());
        line.put("kind", d.kind().toString());
        line.put("address", d.client().toString());
        line.put("port", d.port() == 0 ? null : d.port());
        line.put("from", Instant.ofEpochMilli(d.fromMillis()).toString());
        line.put("to", Instant.ofEpochMilli(d.toMillis()).toString());
        line.put("strength", d.strength().word());
        line.put("numbers", d.numbers());
        line.put("facts", d.facts());
        line.put("evidence", evidence);
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(line));
            return;
        }
        out.println(line.get("from") + " to " + line.get("to") + "  " + d.client() + "  " + d.kind() + " ("
                + d.strength().word()
                + (revisions || source.listen != null ? ", " + d.state().word() : "") + ")  "
                + d.facts() + " " + d.numbers());
    }

    private ClientSpace own() {
        try {
            return ClientSpace.of(own.stream().map(IpPrefix::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new SetupException("--own: " + e.getMessage(), e);
        }
    }
}
