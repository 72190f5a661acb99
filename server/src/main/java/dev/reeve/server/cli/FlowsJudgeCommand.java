package dev.reeve.server.cli;

import dev.reeve.network.workload.Judge;
import dev.reeve.network.workload.JudgeTable;
import dev.reeve.network.workload.Order;
import dev.reeve.network.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs all detectors of flows over made-up traffic, and says what they found and whom they accused wrongly.
@Command(
        name = "judge",
        description = "Hold the flow detectors against made-up traffic whose truth is known, and print a table.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it was judged, whatever came out",
            "2:the command was used wrongly, or a file can't be written"
        })
public final class FlowsJudgeCommand implements Callable<Integer> {
    private static final int SECONDS_MAX = 14 * 86_400;

    private static final String EVERY_ABUSE =
            "scan=1/sx5,scan=10/sx5,scan=100/sx5,scan=1000/sx5,slowscan=0.05/sx5,udpscan=50/sx5,portscan=10/sx5,"
                    + "portscan=1000/sx5,bruteforce=0.2/sx5,bruteforce=2/sx5,udpflood=24000/sx5,udpflood=100000/sx5,"
                    + "synflood=1200/sx5,synflood=20000/s,reflection=2000/sx5,reflection=20000/sx5,spam=0.2/sx5,"
                    + "spam=2/sx5,irc=1x5,irc=3x5,proxy=2/sx5,connectscan=1/sx5,connectscan=10/sx5";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same seed, the same traffic.")
    private long seed;

    @Option(
            names = "--flows",
            paramLabel = "N",
            defaultValue = "50000000",
            description = "How many flow records are made for each rate of sampling.")
    private long flows;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "2000", description = "Honest clients.")
    private int clients;

    @Option(
            names = "--sampling",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,100,1000",
            description = "Rates of sampling, each judged for itself.")
    private List<Integer> samplings = List.of();

    @Option(
            names = "--abuse",
            paramLabel = "KIND=RATE/s[xCLIENTS],…",
            description = "As flows generate takes it; when left out, every kind at several rates.")
    private String abuse = EVERY_ABUSE;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write the page there, and not to standard output.")
    private @Nullable Path markdown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Judge.Verdict> verdicts = new ArrayList<>();
        try {
            List<Order> orders = Order.parse(abuse);
            for (int sampling : samplings) {
                verdicts.add(new Judge(new Workload.Settings(seed, clients, SECONDS_MAX, orders, sampling, 1_000))
                        .judge(flows));
            }
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
        String command = "./reeve flows judge --seed " + seed + " --flows " + flows + " --clients " + clients
                + " --sampling " + samplings.stream().map(String::valueOf).collect(Collectors.joining(","))
                + (abuse.equals(EVERY_ABUSE) ? "" : " --abuse " + abuse);
        String page = JudgeTable.markdown(command, verdicts);
        if (markdown == null) {
            spec.commandLine().getOut().print(page);
            spec.commandLine().getOut().flush();
            return 0;
        }
        try {
            Files.writeString(markdown, page);
        } catch (IOException unwritable) {
            spec.commandLine().getErr().println(unwritable.getMessage());
            return 2;
        }
        return 0;
    }
}
