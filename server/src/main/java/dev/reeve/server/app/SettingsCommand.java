package dev.reeve.server.app;

import dev.reeve.server.settings.SettingsReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Checks the settings, or shows what holds.
@Command(
        name = "settings",
        description = "Check the settings, or show what holds.",
        mixinStandardHelpOptions = true,
        subcommands = {SettingsCommand.Check.class, SettingsCommand.Show.class})
public final class SettingsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    @Command(name = "check", description = "Say what is wrong, and what to write.", mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Path file = config.file();
            config.settings();
            spec.commandLine()
                    .getOut()
                    .println(file == null ? "no settings file: all defaults" : file + ": nothing wrong");
            return 0;
        }
    }

    @Command(name = "show", description = "Show every setting that holds.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            SettingsReport.lines(config.file(), System.getenv())
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        }
    }
}
