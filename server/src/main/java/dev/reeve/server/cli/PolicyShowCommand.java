package dev.reeve.server.cli;

import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import dev.reeve.rules.PolicyText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the policy as text: what clients are told and how it is enforced.
@Command(
        name = "show",
        description = "Show a policy as text, with ladders, windows, reasons, strikes and deciders.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:shown", "1:the file is wrong", "2:there is no such clause, or the command was used wrongly"})
public final class PolicyShowCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The policy file; when left out policies/acceptable-use.yaml.")
    private @Nullable Path file;

    @Option(names = "--clause", paramLabel = "ID", description = "Only this clause.")
    private @Nullable String clause;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (PolicyFile.load(PolicyPath.of(file, System.getenv("REEVE_HOME")))) {
            case PolicyFile.Accepted(Policy policy) -> show(out, policy);
            case PolicyFile.Refused refused -> Refusals.print(out, refused.errors());
        };
    }

    private int show(PrintWriter out, Policy policy) {
        if (clause == null) {
            out.print(PolicyText.of(policy));
            out.flush();
            return 0;
        }
        String wanted = clause;
        Optional<Clause> found = policy.clauses().stream()
                .filter(c -> c.id().value().equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("There is no clause \"" + wanted + "\"; write one of "
                            + policy.clauses().stream().map(c -> c.id().value()).collect(Collectors.joining(", ")));
            return 2;
        }
        out.print(PolicyText.of(found.get()));
        out.flush();
        return 0;
    }
}
