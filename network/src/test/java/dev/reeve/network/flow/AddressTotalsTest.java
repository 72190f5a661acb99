package dev.reeve.network.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Endpoint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AddressTotalsTest {
    private static final Comparator<AddressTotals.Total> FLOWS = Comparator.comparingLong(AddressTotals.Total::flows);

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
        assertThat(totals.top(flows.size(), FLOWS))
                .hasSize(flows.size())
                .allSatisfy(t -> assertThat(t.flows()).isEqualTo(flows.get(t.address())));
    }

    @Test
    void packetsAndBytesAreScaledByTheSampling() {
        flow(Flows.sampled(
                Flows.flow("203.0.113.1", 1, "198.51.100.1", 2, 17, 0, 3, 300, Flows.START, Flows.START), 10));
        flush();
        assertThat(totals.top(1, FLOWS)).singleElement().satisfies(t -> {
            assertThat(t.packets()).isEqualTo(30);
            assertThat(t.bytes()).isEqualTo(3_000);
        });
    }

    @Test
    void whatOutgrowsItsBitsIsStillCounted() {
        for (String to : List.of("198.51.100.1", "2001:db8::1")) {
            String from = to.contains(":") ? "2001:db8::2" : "203.0.113.1";
            for (int i = 0; i < 5; i++) {
                flow(Flows.sampled(
                        Flows.flow(from, 1, to, 2, 17, 0, 1 << 20, 1L << 30, Flows.START, Flows.START), 4_000));
            }
        }
        flush();
        assertThat(totals.top(4, FLOWS)).hasSize(4).allSatisfy(t -> {
            assertThat(t.flows()).isEqualTo(5);
            assertThat(t.packets()).isEqualTo(5L * 4_000 << 20);
            assertThat(t.bytes()).isEqualTo(5L * 4_000 << 30);
        });
    }

    @Test
    void soIsWhatOutgrowsThemLittleByLittle() {
        for (int i = 0; i < 9_000; i++) {
            flow(Flows.flow(
                    "203.0.113.1", 1, "198.51.100." + i % 7, 2, 17, 0, 60_000, 60_000_000, Flows.START, Flows.START));
        }
        flush();
        assertThat(totals.top(1, FLOWS)).singleElement().satisfies(t -> {
            assertThat(t.address()).hasToString("203.0.113.1");
            assertThat(t.flows()).isEqualTo(9_000);
            assertThat(t.packets()).isEqualTo(9_000 * 60_000L);
            assertThat(t.bytes()).isEqualTo(9_000 * 60_000_000L);
        });
    }

    @Test
    void everyAddressIsItselfAgainWhenItIsUnmixed() {
        for (int address = 0, i = 0; i < 100_000; i++, address += 42_949) {
            assertThat(V4Totals.unmix(V4Totals.mix(address))).isEqualTo(address);
        }
    }

    @Test
    void onlyTheGreatestAreListed() {
        for (int i = 1; i <= 9; i++) {
            flow(Flows.flow("203.0.113." + i, 1, "198.51.100.1", 2, 17, 0, 1, i * 100, Flows.START, Flows.START));
        }
        flush();
        assertThat(totals.top(3, Comparator.comparingLong(AddressTotals.Total::bytes)))
                .extracting(t -> t.address().toString())
                .containsExactly("198.51.100.1", "203.0.113.9", "203.0.113.8");
    }
}
