package dev.reeve.server.app;

import dev.reeve.server.orders.OrderBox;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lets a halted desk go again: the first to ask proposes, another approves.
@Command(
        name = "resume",
        description = "Let a halted desk go again. The first to ask proposes, another person approves; a desk of one"
                + " waits 24 hours between the two.",
        mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Mixin
    private PersonOption person;

    @Parameters(paramLabel = "WHY", description = "Stands in the journal.")
    private String why;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (DeskFromOutside desk = new DeskFromOutside(config.settings())) {
            return HaltCommand.say(desk.order(OrderBox.Verb.RESUME, Map.of("why", why), person.prove(desk)), spec);
        }
    }
}
