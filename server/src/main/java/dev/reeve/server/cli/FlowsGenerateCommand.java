package dev.reeve.server.cli;

import dev.reeve.network.workload.IpfixWriter;
import dev.reeve.network.workload.Label;
import dev.reeve.network.workload.Order;
import dev.reeve.network.workload.Workload;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Writes made-up traffic with its truth, to try thresholds on.
@Command(
        name = "generate",
        description = {
            "Make traffic of a made-up host, with the truth about each client, as IPFIX datagrams in a capture.",
            "flows decode and watch --flows read it. The same seed makes the same file."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it was written", "2:the command was used wrongly, or a file can't be written"})
public final class FlowsGenerateCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 20;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same seed, the same traffic.")
    private long seed;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Honest clients: web and mail servers, crawlers, and so on.")
    private int clients;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "10", description = "How long it lasts.")
    private int minutes;

    @Option(
            names = "--abuse",
            paramLabel = "KIND=RATE/s[xCLIENTS],…",
            description = "Abuse, its rate, and by how many clients: scan=10/s,synflood=20000/sx3")
    private String abuse = "";

    @Option(names = "--sampling", paramLabel = "N", defaultValue = "1", description = "Keep one packet in N.")
    private int sampling;

    @Option(
            names = "--export-delay",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description = "A record is exported up to so much after its end.")
    private int delayMillis;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The capture.")
    private Path out;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The truth, one JSON object a line; when left out, the capture's name with .labels.jsonl.")
    private @Nullable Path labels;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workload.Settings settings;
        try {
            List<Order> orders = abuse.isBlank() ? List.of() : Order.parse(abuse);
            settings = new Workload.Settings(seed, clients, minutes * 60, orders, sampling, delayMillis);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
        Workload workload = new Workload(settings);
        Path truth = labels == null ? Path.of(out + ".labels.jsonl") : labels;
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(out), BUFFER_BYTES);
                PrintWriter lines = new PrintWriter(Files.newBufferedWriter(truth, StandardCharsets.UTF_8))) {
            workload.labels().forEach(label -> lines.println(line(label)));
            Workload.Run run;
            try (IpfixWriter writer = new IpfixWriter(file, sampling)) {
                run = workload.into(writer, (at, flows) -> true);
            }
            spec.commandLine()
                    .getOut()
                    .println(run.said() + " records to " + out + ", the truth to " + truth + "; own addresses are "
                            + own());
        } catch (IOException | UncheckedIOException unwritable) {
            spec.commandLine().getErr().println(unwritable.getMessage());
            return 2;
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    /// For `watch --own`.
    static String own() {
        return String.join(",", Workload.own().stream().map(String::valueOf).toList());
    }

    private static String line(Label label) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("address", label.client().toString());
        line.put("kind", label.kind());
        line.put("honest", label.honest());
        line.put("observation", label.honest() ? null : label.observation());
        line.put("from", Instant.ofEpochMilli(label.fromMillis()).toString());
        line.put("to", Instant.ofEpochMilli(label.toMillis()).toString());
        line.put("perSecond", label.honest() ? null : label.perSecond());
        return JsonMapper.shared().writeValueAsString(line);
    }
}
