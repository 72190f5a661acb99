package dev.reeve.server.app;

import dev.reeve.server.cli.PolicyPath;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.security.People;
import dev.reeve.server.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Starts the desk and returns once it answers. Only this machine reaches it unless the settings say otherwise.
@Command(
        name = "serve",
        description = "Start the desk (what happens without a command).",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        serve(config.settings(), spec.commandLine().getOut());
        return 0;
    }

    /// As the command without options does.
    public static void serve(PrintWriter out) {
        serve(new ConfigOption().settings(), out);
    }

    private static void serve(Settings settings, PrintWriter out) {
        Path policy = PolicyPath.of(settings.policy(), System.getenv("REEVE_HOME"));
        // Who the persons are is known once the site is up; until then nobody can have asked.
        Alone alone = new Alone();
        // PostgreSQL keeps microseconds: what is recorded and what is read back are the same instants.
        InstantSource time = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
        RunningDesk desk = new RunningDesk(settings, time, LeverShelf.of(settings.levers(), time), policy, alone);
        Site site = open(desk);
        alone.people = site.people();
        out.println("Reeve answers at " + site.url());
        site.firstLink()
                .ifPresent(link -> out.println("Nobody can log in yet. Make the first administrator within 24 hours:"
                        + System.lineSeparator() + "  " + link));
        out.flush();
    }

    /// Whether there is no second person.
    private static final class Alone implements BooleanSupplier {
        private volatile @Nullable People people;

        @Override
        public boolean getAsBoolean() {
            People known = people;
            return known == null || known.deskOfOne();
        }
    }

    private static Site open(RunningDesk desk) {
        try {
            desk.start();
            return Site.open(desk);
        } catch (RuntimeException failed) {
            desk.close();
            throw failed;
        }
    }
}
