package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.flow.Flows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IntrusionChainTest {
    private final List<Sign> signs = new ArrayList<>();
    private final FlowEngine engine = new FlowEngine(
            List.of(new HorizontalScanDetector(), new LoginFlowDetector()),
            List.of(),
            Bench.OWN,
            client -> Thresholds.DEFAULTS,
            100,
            new IntrusionChain(signs::add));

    private void scan() {
        for (int i = 0; i < 120; i++) {
            engine.flow(Flows.tcp(Bench.CLIENT, "198.18." + i / 200 + "." + i % 200, 22, 0x02, Flows.START + i * 100L));
        }
    }

    private void login(long packets, long bytes, int number) {
        long at = Flows.START + 60_000 + number * 3_000L;
        engine.flow(Flows.flow(Bench.CLIENT, 40_000, "198.18.0.9", 22, 6, 0x1B, packets, bytes, at, at + 2_000));
    }

    private List<Sign> chains() {
        return signs.stream()
                .filter(s -> s.kind().toString().equals("connection/intrusion"))
                .toList();
    }

    @Test
    void aScanThenGuessingThenASessionIsAChainAndOnlyASuspicion() {
        scan();
        for (int i = 0; i < 30; i++) {
            login(20, 3_000, i);
        }
        assertThat(chains()).isEmpty();
        login(900, 90_000, 30);
        assertThat(chains()).singleElement().satisfies(s -> {
            assertThat(s.strength()).isEqualTo(Strength.CLAIMED);
            assertThat(s.fromMillis()).isEqualTo(Flows.START);
        });
    }

    @Test
    void guessingWithoutAScanIsNoChain() {
        for (int i = 0; i < 30; i++) {
            login(20, 3_000, i);
        }
        login(900, 90_000, 30);
        assertThat(signs).isNotEmpty();
        assertThat(chains()).isEmpty();
    }

    @Test
    void aSessionWithoutGuessingIsNoChain() {
        scan();
        login(900, 90_000, 1);
        assertThat(chains()).isEmpty();
    }
}
