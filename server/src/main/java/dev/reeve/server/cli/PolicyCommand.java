package dev.reeve.server.cli;

import dev.reeve.server.app.BacktestCommand;
import dev.reeve.server.app.ShadowCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Everything about policy files from the command line.
@Command(
        name = "policy",
        description = "Check, show and back-test the policy, and run its worked cases.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PolicyCheckCommand.class,
            PolicyShowCommand.class,
            PolicyCasesCommand.class,
            BacktestCommand.class,
            ShadowCommand.class
        })
public final class PolicyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: policy check, show, cases, backtest or shadow.");
    }
}
