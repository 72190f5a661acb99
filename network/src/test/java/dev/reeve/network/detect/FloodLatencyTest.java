package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.Flows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// From the first packet of a flood to the sign, by the records' own clock, whenever within a second it begins.
/// Records are sent twenty times a second.
final class FloodLatencyTest {
    private static final int RECORD_MILLIS = 50;
    private static final double THRESHOLD = Thresholds.DEFAULTS.floodPacketsPerSecond();

    private static Flow record(double times, long from) {
        long packets = Math.round(THRESHOLD * times * RECORD_MILLIS / 1000);
        return Flows.flow(
                Bench.CLIENT, 9, "198.51.100.7", 53, 17, 0, packets, packets * 60, from, from + RECORD_MILLIS - 1);
    }

    private static Flow sample(long at) {
        return Flows.sampled(Flows.flow(Bench.CLIENT, 9, "198.51.100.7", 53, 17, 0, 1, 60, at, at), 1_000);
    }

    private static long millisToVerdict(double times, int beginMillis) {
        Bench bench = new Bench(new FloodDetector());
        for (int i = 0; i < 200; i++) {
            bench.flow(record(times, Flows.START + beginMillis + (long) i * RECORD_MILLIS));
            if (!bench.signs.isEmpty()) {
                return (i + 1L) * RECORD_MILLIS;
            }
        }
        return Long.MAX_VALUE;
    }

    private static long p99(double times) {
        List<Long> all = new ArrayList<>();
        for (int begin = 0; begin < 1_000; begin += 10) {
            all.add(millisToVerdict(times, begin));
        }
        Collections.sort(all);
        return all.get(98);
    }

    @Test
    void aFifthAboveIsKnownWithinThreeSeconds() {
        assertThat(p99(1.2)).isLessThanOrEqualTo(3_000);
    }

    @Test
    void twiceTheThresholdIsKnownWithinASecond() {
        assertThat(p99(2)).isLessThanOrEqualTo(1_000);
    }

    @Test
    void twentyTimesIsKnownWithinThreeTenths() {
        assertThat(p99(20)).isLessThanOrEqualTo(300);
    }

    @Test
    void thePeakIsWithinAFewPercentOfTheTruth() {
        for (double times : new double[] {1.2, 2, 5, 20}) {
            Bench bench = new Bench(new FloodDetector());
            for (int i = 0; i < 160; i++) {
                bench.flow(record(times, Flows.START + 370 + (long) i * RECORD_MILLIS));
            }
            double truth = THRESHOLD * times;
            assertThat(bench.last().numbers().get("packetsPerSecond")).isBetween(truth * 0.95, truth * 1.05);
            assertThat(bench.last().numbers().get("packetsPerSecondOfFive")).isBetween(truth * 0.95, truth * 1.05);
        }
    }

    @Test
    void sampledOneInAThousandItTakesLongerAndSaysHowSureItIs() {
        Bench bench = new Bench(new FloodDetector());
        Random chance = new Random(4);
        for (int i = 0; i < 5_000 && bench.signs.isEmpty(); i++) {
            bench.flow(sample(Flows.START + i * 25L + chance.nextInt(25)));
        }
        assertThat(bench.last().atMillis() - Flows.START).isLessThan(6_000);
        assertThat(bench.last().numbers().get("errorShareOfFive")).isBetween(0.1, 0.25);
    }

    @Test
    void sampledBelowTheThresholdChanceAloneIsNoFlood() {
        Bench bench = new Bench(new FloodDetector());
        Random chance = new Random(6);
        double at = Flows.START;
        for (int i = 0; i < 50_000; i++) {
            // 16,000 packets a second: sixteen samples, by chance more or fewer.
            at -= Math.log(1 - chance.nextDouble()) * 1000 / 16;
            bench.flow(sample((long) at));
        }
        assertThat(bench.signs).isEmpty();
    }
}
