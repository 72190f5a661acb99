package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flows;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SlowScanDetectorTest {
    private static final int SYN = 0x02;
    private static final int ESTABLISHED = 0x1B;
    private static final long TWO_MINUTES = 120_000;

    private final Bench bench = new Bench(new SlowScanDetector());

    private void contact(int number, String host, int flags) {
        bench.flow(Flows.tcp(Bench.CLIENT, host, 443, flags, Flows.START + number * TWO_MINUTES));
    }

    @Test
    void thirtyHostsAnHourAreFoundWithinTheDay() {
        for (int i = 0; i < 400; i++) {
            contact(i, "198." + i % 50 + "." + i / 50 + ".7", SYN);
        }
        assertThat(bench.signs).isNotEmpty();
        assertThat(bench.last().facts()).containsEntry("scan", "slow");
        assertThat(bench.signs.get(0).numbers().get("hosts")).isBetween(160.0, 185.0);
        assertThat(bench.last().numbers().get("hostsPerHour")).isBetween(25.0, 35.0);
    }

    @Test
    void aCrawlerWhoseContactsFailNowAndThenIsNone() {
        Random chance = new Random(5);
        for (int i = 0; i < 700; i++) {
            boolean fails = chance.nextInt(100) < 40;
            contact(i, "198." + i % 50 + "." + i / 50 + ".7", fails ? SYN : ESTABLISHED);
        }
        assertThat(bench.signs).isEmpty();
    }

    /// A host in a thousand networks of one provider, each called again, as systems do.
    private int found(int hosts, int openAtFirst) {
        for (int i = 0; i < hosts && bench.signs.isEmpty(); i++) {
            String host = "2001:db8:99:" + Integer.toHexString(i) + "::7";
            int flags = i < openAtFirst * 10 && i % 10 == 9 ? ESTABLISHED : SYN;
            long at = Flows.START + i * 1_000L;
            bench.flow(Flows.flow("2001:db8:20::a", 40_000, host, 22, 6, flags, 3, 180, at, at + 3_000));
        }
        return bench.signs.isEmpty()
                ? -1
                : (int) Math.round(bench.signs.get(0).numbers().get("hosts"));
    }

    @Test
    void oneNetworkOfVersionSixIsFoundOnceItCanBeNoDeadOne() {
        assertThat(found(900, 0)).isEqualTo(-1);
        assertThat(found(1_500, 0)).isBetween(1_000, 1_100);
    }

    @Test
    void whoMeetsManyOpenOnesAtFirstIsFoundThoughTheMapOfHostsIsFull() {
        assertThat(found(4_000, 60)).isBetween(1_000, 4_000);
    }

    @Test
    void aDeadNetworkIsNone() {
        for (int i = 0; i < 600; i++) {
            contact(i, "198.51.100." + i % 250, SYN);
            contact(i, "198.51.101." + i % 250, SYN);
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aMailServerEightyFiveInAHundredOfWhoseQueueAreDeadIsNone() {
        Random chance = new Random(9);
        for (int i = 0; i < 600; i++) {
            boolean fails = chance.nextInt(100) < 85;
            contact(i, "198." + i % 50 + "." + i / 50 + ".7", fails ? SYN : ESTABLISHED);
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledPortsOfOneHostAreAScanToo() {
        int samples = 0;
        while (bench.signs.isEmpty() && samples < 100) {
            long at = Flows.START + samples * 1_000L;
            bench.flow(Flows.sampled(Flows.tcp(Bench.CLIENT, "198.51.100.7", 100 + samples * 31, SYN, at), 1_000));
            samples++;
        }
        assertThat(samples).isLessThanOrEqualTo(20);
    }

    private int hoursUntilFound(int sampling) {
        Random chance = new Random(11);
        for (int probe = 0; probe < 24 * 180; probe++) {
            long at = Flows.START + probe * 20_000L;
            if (chance.nextInt(sampling) == 0) {
                String host = "198." + probe % 50 + "." + probe / 50 % 250 + ".7";
                bench.flow(Flows.sampled(Flows.tcp(Bench.CLIENT, host, 22, SYN, at), sampling));
            }
            if (!bench.signs.isEmpty()) {
                return probe / 180;
            }
        }
        return -1;
    }

    @Test
    void threeProbesAMinuteAreFoundInHoursAtOneInAHundredAndNotWithinADayAtOneInAThousand() {
        assertThat(hoursUntilFound(100)).isBetween(5, 13);
        assertThat(new SlowScanDetectorTest().hoursUntilFound(1_000)).isEqualTo(-1);
    }

    @Test
    void oneDeadServiceIsNoScanHoweverManySamples() {
        for (int i = 0; i < 500; i++) {
            bench.flow(Flows.sampled(Flows.tcp(Bench.CLIENT, "198.51.100.7", 5_432, SYN, Flows.START + i * 50L), 100));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aPeerToPeerHostFourOfFiveOfWhosePeersAreGoneIsNone() {
        Random chance = new Random(6);
        for (int i = 0; i < 3_000; i++) {
            boolean fails = chance.nextInt(100) < 80;
            bench.flow(Flows.tcp(
                    Bench.CLIENT,
                    "198." + i % 50 + "." + i / 50 + ".7",
                    6_881,
                    fails ? SYN : ESTABLISHED,
                    Flows.START + i * 20_000L));
        }
        assertThat(bench.signs).isEmpty();
    }
}
