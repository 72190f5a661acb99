package dev.reeve.server.app;

import dev.reeve.server.desk.SenderDrift;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.views.DeskStatus.BudgetRow;
import dev.reeve.server.views.DeskStatus.LeverRow;
import dev.reeve.server.views.DeskStatus.Status;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Says how the desk stands: whether it runs, what holds it, how much of its budgets is left.
@Command(
        name = "status",
        description = "Show whether the desk runs, what holds it, open breakers, and how much of its budgets is left.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
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
            Status status = desk.status.status();
            boolean running = desk.journal.hasWriter();
            List<DoorBook.Line> doors = new DoorBook(desk.database.jdbc(), desk.time).list();
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("running", running);
                all.put("status", status);
                all.put("doors", doors);
                out.println(JsonMapper.builder().build().writeValueAsString(all));
            } else {
                print(running, status, out);
                doors.stream()
                        .filter(door -> door.why() != null)
                        .forEach(door -> out.println("door       FAILS " + door.door() + ": " + door.why()));
            }
            out.flush();
        }
        return 0;
    }

    private static void print(boolean running, Status s, PrintWriter out) {
        out.println("desk       " + (running ? "running" : "not running"));
        out.println("actions    " + (s.halted() == null ? "may go out" : "HALTED: " + s.halted()));
        if (s.resumeProposer() != null) {
            out.println("           " + s.resumeProposer() + " asks to let them go again");
        }
        if (s.breakers().isEmpty()) {
            out.println("breakers   none open");
        }
        s.breakers().forEach((name, why) -> out.println("breaker    OPEN " + name + ": " + why));
        out.println(
                "policy     " + (s.policyVersion() == null ? "none" : s.policyVersion() + " since " + s.policyFrom()));
        out.println("inventory  " + (s.inventoryAt() == null ? "never loaded" : s.inventoryAt())
                + (s.inventoryStale() ? " STALE: automatic actions wait" : ""));
        if (s.backlog().messages() > 0) {
            out.println("backlog    " + s.backlog().messages() + " messages wait to be read, "
                    + s.backlog().ofTrusted() + " of trusted reporters, the oldest since "
                    + s.backlog().since());
        }
        for (LeverRow lever : s.levers()) {
            out.println("lever      " + lever.name()
                    + (lever.canary() ? " proved that it can undo" : " NOT PROVED: carries out nothing"));
        }
        for (SenderDrift.Drifting d : s.drifting()) {
            out.println("drift      " + d.sender() + ": " + d.nowPercent() + " % of its last " + d.nowMails()
                    + " mails were read as they used to be, before " + d.pastPercent() + " %; see "
                    + String.join(", ", d.examples()));
        }
        if (s.head() != null) {
            out.println(
                    "journal    entry " + s.head().seq() + ", head " + s.head().hash());
        }
        out.println();
        out.println("budgets left");
        for (BudgetRow b : s.budgets()) {
            out.printf(
                    Locale.ROOT,
                    "  %-16s per %-9s in %-10s %3d of %3d%s%n",
                    b.step(),
                    b.scope(),
                    b.window(),
                    b.left(),
                    b.max(),
                    b.spent() ? "  USED UP" : "");
        }
    }
}
