package dev.reeve.server.cli;

import dev.reeve.core.policy.Policy;
import dev.reeve.core.simulation.Simulation;
import dev.reeve.core.simulation.SimulationReport;
import dev.reeve.core.simulation.Vocation;
import dev.reeve.rules.PolicyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

/// Lets a made-up host live under a policy, so that an operator can judge it before using it.
@Command(
        name = "simulate",
        description = {
            "Let a made-up host live under a policy, in virtual time.",
            "Clients, reporters, panels, mail and clocks go wrong as they do; the desk is the real one.",
            "The same seed tells the same story."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no invariant was broken",
            "1:the policy file is not right",
            "2:the command was used wrongly",
            "3:an invariant was broken: please report the seed"
        })
public final class SimulateCommand implements Callable<Integer> {
    static final int BROKEN = 3;
    private static final int YEARS_MAX = 20;
    private static final int CLIENTS_MAX = 5_000;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another seed is another world.")
    private long seed;

    @Option(names = "--years", paramLabel = "Y", defaultValue = "1", description = "How long; 0.25 is a quarter.")
    private double years;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "120", description = "How many clients the host has.")
    private int clients;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy file; when left out policies/acceptable-use.yaml.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print the summary as JSON, without the story.")
    private boolean json;

    @Option(names = "--quiet", description = "Print the summary only.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!(years > 0 && years <= YEARS_MAX)) {
            throw new ParameterException(spec.commandLine(), "--years is more than 0 and at most " + YEARS_MAX);
        }
        if (clients < 2 || clients > CLIENTS_MAX) {
            throw new ParameterException(spec.commandLine(), "--clients is 2 to " + CLIENTS_MAX);
        }
        PrintWriter out = spec.commandLine().getOut();
        Path path = PolicyPath.of(file, System.getenv("REEVE_HOME"));
        return switch (PolicyFile.load(path)) {
            case PolicyFile.Refused refused -> Refusals.print(out, refused.errors());
            case PolicyFile.Accepted(Policy policy) -> run(out, policy);
        };
    }

    private int run(PrintWriter out, Policy policy) {
        List<Vocation> vocations = PolicyVocations.of(policy);
        if (vocations.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "the policy names no kind of observation: nothing happens");
        }
        Duration length = Duration.ofHours(Math.max(24, Math.round(years * 365 * 24)));
        SimulationReport report =
                Simulation.run(Simulation.setup(seed, length, clients, policy, vocations, !quiet && !json));
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(values(policy, report)));
        } else {
            report.story().forEach(out::println);
            report.summary().forEach(out::println);
        }
        out.flush();
        return report.violations().isEmpty() ? 0 : BROKEN;
    }

    private static Map<String, Object> values(Policy policy, SimulationReport report) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("policy", policy.version());
        values.put("policyHash", policy.hash());
        values.put("seed", report.seed());
        values.put("days", report.days());
        values.put("clients", report.clients());
        values.put("cases", report.cases());
        values.put("caseDays", Math.round(report.caseDays()));
        values.put("actions", new java.util.TreeMap<>(report.actions()));
        values.put("reversals", report.reversals());
        values.put("terminations", report.terminations());
        values.put("harmByAbuse", Math.round(report.harmByAbuse()));
        values.put("harmToInnocent", Math.round(report.harmToInnocent()));
        values.put("events", report.coverage().eventCounts());
        values.put("faults", report.coverage().faultCounts());
        values.put(
                "violations",
                report.violations().stream()
                        .map(SimulationReport.Violation::text)
                        .toList());
        values.put("fingerprint", report.fingerprint());
        return values;
    }
}
