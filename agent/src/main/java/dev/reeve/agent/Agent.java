package dev.reeve.agent;

import dev.reeve.actuators.LeverTypes;
import dev.reeve.core.actions.ActuatorType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The command `reeve agent`: reads its levers, opens its socket, and works until it is told to stop.
@Command(
        name = "reeve agent",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The desk's hand on a host: pulls the levers of a file when the desk asks on a Unix socket.",
            "It holds the powers over the machine, so that the desk needs none.",
            ""
        },
        footer = {
            "",
            "How to write the file: docs/how-to/levers.md",
            "Exit codes: 0 in order, 1 not started, 2 wrong usage, 143 stopped by a signal."
        })
public final class Agent implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--levers", paramLabel = "FILE", description = "The file that names and sets the levers.")
    private @Nullable Path levers;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Where the desk connects. Default: ${DEFAULT-VALUE}",
            defaultValue = "/run/reeve/agent.sock")
    private Path socket;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "What levers keep between runs. Default: ${DEFAULT-VALUE}",
            defaultValue = "/var/lib/reeve/agent")
    private Path state;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Also let this group connect; otherwise only our own user may.")
    private @Nullable String group;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Ask for the secret in this file with every call.")
    private @Nullable Path tokenFile;

    @Option(names = "--check", description = "Only read the levers' file, say what is in it, and end.")
    private boolean check;

    @Option(names = "--types", description = "Only list the types of levers and their settings, and end.")
    private boolean types;

    public static void main(String... args) {
        System.exit(new CommandLine(new Agent()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (types) {
            LeverTypes.present().all().values().forEach(type -> describe(type, out));
            return 0;
        }
        if (levers == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--levers is missing; write the file that names the levers");
        }
        try {
            Levers loaded = LeversFile.read(levers, state, InstantSource.system());
            if (check) {
                loaded.all()
                        .forEach((name, lever) -> out.println(name + ": in order, undoable by " + lever.undoableBy()
                                + (lever.leases() ? ", expires by itself" : "")));
                return 0;
            }
            run(loaded, out);
            return 0;
        } catch (LeversFile.WrongFileException | IOException e) {
            spec.commandLine().getErr().println("reeve agent: " + e.getMessage());
            return 1;
        }
    }

    private static void describe(ActuatorType type, PrintWriter out) {
        out.println(type.type() + ": " + type.purpose());
        type.settings().forEach((name, words) -> out.println("  " + name + "  " + words));
    }

    private void run(Levers loaded, PrintWriter out) throws IOException, InterruptedException {
        AgentServer server = new AgentServer(loaded, new AgentSocket(socket, group), Token.of(tokenFile));
        CountDownLatch stopped = new CountDownLatch(1);
        // A signal must wait until running calls have ended: half an action is the worst of outcomes.
        Thread stop = new Thread(
                () -> {
                    server.close();
                    stopped.countDown();
                },
                "agent-stop");
        server.start();
        Runtime.getRuntime().addShutdownHook(stop);
        out.println("reeve agent: " + loaded.all().size() + " levers on " + socket);
        out.flush();
        stopped.await();
    }
}
