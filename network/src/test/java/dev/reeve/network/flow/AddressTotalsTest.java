package dev.reeve.network.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AddressTotalsTest {
    private final AddressTotals totals = new AddressTotals();
    private final FlowBatch batch = new FlowBatch();

    private void flow(Flow flow) {
        batch.add(flow);
        if (batch.room() == 0) {
            flush();
        }
    }

    private void flush() {
        totals.flows(batch);
        batch.clear();
    }

    @Test
    void everyAddressIsCountedAtBothEndsAndWhateverItsFamily() {
        Random chance = new Random(3);
        Map<Endpoint, Long> flows = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            String source = "10." + chance.nextInt(200) + "." + chance.nextInt(250) + ".7";
            Flow flow = i % 5 == 0
                    ? Flows.tcp("2001:db8::" + Integer.toHexString(chance.nextInt(900)), "::", 80, 0x02, Flows.START)
                    : Flows.tcp(source, "0.0.0.0", 80, 0x02, Flows.START);
            flow(flow);
            flows.merge(flow.source(), 1L, Long::sum);
            flows.merge(flow.target(), 1L, Long::sum);
        }
        flush();
        assertThat(totals.addresses()).isEqualTo(flows.size());
        assertThat(totals.top(flows.size()))
                .hasSize(flows.size())
                .allSatisfy(t -> assertThat(t.flows()).isEqualTo(flows.get(t.address())));
    }

    @Test
    void packetsAndBytesAreScaledByTheSampling() {
        flow(Flows.sampled(
                Flows.flow("203.0.113.1", 1, "198.51.100.1", 2, 17, 0, 3, 300, Flows.START, Flows.START), 10));
        flush();
        assertThat(totals.top(1)).singleElement().satisfies(t -> {
            assertThat(t.packets()).isEqualTo(30);
            assertThat(t.bytes()).isEqualTo(3_000);
        });
    }
}
