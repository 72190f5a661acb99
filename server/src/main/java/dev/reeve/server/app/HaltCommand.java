package dev.reeve.server.app;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.orders.OrderBox;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Stops every action at once. It makes the desk safer, so whoever reaches the machine's data folder may do it,
/// without a password that nobody finds in a hurry.
@Command(
        name = "halt",
        description = "Stop every action at once, also of a desk that does not run. Two persons let it go again.",
        mixinStandardHelpOptions = true)
public final class HaltCommand implements Callable<Integer> {
    private static final Actor MACHINE = new Actor(new ActorId("command-line"), Set.of(Role.ANALYST), false);

    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "WHY", description = "Stands in the journal.")
    private String why;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (DeskFromOutside desk = new DeskFromOutside(config.settings())) {
            return say(desk.order(OrderBox.Verb.HALT, Map.of("why", why), MACHINE), spec);
        }
    }

    /// Prints what the desk answered; 1 when it refused.
    static int say(OrderBox.Answer answer, CommandSpec spec) {
        PrintWriter where = answer.accepted()
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
        where.println(answer.accepted() ? answer.text() : "refused: " + answer.text());
        where.flush();
        return answer.accepted() ? 0 : 1;
    }
}
