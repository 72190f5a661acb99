package dev.reeve.server.app;

import dev.reeve.core.backtest.ShadowRow;
import dev.reeve.server.backtest.BacktestText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says what shadow rules would have begun, beside what the live ones did about the same evidence.
@Command(
        name = "shadow",
        description =
                "Compare what shadow rules would have begun with what the live ones did. The desk may be running.",
        mixinStandardHelpOptions = true)
public final class ShadowCommand implements Callable<Integer> {
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
            List<ShadowRow> rows = desk.backtests().shadow();
            if (json) {
                out.println(BacktestText.json(rows));
            } else {
                BacktestText.lines(rows).forEach(out::println);
            }
            out.flush();
        }
        return 0;
    }
}
