package dev.reeve.server.app;

import dev.reeve.core.cases.Actor;
import dev.reeve.server.security.Person;
import dev.reeve.server.settings.SetupException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--as` of commands that only certain persons may give. They prove who they are as at the console:
/// otherwise one person at the machine could be two.
final class PersonOption {
    @Option(
            names = "--as",
            paramLabel = "NAME",
            required = true,
            description = "Who you are at the desk. Password and code are asked for; without a terminal they are read"
                    + " from standard input, one line each.")
    private String name = "";

    /// @throws SetupException when they don't prove it
    Actor prove(DeskFromOutside desk) {
        return prove(desk, name);
    }

    static Actor prove(DeskFromOutside desk, String name) {
        Person person = desk.people().find(name).orElse(null);
        Answers answers = new Answers(System.console());
        String password = answers.ask("Password of " + name + ": ");
        String code = person != null && person.secondFactor() ? answers.ask("Code: ") : "";
        if (!desk.credentials().proves(name, password, code) || person == null) {
            throw new SetupException("name, password or code is wrong");
        }
        return new Actor(person.id(), person.roles(), true);
    }

    private static final class Answers {
        private final @Nullable Console console;
        private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

        Answers(@Nullable Console console) {
            this.console = console;
        }

        String ask(String prompt) {
            try {
                if (console != null && console.isTerminal()) {
                    char[] typed = console.readPassword("%s", prompt);
                    return typed == null ? "" : new String(typed);
                }
                String line = in.readLine();
                return line == null ? "" : line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
