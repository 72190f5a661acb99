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

    /// A session that came in, with so many bytes, from one host in 198.51.100.0/24.
    private void visit(int host, long bytes, long atMillis) {
        bench.flow(Flows.flow("198.51.100." + host, 40_000, Bench.CLIENT, 25, 6, 0x1B, 14, bytes, atMillis, atMillis));
    }

    @Test
    void whoGetsMailTooIsAMailServer() {
        for (int i = 0; i < 250; i++) {
            long at = Flows.START + i * 100L;
            bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100." + i, 25, 0x1B, at));
            if (i % 5 == 4) {
                visit(i / 5, 6_000, at);
            }
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void guessersAtItsPortMakeNoMailServerOfABot() {
        for (int i = 0; i < 80; i++) {
            long at = Flows.START + i * 1_000L;
            bench.flow(Flows.tcp(Bench.CLIENT, "203.0.112." + i, 25, 0x1B, at));
            visit(i, 900, at);
        }
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void aMailServerThatIsTakenOverIsFoundNonetheless() {
        for (int i = 0; i < 50; i++) {
            visit(i, 6_000, Flows.START + i * 1_000L);
            bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100." + i, 25, 0x1B, Flows.START + i * 1_000L));
        }
        assertThat(bench.signs).isEmpty();
        for (int i = 0; i < 200; i++) {
            bench.flow(Flows.tcp(Bench.CLIENT, "203.0.112." + i, 25, 0x1B, Flows.START + 50_000 + i * 500L));
        }
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void sampledAHandfulOfDozensIsEnough() {
        for (int i = 0; i < 80; i++) {
            bench.flow(Flows.sampled(
                    Flows.tcp(Bench.CLIENT, "198.51.100." + i, 25, 0x18, Flows.START + i * 30_000L), 1_000));
        }
        assertThat(bench.signs).isNotEmpty();
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
