package dev.reeve.benchmarks.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Flows per second: ours from memory, by stage and by the number of clients; then over loopback; then the same
/// records by nfdump and FastNetMon, where they are installed.
public final class FlowBench {
    private static final long SEED = 1;
    private static final int FLOWS = 10_000_000;
    private static final int CLIENTS = 16_384;
    private static final int FEWER_FLOWS = 4_000_000;

    /// Datagrams a second that make 2.9 M flows/s.
    private static final int OFFERED = 100_000;

    private FlowBench() {}

    public static void run() throws IOException, InterruptedException {
        System.out.printf("flows: seed %d, %,d records, %d in each datagram of IPFIX%n", SEED, FLOWS, FlowWork.RECORDS);
        FlowStages stages = new FlowStages();
        FlowWork work = new FlowWork(SEED, FLOWS, CLIENTS);
        System.out.printf("from memory, one thread, flows per second of processor time, %,d clients%n", CLIENTS);
        stages.decode(work);
        stages.numbered(work);
        stages.detected(work, "all detectors");
        double totals = stages.totals(work);
        System.out.println("all detectors, by the number of clients");
        for (int clients : List.of(1_000, 16_384, 131_072, 1_000_000)) {
            stages.detected(new FlowWork(SEED, FEWER_FLOWS, clients), "%,d clients".formatted(clients));
        }
        System.out.println("over loopback, sender on the same machine");
        LiveIngest.run(work, OFFERED);
        Path folder = Files.createTempDirectory("reeve-bench");
        try {
            FastNetMon.run(work, OFFERED, folder);
            OptionalDouble nfdump = Nfdump.run(work, folder);
            nfdump.ifPresent(peer -> System.out.printf(
                    "all addresses: %.1f times nfdump -s ip, both by processor time%n", totals / peer));
        } finally {
            clear(folder);
        }
        System.out.println("(" + stages.seen() + ")");
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
