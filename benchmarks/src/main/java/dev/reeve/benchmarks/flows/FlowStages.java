package dev.reeve.benchmarks.flows;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientNumbers;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.FlowEngine;
import dev.reeve.network.detect.IntrusionChain;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.DetectionBook;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.flow.AddressTotals;
import dev.reeve.network.flow.AddressTotals.Total;
import dev.reeve.network.flow.FlowBatch;
import dev.reeve.network.flow.FlowBatchSink;
import dev.reeve.network.flow.FlowReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Flows per second of processor time that one thread takes from memory, stage by stage.
final class FlowStages {
    private static final int RUNS = 5;
    private static final int WARM = 3;
    private static final ClientSpace SPACE = ClientSpace.of(List.of(IpPrefix.parse("10.0.0.0/8")));
    private static final int CLIENTS_MAX = 2_000_000;

    private long seen;

    /// @return flows per second of processor time, the median of five runs after three to warm up
    double run(String what, FlowWork work, Supplier<FlowBatchSink> stage) {
        return run(what, work, stage, () -> {});
    }

    /// @param end what belongs to the work once all flows are there
    double run(String what, FlowWork work, Supplier<FlowBatchSink> stage, Runnable end) {
        double[] rates = new double[RUNS];
        for (int run = -WARM; run < RUNS; run++) {
            FlowReader reader = FlowReader.batching(stage.get(), 1);
            ExportDecoder decoder = new ExportDecoder(Elements.installed());
            byte[] template = FlowWork.template();
            decoder.decode(template, 0, template.length, reader);
            long began = processor();
            for (int i = 0; i < work.datagrams(); i++) {
                decoder.decode(work.bytes(), i * FlowWork.LENGTH, (i + 1) * FlowWork.LENGTH, reader);
            }
            reader.flush();
            end.run();
            double seconds = (processor() - began) / 1e9;
            if (decoder.health().records() != work.flows()) {
                throw new IllegalStateException(
                        "of " + work.flows() + " records " + decoder.health().records() + " were decoded: "
                                + decoder.health().lastProblem());
            }
            if (run >= 0) {
                rates[run] = work.flows() / seconds;
            }
        }
        Arrays.sort(rates);
        double median = rates[RUNS / 2];
        System.out.printf(
                "  %-58s %6.1f M flows/s (%.1f to %.1f)%n", what, median / 1e6, rates[0] / 1e6, rates[RUNS - 1] / 1e6);
        return median;
    }

    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    double decode(FlowWork work) {
        return run("decode into columns", work, () -> batch -> {
            for (int row = 0; row < batch.rows(); row++) {
                seen += batch.bytes[row];
            }
        });
    }

    double numbered(FlowWork work) {
        return run("+ client numbers of both ends", work, () -> {
            ClientNumbers numbers = new ClientNumbers(SPACE, CLIENTS_MAX);
            return batch -> number(numbers, batch);
        });
    }

    private void number(ClientNumbers numbers, FlowBatch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            seen += numbers.number(0, batch.sourceLow[row], batch.v6[row]);
            seen += numbers.number(0, batch.targetLow[row], batch.v6[row]);
        }
    }

    double detected(FlowWork work, String what) {
        FlowEngine[] last = new FlowEngine[1];
        long[] said = new long[1];
        double rate = run(what, work, () -> {
            said[0] = 0;
            DetectionBook book = new DetectionBook(SPACE::owns, detection -> said[0]++);
            last[0] = new FlowEngine(
                    FlowEngine.detectors(),
                    FlowEngine.useDetectors(),
                    SPACE,
                    client -> Thresholds.DEFAULTS,
                    CLIENTS_MAX,
                    new IntrusionChain(book));
            return last[0];
        });
        System.out.printf(
                "    %,d MB of state in all, %,d bytes for a client of whom every detector knows something; %d detections%n",
                last[0].stateBytes() >> 20, last[0].clientBytes(), said[0]);
        return rate;
    }

    /// With listing those that have most flows, as nfdump does.
    double totals(FlowWork work) {
        AtomicReference<AddressTotals> last = new AtomicReference<>(new AddressTotals());
        AtomicReference<List<Total>> top = new AtomicReference<>(List.of());
        double rate = run(
                "all addresses, both ends (the work of nfdump -s ip)",
                work,
                () -> {
                    last.set(new AddressTotals());
                    return last.get();
                },
                () -> top.set(last.get().top(1, Comparator.comparingLong(Total::flows))));
        System.out.printf("    %,d addresses; most flows: %s%n", last.get().addresses(), top.get());
        return rate;
    }

    /// What was read, so that reading it isn't left out.
    long seen() {
        return seen;
    }
}
