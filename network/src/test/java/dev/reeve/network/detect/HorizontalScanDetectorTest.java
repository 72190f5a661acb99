package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.flow.Flows;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class HorizontalScanDetectorTest {
    private static final int SYN = 0x02;
    private static final int ESTABLISHED = 0x1B;

    private final Bench bench = new Bench(new HorizontalScanDetector());

    /// Of a network of its own.
    private static String elsewhere(int number) {
        return "198." + (18 + number / 256) + "." + number % 256 + ".7";
    }

    private static String host(int number) {
        return "198." + (18 + number / 65_536) + "." + number / 256 % 256 + "." + number % 256;
    }

    @Test
    void aScannerOfTenHostsASecondIsFoundWithinFiveSeconds() {
        int tried = 0;
        while (bench.signs.isEmpty() && tried < 200) {
            bench.flow(Flows.tcp(Bench.CLIENT, elsewhere(tried), 22, SYN, Flows.START + tried * 100L));
            tried++;
        }
        assertThat(tried).isLessThanOrEqualTo(50);
        assertThat(bench.last().client().toString()).isEqualTo(Bench.CLIENT);
        assertThat(bench.last().port()).isEqualTo(22);
        assertThat(bench.last().kind().toString()).isEqualTo("connection/port_scan");
        assertThat(bench.last().numbers().get("hosts")).isBetween(36.0, 50.0);
    }

    @Test
    void aScannerThatTouchesWhatIsOpenIsFoundNearlyAsSoon() {
        int tried = 0;
        while (bench.signs.isEmpty() && tried < 200) {
            long at = Flows.START + tried * 100L;
            boolean open = tried % 10 == 9;
            bench.flow(Flows.flow(
                    Bench.CLIENT, 40_000, elsewhere(tried), 22, 6, open ? ESTABLISHED : SYN, open ? 4 : 1, 60, at, at));
            tried++;
        }
        assertThat(tried).isLessThanOrEqualTo(55);
    }

    @Test
    void aSweepOfOneNetworkIsFoundBeforeItsHalf() {
        for (int i = 0; i < 120; i++) {
            bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100." + i, 22, SYN, Flows.START + i * 10L));
        }
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void aDeadNetworkOfWhichSomeHostsAreCalledIsNoScan() {
        for (int i = 0; i < 64; i++) {
            bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100." + i, 443, SYN, Flows.START + i * 80L));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aScanOfOneNetworkOfVersionSixIsFoundBeforeItsHalf() {
        for (int i = 0; i < 120; i++) {
            bench.flow(Flows.tcp("2001:db8:20::a", "2001:db8:99::" + (i + 1), 22, SYN, Flows.START + i * 10L));
        }
        assertThat(bench.signs).isNotEmpty();
    }

    /// As an operating system calls a host that is silent.
    private void calledAgain(int number, long lengthMillis) {
        long at = Flows.START + number * 50L;
        bench.flow(Flows.flow(Bench.CLIENT, 40_000, elsewhere(number), 25, 6, SYN, 3, 180, at - lengthMillis, at));
    }

    @Test
    void whoCallsEverySilentHostAgainRunsAQueue() {
        for (int i = 0; i < 400; i++) {
            calledAgain(i, 3_000);
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void whoSendsThreeProbesAtOnceIsAScanner() {
        for (int i = 0; i < 60; i++) {
            calledAgain(i, 2);
        }
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void aCrawlerHalfOfWhoseContactsFailIsNot() {
        Random chance = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int flags = chance.nextInt(100) < 50 ? SYN : ESTABLISHED;
            long at = Flows.START + i * 50L;
            int packets = flags == SYN ? 1 : 20;
            bench.flow(Flows.flow(Bench.CLIENT, 40_000, elsewhere(i), 443, 6, flags, packets, 60L * packets, at, at));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void theSameHostAgainAndAgainIsNoScan() {
        for (int i = 0; i < 5_000; i++) {
            bench.flow(Flows.tcp(Bench.CLIENT, host(i % 20), 443, SYN, Flows.START + i * 100L));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aResolverWhoseQuestionsAreAnsweredIsNot() {
        for (int i = 0; i < 3_000; i++) {
            long at = Flows.START + i * 20L;
            bench.flow(Flows.flow(Bench.CLIENT, 5353, host(i), 53, 17, 0, 1, 70, at, at));
            bench.flow(Flows.flow(host(i), 53, Bench.CLIENT, 5353, 17, 0, 1, 200, at + 10, at + 10));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aProberOfUdpThatNobodyAnswersIs() {
        for (int i = 0; i < 100; i++) {
            long at = Flows.START + i * 20L;
            bench.flow(Flows.flow(Bench.CLIENT, 40_000, elsewhere(i), 1900, 17, 0, 1, 70, at, at));
        }
        assertThat(bench.signs).isNotEmpty();
        assertThat(bench.last().facts()).containsEntry("protocol", "udp");
    }

    @Test
    void oneInAThousandPacketsStillShowsAThousandHostsASecond() {
        int samples = 0;
        while (bench.signs.isEmpty() && samples < 200) {
            bench.flow(Flows.sampled(
                    Flows.tcp(Bench.CLIENT, host(samples * 997 % 60_000), 23, SYN, Flows.START + samples * 1000L),
                    1000));
            samples++;
        }
        assertThat(samples).as("a sample a second").isLessThanOrEqualTo(12);
    }

    @Test
    void sampledSynsOfAClientThatSendsMoreThanSynsAreNone() {
        Random chance = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            int flags = chance.nextInt(100) < 15 ? SYN : 0x18;
            bench.flow(Flows.sampled(
                    Flows.tcp(Bench.CLIENT, elsewhere(i % 2_000), 443, flags, Flows.START + i * 1000L), 1000));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void sampledFewerOnesMayComeInABurst() {
        Random chance = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            int flags = chance.nextInt(100) < 38 ? SYN : 0x18;
            bench.flow(Flows.sampled(
                    Flows.tcp(Bench.CLIENT, elsewhere(i % 2_000), 25, flags, Flows.START + i * 100L), 10));
        }
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void whatTheNeighbourDoesDoesNotCountAgainstTheClient() {
        for (int i = 0; i < 200; i++) {
            bench.flow(
                    Flows.tcp(i % 2 == 0 ? Bench.CLIENT : Bench.OTHER, host(i % 30), 22, SYN, Flows.START + i * 100L));
        }
        assertThat(bench.signs).isEmpty();
    }

    private void mail(int contacts, int dead, int from, Random chance) {
        for (int i = 0; i < contacts; i++) {
            int flags = chance.nextInt(100) < dead ? SYN : ESTABLISHED;
            bench.flow(Flows.tcp(Bench.CLIENT, elsewhere(from + i), 25, flags, Flows.START + (from + i) * 100L));
        }
    }

    @Test
    void aMailServerWhoseQueueIsMostlyDeadIsNone() {
        mail(300, 8, 0, new Random(7));
        mail(90, 92, 300, new Random(8));
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void aMailServerThatIsTakenOverIsFoundNonetheless() {
        mail(300, 8, 0, new Random(7));
        mail(400, 98, 300, new Random(8));
        assertThat(bench.signs).isNotEmpty();
    }

    @Test
    void aBusyCrawlerThatIsTakenOverIsFoundWithinTheWindow() {
        Random chance = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            int flags = chance.nextInt(100) < 12 ? SYN : ESTABLISHED;
            bench.flow(Flows.tcp(Bench.CLIENT, host(i), 443, flags, Flows.START + i * 80L));
        }
        assertThat(bench.signs).isEmpty();
        int tried = 0;
        while (bench.signs.isEmpty() && tried < 400) {
            bench.flow(
                    Flows.tcp(Bench.CLIENT, elsewhere(20_000 + tried), 443, SYN, Flows.START + 800_000 + tried * 100L));
            tried++;
        }
        assertThat(tried).isLessThan(400);
    }
}
