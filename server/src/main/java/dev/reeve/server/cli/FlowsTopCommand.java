package dev.reeve.server.cli;

import dev.reeve.collector.ExportFiles;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.SflowDecoder;
import dev.reeve.network.flow.AddressTotals;
import dev.reeve.network.flow.AddressTotals.Total;
import dev.reeve.network.flow.FlowReader;
import dev.reeve.network.flow.SampledFlows;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Prints which addresses had most traffic, at either end.
@Command(
        name = "top",
        description = {
            "Print the addresses with most flows, packets or bytes, at either end, as exporters counted them,",
            "scaled by their sampling. Files given together are one exporter's, in order: raw datagrams, or captures",
            "of them (pcap, pcapng)."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "2:the command was used wrongly, or a file can't be read"})
public final class FlowsTopCommand implements Callable<Integer> {
    private static final Map<String, Comparator<Total>> ORDERS = Map.of(
            "flows", Comparator.comparingLong(Total::flows),
            "packets", Comparator.comparingLong(Total::packets),
            "bytes", Comparator.comparingLong(Total::bytes));

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of one exporter, in order.")
    private List<Path> files;

    @Option(names = "--by", defaultValue = "bytes", description = "flows, packets or bytes (${DEFAULT-VALUE}).")
    private String by;

    @Option(names = "--most", paramLabel = "N", defaultValue = "20", description = "How many (${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--sampling",
            paramLabel = "N",
            defaultValue = "1",
            description = "One packet in so many, where the exporter says nothing.")
    private int sampling;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Comparator<Total> order = ORDERS.get(by);
        if (order == null || most < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--by is flows, packets or bytes, and --most at least 1: not " + by + ", " + most);
        }
        PrintWriter out = spec.commandLine().getOut();
        AddressTotals totals = new AddressTotals();
        FlowReader reader = FlowReader.batching(totals, sampling);
        SampledFlows samples = new SampledFlows(reader);
        ExportDecoder decoder = new ExportDecoder(Elements.installed());
        SflowDecoder sflow = new SflowDecoder();
        for (Path file : files) {
            try {
                ExportFiles.read(file, (bytes, from, to) -> {
                    if (SflowDecoder.recognises(bytes, from, to)) {
                        sflow.decode(
                                bytes,
                                from,
                                to,
                                (frame, begin, end, sample) -> samples.sampled(frame, begin, end, sample, 0));
                    } else {
                        decoder.decode(bytes, from, to, reader);
                    }
                });
            } catch (IOException unreadable) {
                spec.commandLine().getErr().println(file + ": " + unreadable.getMessage());
                return 2;
            }
        }
        reader.flush();
        print(totals, totals.top(most, order), out);
        out.flush();
        return 0;
    }

    private void print(AddressTotals totals, List<Total> top, PrintWriter out) {
        if (json) {
            top.forEach(total -> out.println(JsonMapper.shared().writeValueAsString(object(total))));
            return;
        }
        out.printf(Locale.ROOT, "%-40s %14s %18s %20s%n", "address", "flows", "packets", "bytes");
        for (Total t : top) {
            out.printf(Locale.ROOT, "%-40s %,14d %,18d %,20d%n", t.address(), t.flows(), t.packets(), t.bytes());
        }
        if (totals.addresses() > top.size()) {
            out.printf(Locale.ROOT, "%,d more addresses%n", totals.addresses() - top.size());
        }
    }

    private static Map<String, Object> object(Total total) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("address", total.address().toString());
        object.put("flows", total.flows());
        object.put("packets", total.packets());
        object.put("bytes", total.bytes());
        return object;
    }
}
