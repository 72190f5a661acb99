package dev.reeve.server.app;

import dev.reeve.core.backtest.BacktestReport;
import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.backtest.BacktestText;
import dev.reeve.server.cli.Refusals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Plays the record through another policy and says for whom it would have been otherwise.
@Command(
        name = "backtest",
        description = {
            "Play recorded evidence and recorded answers through the policy in force and through another one, and name who"
                    + " would newly be noticed, restricted, suspended or terminated, and who would be spared.",
            "The back-test is put on record: a new rule goes live only with one. The desk may be running."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done, whatever it found", "1:the file is not right, or there is no history", "2:wrong use"})
public final class BacktestCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "NEW.yaml", description = "The policy file to test.")
    private Path file;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Compare what came in then or later (the first evidence).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "And before then (the end of the record).")
    private @Nullable Instant to;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (PolicyFile.load(file)) {
            case PolicyFile.Refused refused -> Refusals.print(out, refused.errors());
            case PolicyFile.Accepted(Policy fresh) -> run(fresh, out);
        };
    }

    private int run(Policy fresh, PrintWriter out) {
        try (DeskFromOutside desk = new DeskFromOutside(config.settings())) {
            BacktestReport report = desk.backtest(fresh, from, to);
            if (json) {
                out.println(BacktestText.json(report));
            } else {
                BacktestText.lines(report).forEach(out::println);
            }
            out.flush();
            return 0;
        } catch (IllegalArgumentException unfit) {
            spec.commandLine().getErr().println(unfit.getMessage());
            return 1;
        }
    }
}
