package dev.reeve.benchmarks.flows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// FastNetMon takes the records over loopback, with its settings as Debian ships them but for the port, bans
/// that call no script, and no report to its makers. What it took is what it says itself every second.
final class FastNetMon {
    private static final int PORT = 29_956;
    private static final Pattern TAKEN = Pattern.compile("(?m)^fastnetmon_ipfix_total_flows ([0-9]+)");

    /// Where it counts for Prometheus, by default.
    private static final URI COUNTERS = URI.create("http://127.0.0.1:9209/metrics");

    private FastNetMon() {}

    static void run(FlowWork work, int perSecond, Path folder) throws IOException, InterruptedException {
        Path program = Program.find("fastnetmon");
        Path shipped = Path.of("/etc/fastnetmon.conf");
        if (program == null || !Files.isReadable(shipped)) {
            System.out.println("  FastNetMon is not installed: not run");
            return;
        }
        Path folderOf = Files.createTempDirectory(folder, "fastnetmon");
        Path settings = folderOf.resolve("fastnetmon.conf");
        Files.writeString(folderOf.resolve("networks"), "10.0.0.0/16\n");
        Files.writeString(folderOf.resolve("allowed"), "");
        Files.writeString(settings, settings(Files.readString(shipped), folderOf));
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--configuration_file=" + settings,
                        "--log_file=" + folderOf.resolve("log"),
                        "--disable_pid_logic")
                .redirectErrorStream(true)
                .redirectOutput(folderOf.resolve("console").toFile())
                .start();
        Thread.sleep(5_000);
        double before = Program.processorSeconds(process);
        double rate = Loopback.send(work, PORT, perSecond);
        Thread.sleep(3_000);
        double used = Program.processorSeconds(process) - before;
        String said = counters();
        Program.stop(process);
        Matcher matcher = TAKEN.matcher(said);
        double taken = matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
        System.out.printf(
                "  FastNetMon: %,.0f flows/s offered, %.2f %% taken, %.1f M flows/s of processor time%n",
                rate * FlowWork.RECORDS, 100 * taken / work.flows(), taken / used / 1e6);
    }

    private static String counters() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(COUNTERS).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String settings(String shipped, Path folder) {
        return shipped.replaceAll(
                        "(?m)^(netflow|networks_list_path|white_list_path|netflow_port|netflow_host|enable_ban|"
                                + "enable_ban_ipv6|notify_script_path|disable_usage_report|enable_api|interfaces|"
                                + "cli_stats_file_path|cli_stats_ipv6_file_path)\\s*=.*$",
                        "")
                + "\nnetflow = on\nnetflow_port = " + PORT + "\nnetflow_host = 127.0.0.1\nenable_ban = off\n"
                + "enable_ban_ipv6 = off\ndisable_usage_report = on\nenable_api = off\nnetworks_list_path = "
                + folder.resolve("networks") + "\nwhite_list_path = " + folder.resolve("allowed")
                + "\ncli_stats_file_path = " + folder.resolve("statistics.dat") + "\ncli_stats_ipv6_file_path = "
                + folder.resolve("statistics6.dat") + "\n";
    }
}
