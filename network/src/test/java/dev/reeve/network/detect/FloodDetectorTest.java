package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flows;
import org.junit.jupiter.api.Test;

final class FloodDetectorTest {
    private static final String VICTIM = "198.51.100.7";

    private final Bench bench = new Bench(new FloodDetector());

    /// @param perSecond packets a second, in twenty records each second
    private void udp(double perSecond, int seconds) {
        for (int i = 0; i < seconds * 20; i++) {
            long from = Flows.START + i * 50L;
            long packets = Math.round(perSecond / 20);
            bench.flow(Flows.flow(Bench.CLIENT, 40_000, VICTIM, 53, 17, 0, packets, packets * 200, from, from + 49));
        }
    }

    @Test
    void twiceTheThresholdIsSeenWithinASecond() {
        udp(40_000, 1);
        assertThat(bench.signs).isNotEmpty();
        assertThat(bench.last().facts()).containsEntry("target", VICTIM).containsEntry("attack", "udp-flood");
    }

    @Test
    void aFifthAboveTheThresholdIsSeenWithinThreeSeconds() {
        udp(24_000, 3);
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void whoSendsLittleHasNoSliceUntilItSendsMore() {
        // The tables are made with the first one.
        bench.flow(Flows.flow(Bench.OTHER, 1, VICTIM, 53, 17, 0, 1_000, 60_000, Flows.START, Flows.START + 999));
        long before = bench.engine.stateBytes();
        udp(100, 5);
        assertThat(bench.engine.stateBytes()).isEqualTo(before);
        udp(40_000, 1);
        assertThat(bench.engine.stateBytes()).isEqualTo(before + new FloodDetector().stateBytes());
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void recordsThatComeInDisorderAreNoHidingPlace() {
        for (int i = 0; i < 400; i++) {
            long from = Flows.START + i * 5L + (i % 2) * 2_000;
            bench.flow(Flows.flow(Bench.CLIENT, 40_000, VICTIM, 53, 17, 0, 400, 80_000, from, from));
        }
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void belowTheThresholdIsNothing() {
        udp(18_000, 30);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void thePeakIsThatOfTheSecond() {
        udp(400_000, 4);
        assertThat(bench.last().numbers().get("packetsPerSecond")).isBetween(380_000.0, 420_000.0);
    }

    @Test
    void oneRecordOfALongSteadyTransferIsNoBurst() {
        for (int timeout : new int[] {60, 300, 1800}) {
            Bench fresh = new Bench(new FloodDetector());
            long packets = 2_000L * timeout;
            fresh.flow(Flows.flow(
                    Bench.CLIENT,
                    40_000,
                    VICTIM,
                    5000,
                    17,
                    0,
                    packets,
                    packets * 1000,
                    Flows.START,
                    Flows.START + timeout * 1000L));
            assertThat(fresh.signs).as("active timeout of %d s", timeout).isEmpty();
        }
    }

    @Test
    void aDownloadOverTcpIsNone() {
        long packets = 900_000;
        bench.flow(Flows.flow(
                Bench.CLIENT,
                443,
                VICTIM,
                50_000,
                6,
                0x18,
                packets,
                packets * 1400,
                Flows.START,
                Flows.START + 10_000));
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void whatIsAnsweredIsNone() {
        for (int i = 0; i < 100; i++) {
            long from = Flows.START + i * 50L;
            bench.flow(Flows.flow(VICTIM, 50_000, Bench.CLIENT, 443, 17, 0, 200, 200 * 60, from, from + 49));
            bench.flow(Flows.flow(Bench.CLIENT, 443, VICTIM, 50_000, 17, 0, 2_000, 2_000 * 1300, from, from + 49));
        }
        assertThat(bench.signs).isEmpty();
    }

    /// Samples of single packets, so many milliseconds apart.
    private void sampled(int protocol, int apartMillis, int samples, int everyAnswered) {
        for (int i = 0; i < samples; i++) {
            long at = Flows.START + i * (long) apartMillis;
            int flags = protocol == 6 ? 0x02 : 0;
            bench.flow(Flows.sampled(Flows.flow(Bench.CLIENT, 1, VICTIM, 443, protocol, flags, 1, 44, at, at), 1_000));
            if (everyAnswered > 0 && i % everyAnswered == 0) {
                bench.flow(
                        Flows.sampled(Flows.flow(VICTIM, 443, Bench.CLIENT, 1, protocol, 0x12, 1, 44, at, at), 1_000));
            }
        }
    }

    @Test
    void sampledSynsAFifthAboveTheThresholdAreSeenWithinAMinute() {
        sampled(6, 833, 72, 0);
        assertThat(bench.last().facts()).containsEntry("attack", "syn-flood");
    }

    @Test
    void sampledSynsBelowTheThresholdAreNone() {
        sampled(6, 1_600, 600, 0);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledSynsThatAreAnsweredAreNone() {
        sampled(6, 300, 1_000, 3);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledPacketsOfWhichOneInEightIsAcknowledgedAreNone() {
        sampled(17, 25, 2_000, 8);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledPacketsThatNobodyAnswersAreAFlood() {
        sampled(17, 25, 200, 0);
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void synsWithoutAnswerAreOneFromAThousandASecond() {
        for (int i = 0; i < 40; i++) {
            long from = Flows.START + i * 50L;
            bench.flow(Flows.flow(Bench.CLIENT, 1, VICTIM, 80, 6, 0x02, 100, 100 * 40, from, from + 49));
        }
        assertThat(bench.last().facts()).containsEntry("attack", "syn-flood").containsEntry("targetPort", "80");
    }
}
