package dev.reeve.server.app;

import dev.reeve.server.orders.OrderBox;
import dev.reeve.server.reading.MarkedMessage;
import dev.reeve.server.reading.PlainText;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.RawMessages;
import dev.reeve.server.views.ToConfirm;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// What persons say of reports that were not read surely, from the command line.
@Command(
        name = "doubts",
        description = "Reports that were not read surely: list what waits, look at one, say what it is. Nothing begins"
                + " because of one before. The desk may be running or not.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DoubtsCommand.ListAll.class,
            DoubtsCommand.Show.class,
            DoubtsCommand.Confirm.class,
            DoubtsCommand.Reject.class
        })
public final class DoubtsCommand implements Runnable {
    /// What stands in a message reaches a terminal as ASCII only.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: doubts list, doubts show MESSAGE, doubts confirm MESSAGE, doubts reject MESSAGE.");
    }

    private static Messages.Message find(DeskFromOutside desk, String id, CommandSpec spec) {
        return new Messages(desk.database.jdbc())
                .find(id)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no message " + PlainText.of(id) + "; doubts list names those that wait"));
    }

    @Command(
            name = "list",
            description = "List the messages that wait in open cases, the gravest first. One line for each, with tabs"
                    + " between: message, severity, how surely it was read, when it came, its cases, what it accuses.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Option(names = "--json", description = "Print it as JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (DeskFromOutside desk = new DeskFromOutside(config.settings())) {
                ToConfirm view = new ToConfirm(desk.database.jdbc());
                List<ToConfirm.Waiting> rows = view.list();
                int all = Math.max(view.count(), rows.size());
                if (json) {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("waiting", all);
                    answer.put("messages", rows);
                    out.println(JSON.writeValueAsString(answer));
                } else {
                    rows.forEach(row -> out.println(line(row)));
                    out.println(
                            all == 0
                                    ? "nothing waits to be confirmed"
                                    : all + (all == 1 ? " message waits" : " messages wait") + " to be confirmed"
                                            + (all > rows.size() ? ", these are the first " + rows.size() : ""));
                }
                out.flush();
            }
            return 0;
        }

        private static String line(ToConfirm.Waiting row) {
            int more = row.accused() - 1;
            return String.join(
                    "\t",
                    row.message(),
                    row.severity(),
                    row.percent() + " %",
                    row.receivedAt().toString(),
                    String.join(",", row.cases()),
                    row.kind() + " " + PlainText.of(row.resource()) + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    @Command(
            name = "show",
            description = "Show one message with what was read marked in it, and what it accuses.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Parameters(paramLabel = "MESSAGE", description = "Its name, as in doubts list.")
        private String id;

        @Option(names = "--json", description = "Print it as JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (DeskFromOutside desk = new DeskFromOutside(config.settings())) {
                Messages.Message message = find(desk, id, spec);
                List<Messages.Observation> read = new Messages(desk.database.jdbc())
                        .ofMessage(message.id(), "", 1)
                        .rows();
                Optional<RawMessages.Shown> shown = desk.raw().show(message);
                if (json) {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("message", message);
                    answer.put("notes", desk.raw().notes(message));
                    answer.put("observations", read);
                    answer.put(
                            "marked",
                            shown.map(s -> MarkedMessage.text(s.pieces(), false))
                                    .orElse(null));
                    answer.put("cut", shown.map(RawMessages.Shown::cut).orElse(false));
                    out.println(JSON.writeValueAsString(answer));
                } else {
                    print(message, desk.raw().notes(message), read, shown.orElse(null), out);
                }
                out.flush();
            }
            return 0;
        }

        private static void print(
                Messages.Message message,
                Map<String, String> notes,
                List<Messages.Observation> read,
                RawMessages.@Nullable Shown shown,
                PrintWriter out) {
            out.println("message  " + message.id());
            out.println("came     " + message.receivedAt() + " by " + message.door() + ", from "
                    + PlainText.of(message.reporter()));
            out.println("read as  " + (message.format() == null ? "nothing" : message.format()));
            out.println("doubt    " + doubt(message));
            notes.forEach((name, note) -> out.println("noted    " + PlainText.of(name + ": " + note)));
            read.forEach(o -> out.println("accuses  " + o.kind() + " " + PlainText.of(o.resource()) + " at "
                    + o.seenFrom() + ", " + o.strength() + ", " + holder(o)));
            out.println();
            if (shown == null) {
                out.println("(the message is under seal and is not shown)");
                return;
            }
            out.println(MarkedMessage.text(shown.pieces(), false).stripTrailing());
            if (shown.cut()) {
                out.println("(cut here: its first 20,000 of " + message.size() + " bytes)");
            }
        }

        private static String doubt(Messages.Message message) {
            String surely = message.doubtPercent() + " % certainty";
            return switch (message.doubt()) {
                case null -> "none: it doesn't wait to be confirmed";
                case "open" -> "read with " + surely + "; waits to be confirmed";
                default -> "read with " + surely + "; " + message.doubt() + " by a person";
            };
        }

        private static String holder(Messages.Observation o) {
            return Stream.of(o.attribution(), o.account(), o.caseId())
                    .filter(Objects::nonNull)
                    .reduce((a, b) -> a + " " + b)
                    .orElse("");
        }
    }

    @Command(
            name = "confirm",
            description = "Say that it is a report and accuses what was read. It then goes the way of any report.",
            mixinStandardHelpOptions = true)
    static final class Confirm implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Mixin
        private PersonOption person;

        @Parameters(paramLabel = "MESSAGE", description = "Its name, as in doubts list.")
        private String id;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return say(OrderBox.Verb.CONFIRM, id, config, person, spec);
        }
    }

    @Command(
            name = "reject",
            description =
                    "Say that it is no report, or accuses something else. Nothing is sent, and nothing stands on the"
                            + " client's record. What it accuses instead is marked in the console.",
            mixinStandardHelpOptions = true)
    static final class Reject implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Mixin
        private PersonOption person;

        @Parameters(paramLabel = "MESSAGE", description = "Its name, as in doubts list.")
        private String id;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return say(OrderBox.Verb.REJECT, id, config, person, spec);
        }
    }

    private static int say(OrderBox.Verb verb, String id, ConfigOption config, PersonOption person, CommandSpec spec) {
        try (DeskFromOutside desk = new DeskFromOutside(config.settings())) {
            String message = find(desk, id, spec).id();
            boolean running = desk.journal.hasWriter();
            OrderBox.Answer answer = desk.order(verb, Map.of("message", message), person.prove(desk));
            int code = HaltCommand.say(answer, spec);
            if (answer.accepted() && !running) {
                spec.commandLine().getOut().println("its cases hear of it when the desk runs");
                spec.commandLine().getOut().flush();
            }
            return code;
        }
    }
}
