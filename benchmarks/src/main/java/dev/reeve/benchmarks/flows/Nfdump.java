package dev.reeve.benchmarks.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// nfcapd takes the records over loopback and stores them; `nfdump -s ip` then adds them up by address.
final class Nfdump {
    private static final int PORT = 29_955;

    /// Slow enough that it stores all of them while both share two cores.
    private static final int PER_SECOND = 25_000;

    private static final Pattern TOTAL = Pattern.compile("Total flows processed: ([0-9]+)");
    private static final Pattern SYSTEM = Pattern.compile("Sys: ([0-9.]+)s");
    private static final Pattern USER = Pattern.compile("User: ([0-9.]+)s");
    private static final Pattern WALL = Pattern.compile("Wall: ([0-9.]+)s");

    private Nfdump() {}

    /// @return flows per second of processor time; none where it is not installed
    static OptionalDouble run(FlowWork work, Path folder) throws IOException, InterruptedException {
        Path nfcapd = Program.find("nfcapd");
        Path nfdump = Program.find("nfdump");
        if (nfcapd == null || nfdump == null) {
            System.out.println("  nfdump is not installed: not run");
            return OptionalDouble.empty();
        }
        Path stored = store(nfcapd, work, folder);
        if (stored == null) {
            System.out.println("  nfcapd stored nothing: not run");
            return OptionalDouble.empty();
        }
        double best = 0;
        for (int run = 0; run < 3; run++) {
            String said =
                    Program.output(folder, List.of(nfdump.toString(), "-r", stored.toString(), "-s", "ip", "-n", "1"));
            double flows = number(TOTAL, said);
            double processor = number(SYSTEM, said) + number(USER, said);
            System.out.printf(
                    "  nfdump -s ip: %,.0f flows (%.1f %% were stored), %.2f M flows/s of processor time, %.2f M/s by the wall%n",
                    flows, 100 * flows / work.flows(), flows / processor / 1e6, flows / number(WALL, said) / 1e6);
            best = Math.max(best, flows / processor);
        }
        return OptionalDouble.of(best);
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("nfdump says what we can't read: " + text);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static @Nullable Path store(Path nfcapd, FlowWork work, Path folder)
            throws IOException, InterruptedException {
        Path flows = Files.createDirectory(folder.resolve("nfcapd"));
        Process process = new ProcessBuilder(
                        nfcapd.toString(),
                        "-b",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(PORT),
                        "-t",
                        "3600",
                        "-B",
                        "4000000",
                        "-w",
                        flows.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nfcapd.log").toFile())
                .start();
        Thread.sleep(500);
        Loopback.send(work, PORT, PER_SECOND);
        Thread.sleep(1_000);
        Program.stop(process);
        try (Stream<Path> files = Files.walk(flows)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.getFileName().toString().startsWith("nfcapd."))
                    .findFirst()
                    .orElse(null);
        }
    }
}
