package dev.reeve.server.app;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.database.Database;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.security.AdminNotes;
import dev.reeve.server.security.Credentials;
import dev.reeve.server.security.Invitations;
import dev.reeve.server.security.Links;
import dev.reeve.server.security.Passwords;
import dev.reeve.server.security.People;
import dev.reeve.server.security.Person;
import dev.reeve.server.settings.Settings;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks after the persons of the desk, also while it runs.
@Command(
        name = "user",
        description = "Add, list, reset or disable persons of the desk. The desk may be running.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UserCommand.Add.class,
            UserCommand.ListAll.class,
            UserCommand.Reset.class,
            UserCommand.Disable.class
        })
public final class UserCommand implements Callable<Integer> {
    private static final ActorId BY = new ActorId("command-line");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    /// What every subcommand works with.
    private record Parts(Settings settings, People people, Credentials credentials, Invitations invitations) {
        void printLink(PrintWriter out, String name) {
            out.println("Give " + name + " this link; it works once, for 24 hours:");
            out.println("  " + Links.welcome(settings.publicUrl().toString(), invitations.make(name)));
        }
    }

    private interface Work {
        void with(Parts parts, PrintWriter out);
    }

    private static int run(ConfigOption config, CommandSpec spec, Work work) {
        Settings settings = config.settings();
        InstantSource time = InstantSource.system();
        KeyRing keys = KeyRing.openOrCreate(settings.dataDir().resolve("keys"));
        try (Database database = Database.open(settings)) {
            AdminNotes notes = new AdminNotes(database.jdbc(), time);
            work.with(
                    new Parts(
                            settings,
                            new People(database.dataSource(), notes, time),
                            new Credentials(
                                    database.dataSource(),
                                    keys.master(),
                                    new Passwords(keys.master(), Passwords.ROUNDS),
                                    notes,
                                    time),
                            new Invitations(database.jdbc(), time)),
                    spec.commandLine().getOut());
            return 0;
        } catch (IllegalArgumentException refused) {
            spec.commandLine().getErr().println(refused.getMessage());
            return 1;
        }
    }

    @Command(
            name = "add",
            description = "Add a person; prints a link by which they choose a password.",
            mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "What they log in with.")
        private String name;

        @Option(names = "--full-name", paramLabel = "TEXT", description = "Otherwise the same as NAME.")
        private @Nullable String fullName;

        @Option(
                names = "--roles",
                paramLabel = "ROLE",
                split = ",",
                required = true,
                description = "viewer, analyst, senior, counsel, administrator; several with commas.")
        private List<String> roles;

        @Override
        public Integer call() {
            return run(config, spec, (parts, out) -> {
                Set<Role> parsed = roles.stream()
                        .map(String::strip)
                        .map(Role::parse)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
                parts.people.add(name, fullName == null ? name : fullName, parsed, BY);
                parts.printLink(out, name);
            });
        }
    }

    @Command(name = "list", description = "List the persons and their roles.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return run(config, spec, (parts, out) -> parts.people.list().forEach(p -> out.println(line(p))));
        }

        private static String line(Person p) {
            String roles = p.roles().stream().sorted().map(Role::word).collect(Collectors.joining(","));
            return p.name() + "\t" + roles + "\t" + (p.secondFactor() ? "second factor" : "no second factor")
                    + (p.disabled() ? "\tdisabled" : p.hasPassword() ? "" : "\tno password yet") + "\t" + p.fullName();
        }
    }

    @Command(
            name = "reset",
            description = "Take away password and second factor; prints a link to start again.",
            mixinStandardHelpOptions = true)
    static final class Reset implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            return run(config, spec, (parts, out) -> {
                parts.credentials.reset(name, BY);
                parts.printLink(out, name);
            });
        }
    }

    @Command(name = "disable", description = "Shut a person out, at once.", mixinStandardHelpOptions = true)
    static final class Disable implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NAME")
        private String name;

        @Override
        public Integer call() {
            return run(config, spec, (parts, out) -> {
                parts.people.disable(name, BY);
                out.println(name + " is shut out");
            });
        }
    }
}
