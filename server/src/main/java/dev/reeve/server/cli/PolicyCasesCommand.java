package dev.reeve.server.cli;

import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import dev.reeve.rules.cases.CaseResult;
import dev.reeve.rules.cases.WorkedCases;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs the worked cases beside a policy.
@Command(
        name = "cases",
        description = "Run the worked cases of a policy: evidence in, decision out, compared with what is written.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every case came out as written",
            "1:one did not, or a file is wrong",
            "2:the command was used wrongly"
        })
public final class PolicyCasesCommand implements Callable<Integer> {
    /// What the shipped policy keeps to: a hit, a miss, an edge.
    private static final int CASES_MIN = 3;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The policy file; when left out policies/acceptable-use.yaml.")
    private @Nullable Path file;

    @Option(
            names = "--cases",
            paramLabel = "FOLDER",
            description = "Folder of worked cases; when left out the folder cases beside the policy.")
    private @Nullable Path folder;

    @Option(names = "--differences", description = "Print only the cases that did not come out as written.")
    private boolean differencesOnly;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path path = PolicyPath.of(file, System.getenv("REEVE_HOME"));
        return switch (PolicyFile.load(path)) {
            case PolicyFile.Refused refused -> Refusals.print(out, refused.errors());
            case PolicyFile.Accepted(Policy policy) -> {
                Path beside = folder == null ? path.resolveSibling("cases") : folder;
                yield switch (WorkedCases.load(beside, policy)) {
                    case WorkedCases.Refused refused -> Refusals.print(out, refused.errors());
                    case WorkedCases.Loaded loaded -> report(out, policy, loaded);
                };
            }
        };
    }

    private int report(PrintWriter out, Policy policy, WorkedCases.Loaded loaded) {
        List<CaseResult> results = loaded.run(policy);
        long different = results.stream().filter(result -> !result.asWritten()).count();
        results.stream()
                .filter(result -> !differencesOnly || !result.asWritten())
                .flatMap(result -> result.lines().stream())
                .forEach(out::println);
        loaded.thin(policy, CASES_MIN)
                .forEach(id -> out.println("note  " + id + ": fewer than " + CASES_MIN
                        + " cases, or none that shows what is not forbidden"));
        out.println(results.size() + " cases, " + policy.clauses().size() + " clauses, " + different
                + (different == 1 ? " difference" : " differences"));
        return different == 0 ? 0 : 1;
    }
}
