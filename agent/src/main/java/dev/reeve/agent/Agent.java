package dev.reeve.agent;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The command `reeve agent`. A new subcommand is one file and one line in the list below.
@Command(
        name = "reeve agent",
        description = "The desk's hand on a host.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HelpCommand.class,
        })
public final class Agent {

    private Agent() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new Agent()).execute(args));
    }
}
