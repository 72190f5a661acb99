package dev.reeve.benchmarks.flows;

import dev.reeve.collector.NetworkWatch;
import dev.reeve.collector.UdpCollector;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.Thresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;

/// The whole sensor on a socket: what it takes of what is offered, while sender and sensor share the machine.
final class LiveIngest {
    private LiveIngest() {}

    /// @return the share of the records that was taken
    static double run(FlowWork work, int perSecond) throws IOException, InterruptedException {
        NetworkWatch watch = new NetworkWatch(
                ClientSpace.of(List.of(IpPrefix.parse("10.0.0.0/8"))), Thresholds.DEFAULTS, 1, detection -> {});
        UdpCollector collector = UdpCollector.open("127.0.0.1", 0, List.of("127.0.0.1"), watch, InstantSource.system());
        Thread thread = Thread.ofPlatform().start(() -> run(collector));
        int port = ((InetSocketAddress) collector.address()).getPort();
        // The first time through is for the compiler.
        Loopback.send(work, port, perSecond / 4);
        Thread.sleep(500);
        long warmed = watch.flows();
        long droppedBefore = collector.dropped();
        long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
        double rate = Loopback.send(work, port, perSecond);
        Thread.sleep(500);
        double used = (ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()) - before) / 1e9;
        long taken = watch.flows() - warmed;
        long dropped = collector.dropped() - droppedBefore;
        collector.close();
        thread.join();
        System.out.printf(
                "  Reeve: %,.0f flows/s offered, %.2f %% taken, %.1f M flows/s of processor time, %,d datagrams dropped by the kernel%n",
                rate * FlowWork.RECORDS, 100.0 * taken / work.flows(), taken / used / 1e6, dropped);
        return (double) taken / work.flows();
    }

    private static void run(UdpCollector collector) {
        try {
            collector.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
