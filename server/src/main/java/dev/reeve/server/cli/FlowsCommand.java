package dev.reeve.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What flow exporters send, and what detectors make of it, from the command line.
@Command(
        name = "flows",
        description = "Look into what flow exporters send, and try the detectors on made-up traffic.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            FlowsDecodeCommand.class,
            FlowsTopCommand.class,
            FlowsGenerateCommand.class,
            FlowsJudgeCommand.class
        })
public final class FlowsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: flows decode, top, generate or judge.");
    }
}
