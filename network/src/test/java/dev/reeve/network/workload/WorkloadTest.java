package dev.reeve.network.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowReader;
import dev.reeve.network.flow.FlowSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WorkloadTest {
    private static Workload workload(long seed, int seconds, int sampling, String orders) {
        return new Workload(new Workload.Settings(
                seed, 200, seconds, orders.isEmpty() ? List.of() : Order.parse(orders), sampling, 1_000));
    }

    private static String text(Flow f) {
        return f.source() + ":" + f.sourcePort + ">" + f.target() + ":" + f.targetPort + " " + f.protocol + " "
                + f.flags + " " + f.samples + " " + Math.round(f.bytes) + " " + f.fromMillis + "-" + f.toMillis + " 1:"
                + f.sampling;
    }

    private static long fingerprint(long seed) {
        long[] sum = {0};
        workload(seed, 5, 1, "scan=10/s")
                .into(flow -> sum[0] = Dice.mix(sum[0] ^ text(flow).hashCode()), (a, f) -> true);
        return sum[0];
    }

    @Test
    void theSameSeedMakesTheSameTraffic() {
        assertThat(fingerprint(1)).isEqualTo(fingerprint(1)).isNotEqualTo(fingerprint(2));
    }

    @Test
    void everyKindIsThereAndEveryFlowIsAClients() {
        Workload workload = workload(3, 60, 1, "scan=10/s,irc=1x2");
        Set<String> kinds = new HashSet<>();
        workload.labels().forEach(label -> kinds.add(label.kind()));
        assertThat(kinds).containsAll(Workload.honestKinds()).contains("scan", "irc");
        assertThat(workload.labels())
                .hasSize(203)
                .filteredOn(label -> !label.honest())
                .hasSize(3);
        Set<String> seen = new HashSet<>();
        int[] odd = {0};
        Workload.Run run = workload.into(
                flow -> {
                    boolean outbound = Workload.isOwn(flow.source());
                    boolean oneEnd = outbound ^ Workload.isOwn(flow.target());
                    odd[0] += oneEnd && flow.fromMillis <= flow.toMillis && flow.packets > 0 ? 0 : 1;
                    seen.add(String.valueOf(outbound ? flow.source() : flow.target()));
                },
                (at, flows) -> true);
        assertThat(odd[0]).isZero();
        assertThat(run.made()).isEqualTo(run.said()).isGreaterThan(10_000);
        assertThat(seen).as("most clients do something within a minute").hasSizeGreaterThan(150);
    }

    private static double packets(int sampling) {
        double[] packets = {0};
        workload(5, 40, sampling, "").into(flow -> packets[0] += flow.packets, (at, flows) -> true);
        return packets[0];
    }

    @Test
    void samplingKeepsTheVolumeInTheMean() {
        assertThat(packets(100) / packets(1)).isBetween(0.9, 1.1);
    }

    @Test
    void aSampledSynOfAnAnswerIsNeverBare() {
        int[] answers = {0, 0};
        workload(5, 300, 50, "")
                .into(
                        flow -> {
                            boolean answer =
                                    Workload.isOwn(flow.source()) && flow.sourcePort == 443 && flow.protocol == 6;
                            boolean bare = (flow.flags & (Emitter.SYN | Emitter.ACK)) == Emitter.SYN;
                            answers[0] += answer ? 1 : 0;
                            answers[1] += answer && bare ? 1 : 0;
                        },
                        (at, flows) -> true);
        assertThat(answers[0]).isGreaterThan(1_000);
        assertThat(answers[1]).isZero();
    }

    @Test
    void whatIsWrittenIsReadBackAsItWas() throws IOException {
        List<String> made = new ArrayList<>();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (IpfixWriter writer = new IpfixWriter(file, 10)) {
            FlowSink both = flow -> {
                made.add(text(flow));
                writer.flow(flow);
            };
            workload(9, 10, 10, "scan=100/s").into(both, (at, flows) -> true);
        }
        List<String> read = new ArrayList<>();
        ExportDecoder decoder = new ExportDecoder(Elements.installed());
        FlowReader reader = new FlowReader(flow -> read.add(text(flow)), 1);
        ByteBuffer pcap = ByteBuffer.wrap(file.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int at = 24;
        while (at < pcap.limit()) {
            int length = pcap.getInt(at + 8);
            decoder.decode(pcap.array(), at + 16 + 28, at + 16 + length, reader);
            at += 16 + length;
        }
        assertThat(decoder.health().malformed()).isZero();
        assertThat(decoder.health().lost()).isZero();
        assertThat(read).hasSizeGreaterThan(500).isEqualTo(made);
    }

    @Test
    void ordersAreReadOrNamedForWhatIsWrong() {
        assertThat(Order.parse("scan=10/s,irc=2x5,spam=0.5/sx3"))
                .containsExactly(new Order("scan", 10, 1), new Order("irc", 2, 5), new Order("spam", 0.5, 3));
        assertThatThrownBy(() -> Order.parse("scam=1/s")).hasMessageContaining("these are: scan, portscan");
        assertThatThrownBy(() -> Order.parse("scan")).hasMessageContaining("scan=10/s");
        assertThatThrownBy(() -> Order.parse("scan=0/s")).hasMessageContaining("above zero");
    }
}
