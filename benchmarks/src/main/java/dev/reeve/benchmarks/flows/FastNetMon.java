package dev.reeve.benchmarks.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// FastNetMon takes the records over loopback, with its settings as Debian ships them but for the port, bans
/// that call no script, and no report to its makers. What it took is what it says itself every second.
final class FastNetMon {
    private static final int PORT = 29_956;
    private static final Pattern TAKEN = Pattern.compile("ipfix_total_packets[^0-9]*([0-9]+)|IPFIX packets[^0-9]*([0-9]+)");

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
        Path statistics = folderOf.resolve("statistics.dat");
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
        String said = Files.exists(statistics) ? Files.readString(statistics) : "";
        Program.stop(process);
        report(work, rate, used, said);
    }

    private static void report(FlowWork work, double rate, double used, String said) {
        Matcher matcher = TAKEN.matcher(said);
        System.out.printf(
                "  FastNetMon: %,.0f flows/s offered, %.2f s of processor time%s%n",
                rate * FlowWork.RECORDS,
                used,
                matcher.find() ? ", took " + matcher.group() : "; what it took it doesn't say: " + said.length());
    }

    private static String settings(String shipped, Path folder) {
        return shipped.replaceAll("(?m)^(netflow|networks_list_path|white_list_path|netflow_port|netflow_host|enable_ban|"
                        + "enable_ban_ipv6|notify_script_path|disable_usage_report|enable_api|interfaces|"
                        + "cli_stats_file_path|cli_stats_ipv6_file_path)\\s*=.*$", "")
                + "\nnetflow = on\nnetflow_port = " + PORT + "\nnetflow_host = 127.0.0.1\nenable_ban = off\n"
                + "enable_ban_ipv6 = off\ndisable_usage_report = on\nenable_api = off\nnetworks_list_path = "
                + folder.resolve("networks") + "\nwhite_list_path = " + folder.resolve("allowed")
                + "\ncli_stats_file_path = " + folder.resolve("statistics.dat") + "\ncli_stats_ipv6_file_path = "
                + folder.resolve("statistics6.dat") + "\n";
    }
}
