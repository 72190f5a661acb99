package dev.reeve.server.cli;

import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says whether a policy file is right, and if not everything that is wrong with it.
@Command(
        name = "check",
        description = {
            "Check a policy file: its keys, words, ladders and conditions.",
            "Prints FILE:LINE:COLUMN and what to write for all that is wrong."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the file is right", "1:it is not", "2:the command was used wrongly"})
public final class PolicyCheckCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The policy file; when left out policies/acceptable-use.yaml.")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path path = PolicyPath.of(file, System.getenv("REEVE_HOME"));
        return switch (PolicyFile.load(path)) {
            case PolicyFile.Accepted(Policy policy) -> {
                out.println(path + ": " + policy.clauses().size() + " clauses, version " + policy.version()
                        + ", in force from " + policy.effectiveFrom() + ", sha-256 " + policy.hash());
                yield 0;
            }
            case PolicyFile.Refused refused -> Refusals.print(out, refused.errors());
        };
    }
}
