package dev.reeve.server;

import dev.reeve.server.app.AuditCommand;
import dev.reeve.server.app.BackupCommand;
import dev.reeve.server.app.CaseCommandLine;
import dev.reeve.server.app.DemoCommand;
import dev.reeve.server.app.DoubtsCommand;
import dev.reeve.server.app.HaltCommand;
import dev.reeve.server.app.HoldingsCommand;
import dev.reeve.server.app.ImportCommand;
import dev.reeve.server.app.JournalCommand;
import dev.reeve.server.app.ResumeCommand;
import dev.reeve.server.app.RevertCommand;
import dev.reeve.server.app.ServeCommand;
import dev.reeve.server.app.SettingsCommand;
import dev.reeve.server.app.StatusCommand;
import dev.reeve.server.app.UserCommand;
import dev.reeve.server.app.VersionCommand;
import dev.reeve.server.app.WatchCommand;
import dev.reeve.server.cli.FlowsCommand;
import dev.reeve.server.cli.PolicyCommand;
import dev.reeve.server.cli.ReadCommand;
import dev.reeve.server.cli.SimulateCommand;
import dev.reeve.server.settings.SetupException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `reeve`. A new subcommand is one file and one line in the list below; without any, it serves.
@Command(
        name = "reeve",
        description = "An abuse desk for web hosts.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            FlowsCommand.class,
            CaseCommandLine.class,
            DoubtsCommand.class,
            BackupCommand.class,
            BackupCommand.Back.class,
            AuditCommand.class,
            PolicyCommand.class,
            ReadCommand.class,
            HoldingsCommand.class,
            ImportCommand.class,
            JournalCommand.class,
            SettingsCommand.class,
            SimulateCommand.class,
            StatusCommand.class,
            HaltCommand.class,
            ResumeCommand.class,
            RevertCommand.class,
            UserCommand.class,
            VersionCommand.class,
            WatchCommand.class,
            HelpCommand.class,
        })
public final class Reeve implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return commandLine().setOut(out).setErr(err);
    }

    /// What only the operator can put right is said in one line, not in a stack trace.
    private static CommandLine commandLine() {
        return new CommandLine(new Reeve()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof SetupException setup) {
                command.getErr().println(setup.getMessage());
                return SetupException.EXIT_CODE;
            }
            throw failure;
        });
    }

    /// Serving leaves threads behind that keep the process alive, so only a failure ends it here.
    public static void main(String... args) {
        int exitCode = commandLine().execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() {
        ServeCommand.serve(spec.commandLine().getOut());
        return 0;
    }
}
