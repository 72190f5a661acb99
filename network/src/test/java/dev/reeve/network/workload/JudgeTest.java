package dev.reeve.network.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

final class JudgeTest {
    private static Judge.Verdict judge(int clients, String orders, int sampling, long flows) {
        return new Judge(new Workload.Settings(4, clients, 86_400, Order.parse(orders), sampling, 1_000)).judge(flows);
    }

    private static Judge.Found row(Judge.Verdict verdict, String abuse, double perSecond) {
        return verdict.found().stream()
                .filter(row -> row.abuse().equals(abuse) && row.perSecond() == perSecond)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void plainAbuseIsFoundAtOnceByItsDetector() {
        Judge.Verdict verdict = judge(0, "scan=10/sx3,portscan=10/sx3,reflection=5000/sx3", 1, 15_000);
        assertThat(verdict.found()).allMatch(row -> row.found() == row.clients());
        assertThat(row(verdict, "scan", 10).secondsMax()).isLessThanOrEqualTo(5);
        Judge.Verdict flood = judge(0, "synflood=3000/s", 1, 30_000);
        assertThat(row(flood, "synflood", 3_000).secondsMax()).isLessThanOrEqualTo(2);
    }

    @Test
    void aScanOfAThousandASecondIsFoundUnderSamplingToo() {
        Judge.Verdict verdict = judge(0, "scan=1000/sx3", 1_000, 500_000);
        Judge.Found row = row(verdict, "scan", 1_000);
        assertThat(row.found()).isEqualTo(3);
        assertThat(row.secondsMax()).isLessThanOrEqualTo(25);
        assertThat(verdict.judged()).isBetween(250L, 1_000L);
    }

    /// Queues, dead networks and dead domains all begin with the first second, when nobody is known yet.
    @Test
    void nobodyHonestIsAccusedFromTheFirstSecondOn() {
        Judge.Verdict verdict = judge(6_000, "scan=10/sx3", 1, 2_000_000);
        assertThat(verdict.said())
                .allSatisfy(row -> assertThat(row.honest()).as(row.detector()).isEmpty());
    }

    @Test
    void norUnderSampling() {
        Judge.Verdict verdict = judge(1_000, "synflood=2000/sx3", 30, 2_000_000);
        assertThat(verdict.said())
                .allSatisfy(row -> assertThat(row.honest()).as(row.detector()).isEmpty());
    }

    @Test
    void thePageSaysWhatWasFoundAndHowToMakeItAgain() {
        String page = JudgeTable.markdown("./reeve flows judge --seed 4", List.of(judge(50, "scan=10/s", 1, 150_000)));
        assertThat(page)
                .contains(
                        "`./reeve flows judge --seed 4`",
                        "| detector | for | recall 1:1 | precision |",
                        "| horizontal-scan | scan, udpscan | 1.00 | 1.00 |",
                        "| own-scan | – | – | 1.00 |",
                        "| scan | 10 hosts/s | 1 | 1 | 1.00 |",
                        "## Sampling 1:1\n");
    }

    /// A thousand million flows of 16,384 honest clients and of each kind of abuse: all of it is found, and nobody
    /// else.
    @Test
    @EnabledIfSystemProperty(named = "reeve.long", matches = "true")
    void aThousandMillionFlows() {
        Judge.Verdict verdict = judge(
                16_384,
                "scan=10/sx20,udpscan=50/sx5,portscan=10/sx20,bruteforce=2/sx5,udpflood=40000/sx5,synflood=20000/sx2,"
                        + "reflection=5000/sx20,spam=2/sx5,irc=1x5,proxy=2/sx5",
                1,
                1_000_000_000L);
        System.out.println(JudgeTable.markdown("./reeve test --long", List.of(verdict)));
        assertThat(verdict.made()).isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(verdict.found())
                .allSatisfy(row -> assertThat(row.found()).as(row.abuse()).isEqualTo(row.clients()));
        assertThat(row(verdict, "scan", 10).secondsMax()).isLessThanOrEqualTo(5);
        assertThat(verdict.said()).allSatisfy(row -> {
            assertThat(row.honest()).as(row.detector()).isEmpty();
            assertThat(row.precision()).as(row.detector()).isEqualTo(1);
        });
    }
}
