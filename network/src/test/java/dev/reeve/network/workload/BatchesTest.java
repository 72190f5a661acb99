package dev.reeve.network.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.FlowEngine;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.flow.FlowBatch;
import dev.reeve.network.flow.FlowSink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What comes in batches is judged as what comes flow by flow: an answer counts in the same batch as its question.
final class BatchesTest {
    private static FlowEngine engine(List<Sign> signs) {
        return new FlowEngine(
                FlowEngine.detectors(),
                FlowEngine.useDetectors(),
                ClientSpace.of(Workload.own()),
                client -> Thresholds.DEFAULTS,
                Host.HOSTS_MAX,
                signs::add);
    }

    private static void same(int sampling, String... found) {
        List<Sign> single = new ArrayList<>();
        List<Sign> batched = new ArrayList<>();
        FlowEngine one = engine(single);
        FlowEngine many = engine(batched);
        FlowBatch batch = new FlowBatch();
        FlowSink both = flow -> {
            batch.add(flow);
            if (batch.room() == 0) {
                many.flows(batch);
                batch.clear();
            }
            one.flow(flow);
        };
        String orders =
                "scan=10/s,udpscan=50/s,portscan=10/s,bruteforce=2/s,synflood=1200/s,reflection=2000/s,proxy=2/s";
        new Workload(new Workload.Settings(1, 100, 120, Order.parse(orders), sampling, 1_000))
                .into(both, (at, flows) -> true);
        many.flows(batch);
        assertThat(batched.equals(single))
                .as("as many, and the same, in the same order")
                .isTrue();
        assertThat(batched)
                .extracting(sign -> sign.detector().replaceAll("/.*", ""))
                .contains(found);
    }

    @Test
    void everyDetectorSaysTheSame() {
        same(1, "horizontal-scan", "vertical-scan", "login-flow", "flood", "reflection", "proxy-relay");
    }

    @Test
    void soItDoesOfWhatIsSampled() {
        same(100, "reflection");
    }
}
