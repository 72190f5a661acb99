package dev.reeve.server.app;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.server.orders.OrderBox;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Takes back everything that a policy version or a time did.
@Command(
        name = "revert",
        description = "Take back every action of a policy version or a time, newest first, in batches of ten with two"
                + " minutes between them; strikes become void and the clients are told.",
        mixinStandardHelpOptions = true)
public final class RevertCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Option(
            names = "--policy-version",
            paramLabel = "VERSION",
            description = "What this version decided: its name or its hash.")
    private @Nullable String version;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "What was ordered then or later: 2026-11-01T09:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "And before then.")
    private @Nullable Instant to;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Option(names = "--dry-run", description = "Only show the cases, in the order in which they would be taken back.")
    private boolean dryRun;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who you are at the desk, unless --dry-run; password and code are asked for.")
    private @Nullable String name;

    @Option(
            names = "--why",
            paramLabel = "REASONS",
            description = "What was wrong, unless --dry-run. It goes to the vault, and into each case.")
    private @Nullable String why;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (DeskFromOutside desk = new DeskFromOutside(config.settings())) {
            Selection selection = desk.reverts.selection(version, from, to);
            if (dryRun) {
                show(desk, selection, out);
                return 0;
            }
            if (name == null || why == null || why.isBlank()) {
                throw new IllegalArgumentException("say who you are (--as) and what was wrong (--why), or --dry-run");
            }
            return begin(desk, selection, name, why);
        } catch (IllegalArgumentException unfit) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private int begin(DeskFromOutside desk, Selection selection, String person, String words) {
        Actor by = PersonOption.prove(desk, person);
        Personal reasons = desk.vault.keep(words.strip());
        Map<String, String> details = new TreeMap<>(selection.words());
        details.put("reasons", reasons.ref());
        details.put("commitment", reasons.commitment());
        OrderBox.Answer answer = desk.order(OrderBox.Verb.REVERT, details, by);
        if (!answer.accepted()) {
            desk.vault.erase(reasons.ref());
        }
        return HaltCommand.say(answer, spec);
    }

    private void show(DeskFromOutside desk, Selection selection, PrintWriter out) {
        List<Map<String, Object>> rows =
                desk.reverts.plan(selection).stream().map(id -> row(desk, id)).toList();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(rows));
        } else {
            rows.forEach(r -> out.println(
                    r.get("case") + "\t" + r.get("account") + "\t" + r.get("service") + "\t" + r.get("actions")));
            out.println(rows.size() + " cases would be taken back");
        }
        out.flush();
    }

    private static Map<String, Object> row(DeskFromOutside desk, CaseId id) {
        CaseState state = desk.cases.state(id);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("case", id.value());
        row.put("account", state.opening().account().value());
        row.put("service", state.opening().service().value());
        row.put(
                "actions",
                state.actions().values().stream()
                        .filter(a -> a.status().live())
                        .map(a ->
                                a.ordered().step().word() + " by " + a.ordered().lever() + " at " + a.orderedAt())
                        .toList());
        return row;
    }
}
