package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Strength;
import dev.reeve.network.flow.Flows;
import org.junit.jupiter.api.Test;

final class MailBurstDetectorTest {
    private final Bench bench = new Bench(new MailBurstDetector());

    private void mail(int hosts, int flags) {
        for (int i = 0; i < hosts; i++) {
            bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100." + i, 25, flags, Flows.START + i * 1_000L));
        }
    }

    @Test
    void manyServersWithinTenMinutesAreASuspicion() {
        mail(80, 0x1B);
        assertThat(bench.last().strength()).isEqualTo(Strength.CLAIMED);
        assertThat(bench.last().numbers().get("hosts")).isBetween(40.0, 85.0);
    }

    @Test
    void fewServersAreNone() {
        mail(20, 0x1B);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void connectionsThatNobodyAcceptsAreNoMail() {
        mail(200, 0x02);
        assertThat(bench.signs).isEmpty();
    }
}
