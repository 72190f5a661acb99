package dev.reeve.server.cli;

import dev.reeve.collector.ExportFiles;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.ExportHealth;
import dev.reeve.network.export.SflowDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints every record that can be decoded, one a line.
@Command(
        name = "decode",
        description = {
            "Print the records of NetFlow v5, v9 and IPFIX and the samples of sFlow, one a line.",
            "Files given together are one exporter's, in order: raw datagrams, or captures of them (pcap, pcapng)."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything was decoded",
            "1:some of it was not: standard error says what",
            "2:the command was used wrongly, or a file can't be read"
        })
public final class FlowsDecodeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of one exporter, in order.")
    private List<Path> files;

    @Option(names = "--json", description = "One JSON object a line, with the field names of the IANA registry.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ExportDecoder decoder = new ExportDecoder(Elements.installed());
        SflowDecoder sflow = new SflowDecoder();
        RecordPrinter printer = new RecordPrinter(out, json);
        for (Path file : files) {
            try {
                ExportFiles.read(file, (bytes, from, to) -> {
                    if (SflowDecoder.recognises(bytes, from, to)) {
                        sflow.decode(bytes, from, to, printer::sampled);
                    } else {
                        decoder.decode(bytes, from, to, printer);
                    }
                });
            } catch (IOException unreadable) {
                out.flush();
                err.println(file + ": " + unreadable.getMessage());
                return 2;
            }
        }
        out.flush();
        return Math.max(report(decoder.health(), err), report(sflow.health(), err));
    }

    private static int report(ExportHealth health, PrintWriter err) {
        boolean clean = health.malformed() == 0 && health.parked() == 0 && health.parkedDropped() == 0;
        if (!clean) {
            err.println(health.records() + " records of " + health.datagrams() + " datagrams; " + health.malformed()
                    + " malformed (the last: " + (health.lastProblem().isEmpty() ? "none" : health.lastProblem())
                    + "); "
                    + (health.parked() + health.parkedDropped()) + " sets without their template");
        }
        return clean ? 0 : 1;
    }
}
