package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flows;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ProxyRelayDetectorTest {
    private final Bench bench = new Bench(new ProxyRelayDetector());
    private final Random chance = new Random(9);

    private void in(int number, long up, long down, long at) {
        String asker = "198.51.100." + number % 50;
        bench.flow(Flows.flow(asker, 40_000 + number, Bench.CLIENT, 3128, 6, 0x1B, 10, up, at, at + 400));
        bench.flow(Flows.flow(Bench.CLIENT, 3128, asker, 40_000 + number, 6, 0x1B, 10, down, at, at + 400));
    }

    private void out(String host, int number, long up, long down, long at) {
        bench.flow(Flows.flow(Bench.CLIENT, 50_000 + number, host, 443, 6, 0x1B, 10, up, at, at + 400));
        bench.flow(Flows.flow(host, 443, Bench.CLIENT, 50_000 + number, 6, 0x1B, 10, down, at, at + 400));
    }

    /// Bytes of an answer, from little to much.
    private long answer() {
        return 3_000 + (long) (Math.exp(chance.nextDouble() * 6) * 1_000);
    }

    @Test
    void whatComesInAndGoesOutAlikeToManyPlacesIsARelay() {
        for (int i = 0; i < 2_000; i++) {
            long up = 600 + chance.nextInt(4_000);
            long down = answer();
            long at = Flows.START + i * 500L;
            in(i, up, down, at);
            out("198.18.7." + i % 200, i, up + 90, down + 40, at + 60);
        }
        assertThat(bench.signs).isNotEmpty();
        assertThat(bench.last().kind().toString()).isEqualTo("service/proxy");
        assertThat(bench.last().numbers().get("pairedShare")).isGreaterThan(0.8);
    }

    @Test
    void aReverseProxyWithThreeBackEndsIsNone() {
        for (int i = 0; i < 2_000; i++) {
            long up = 600 + chance.nextInt(4_000);
            long down = answer();
            long at = Flows.START + i * 500L;
            in(i, up, down, at);
            out("198.18.7." + i % 3, i, up, down, at + 60);
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aServerThatAlsoCrawlsIsNone() {
        for (int i = 0; i < 4_000; i++) {
            long at = Flows.START + i * 500L;
            in(i, 600 + chance.nextInt(4_000), answer(), at);
            out("198.18." + i % 250 + ".9", i, 600 + chance.nextInt(4_000), answer(), at + 60);
        }
        assertThat(bench.signs).isEmpty();
    }
}
