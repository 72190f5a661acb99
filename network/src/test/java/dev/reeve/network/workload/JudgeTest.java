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
        assertThat(row(verdict, "scan", 10).secondsMax()).isLessThanOrEqualTo(7);
        Judge.Verdict flood = judge(0, "synflood=3000/s", 1, 30_000);
        assertThat(row(flood, "synflood", 3_000).secondsMax()).isLessThanOrEqualTo(2);
    }

    @Test
    void aScanOfAThousandASecondIsFoundUnderSamplingToo() {
        Judge.Verdict verdict = judge(0, "scan=1000/sx3", 1_000, 500_000);
        assertThat(row(verdict, "scan", 1_000).found()).isEqualTo(3);
        assertThat(verdict.judged()).isBetween(250L, 1_000L);
    }

    @Test
    void thePageSaysWhatWasFoundAndHowToMakeItAgain() {
        String page = JudgeTable.markdown("./reeve flows judge --seed 4", List.of(judge(50, "scan=10/s", 1, 150_000)));
        assertThat(page)
                .contains(
                        "`./reeve flows judge --seed 4`", "| scan | 10 hosts/s | 1 | 1 | 1.00 |", "## Sampling 1:1\n");
    }

    /// A thousand million flows of 16,384 honest clients, and one of each kind of abuse.
    @Test
    @EnabledIfSystemProperty(named = "reeve.long", matches = "true")
    void aThousandMillionFlows() {
        Judge.Verdict verdict = judge(
                16_384,
                "scan=10/sx20,portscan=10/sx20,udpflood=40000/sx5,synflood=20000/sx2,reflection=5000/sx20",
                1,
                1_000_000_000L);
        System.out.println(JudgeTable.markdown("./reeve test --long", List.of(verdict)));
        assertThat(verdict.made()).isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(verdict.found()).allMatch(row -> row.found() == row.clients());
    }
}
