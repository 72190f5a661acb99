package dev.reeve.benchmarks;

import dev.reeve.benchmarks.flows.FlowBench;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the benchmarks that are named, or all: `pure` by JMH; `formats` beside a bare parser of mail; `reports`,
/// `journal` and `pages` on a desk of
/// their own; `flows` beside other programs on the same records.
public final class Bench {
    private static final List<String> ALL = List.of("pure", "formats", "reports", "table", "journal", "pages", "flows");

    private Bench() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("logging.level.root", "error");
        List<String> wanted = args.length == 0 ? ALL : List.of(args);
        if (!ALL.containsAll(wanted)) {
            System.err.println("./reeve bench [WHAT...], where WHAT is one or several of: " + String.join(", ", ALL));
            System.exit(wanted.contains("--help") ? 0 : 2);
        }
        Path home =
                Path.of(System.getProperty("reeve.home", ".")).toAbsolutePath().normalize();
        System.out.println(
                "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        for (String what : wanted) {
            switch (what) {
                case "pure" ->
                    new Runner(new OptionsBuilder()
                                    .include("DecisionBenchmark|ChainBenchmark")
                                    .jvmArgsAppend("-Dreeve.home=" + home, "-XX:+UseSerialGC")
                                    .build())
                            .run();
                case "formats" -> new ReadingSpeed(home).run();
                case "table" -> {
                    try (BenchDesk bench = new BenchDesk(home)) {
                        new DurableReports(bench).table();
                    }
                }
                case "reports" -> {
                    try (BenchDesk bench = new BenchDesk(home)) {
                        new DurableReports(bench).smtp();
                    }
                    try (BenchDesk bench = new BenchDesk(home)) {
                        new DurableReports(bench).http();
                    }
                }
                case "journal" -> {
                    try (BenchDesk bench = new BenchDesk(home)) {
                        new JournalVerification(bench).run();
                    }
                }
                case "pages" -> {
                    try (BenchDesk bench = new BenchDesk(home)) {
                        new Pages(bench).run();
                    }
                }
                case "flows" -> FlowBench.run();
                default -> throw new IllegalArgumentException("there is no benchmark " + what);
            }
        }
        System.exit(0);
    }
}
