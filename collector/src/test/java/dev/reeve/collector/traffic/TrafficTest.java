package dev.reeve.collector.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.flow.Flow;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TrafficTest {
    private static final long START = 1_767_225_600_000L;

    private final Traffic traffic = new Traffic(e -> e.low() >>> 8 == 0xCB0071L, 3);

    private static Endpoint client(int last) {
        return new Endpoint(0, 0xCB007100L + last, false);
    }

    private void flow(Endpoint source, Endpoint target, long from, long to, double bytes) {
        Flow flow = new Flow();
        flow.sourceLow = source.low();
        flow.targetLow = target.low();
        flow.fromMillis = from;
        flow.toMillis = to;
        flow.bytes = bytes;
        flow.packets = bytes / 100;
        traffic.flow(flow);
    }

    private static final Endpoint ELSEWHERE = new Endpoint(0, 0xC6120001L, false);

    @Test
    void halfAnHourInOneRecordIsNoPeak() {
        flow(client(1), ELSEWHERE, START, START + 1_800_000, 1_800_000);
        Traffic.Plot plot =
                traffic.plot(client(1), START, START + 1_800_000, true).orElseThrow();
        assertThat(plot.bitsOut()).hasSize(181);
        assertThat(Arrays.stream(plot.bitsOut()).limit(180)).allMatch(bits -> Math.abs(bits - 8_000) < 1);
        assertThat(Arrays.stream(plot.bitsIn())).allMatch(bits -> bits == 0);
    }

    @Test
    void whatOneSendsAnotherGets() {
        flow(client(1), client(2), START, START, 1_000);
        assertThat(traffic.plot(client(1), START, START, true).orElseThrow().packetsOut())
                .containsExactly(1);
        assertThat(traffic.plot(client(2), START, START, true).orElseThrow().packetsIn())
                .containsExactly(1);
        assertThat(traffic.plot(ELSEWHERE, START, START, true)).isEmpty();
    }

    @Test
    void whatIsOldFallsOutAndIsNotMistakenForNew() {
        flow(client(1), ELSEWHERE, START, START, 1_000);
        flow(client(1), ELSEWHERE, START + 3_600_000, START + 3_600_000, 2_000);
        Traffic.Plot plot =
                traffic.plot(client(1), START, START + 3_600_000, true).orElseThrow();
        assertThat(plot.bitsOut()).hasSize(360).endsWith(1_600).startsWith(0);
        flow(client(1), ELSEWHERE, START, START, 9_000);
        assertThat(Arrays.stream(traffic.plot(client(1), START, START + 3_600_000, true)
                                .orElseThrow()
                                .bitsOut())
                        .sum())
                .isEqualTo(1_600);
        assertThat(Arrays.stream(traffic.plot(client(1), START, START + 3_600_000, false)
                                .orElseThrow()
                                .bitsOut())
                        .sum())
                .as("the coarse curve still has both")
                .isGreaterThan(100);
    }

    @Test
    void theQuietestMakesRoom() {
        for (int i = 1; i <= 4; i++) {
            flow(client(i), ELSEWHERE, START + i * 2_000, START + i * 2_000, 1_000 * i);
        }
        assertThat(traffic.addresses()).isEqualTo(3);
        assertThat(traffic.plot(client(1), START, START, true)).isEmpty();
        assertThat(traffic.busiest(2)).extracting(Traffic.Rate::address).containsExactly(client(4), client(3));
    }
}
