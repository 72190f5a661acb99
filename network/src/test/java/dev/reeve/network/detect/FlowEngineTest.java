package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.AddressSet;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.Flows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FlowEngineTest {
    /// A mixture of a scanner, a guesser, a flood and honest traffic.
    private static List<Flow> traffic() {
        Random chance = new Random(3);
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            long at = Flows.START + i * 40L;
            flows.add(Flows.tcp("203.0.113.10", "198.18." + i / 250 + "." + i % 250, 22, 0x02, at));
            flows.add(Flows.flow("203.0.113.12", 1, "198.51.100.7", 22, 6, 0x1B, 20, 3_000, at, at + 30));
            flows.add(Flows.flow("203.0.113.13", 1, "198.51.100.8", 80, 17, 0, 3_000, 300_000, at, at + 39));
            int flags = chance.nextInt(10) == 0 ? 0x02 : 0x1B;
            flows.add(Flows.tcp(
                    "203.0.113.11", "198.19." + chance.nextInt(200) + "." + chance.nextInt(250), 443, flags, at));
        }
        return flows;
    }

    private static List<Sign> of(List<Sign> signs, String client) {
        return signs.stream().filter(s -> s.client().toString().equals(client)).toList();
    }

    @Test
    void splittingByClientAndMovingTheStateMidWayChangesNoSign() {
        Bench whole = new Bench(FlowEngine.detectors());
        traffic().forEach(whole::flow);
        for (String client : List.of("203.0.113.10", "203.0.113.11", "203.0.113.12", "203.0.113.13")) {
            List<Flow> own = traffic().stream()
                    .filter(f -> f.source().toString().equals(client))
                    .toList();
            Bench first = new Bench(FlowEngine.detectors());
            own.subList(0, own.size() / 2).forEach(first::flow);
            Bench second = new Bench(FlowEngine.detectors());
            Endpoint endpoint = own.get(0).source();
            second.engine.restore(endpoint, first.engine.state(endpoint));
            own.subList(own.size() / 2, own.size()).forEach(second::flow);
            List<Sign> split = new ArrayList<>(first.signs);
            split.addAll(second.signs);
            assertThat(split).as(client).isEqualTo(of(whole.signs, client));
        }
        assertThat(of(whole.signs, "203.0.113.11")).as("the honest one").isEmpty();
        assertThat(of(whole.signs, "203.0.113.10")).isNotEmpty();
        assertThat(of(whole.signs, "203.0.113.12")).isNotEmpty();
        assertThat(of(whole.signs, "203.0.113.13")).isNotEmpty();
    }

    @Test
    void whatConcernsNoClientIsCountedAndPassedOver() {
        Bench bench = new Bench(FlowEngine.detectors());
        bench.flow(Flows.tcp("198.51.100.1", "198.51.100.2", 22, 0x02, Flows.START));
        assertThat(bench.engine.ignored()).isEqualTo(1);
        assertThat(bench.engine.state(new Endpoint(0, 1, false))).isEmpty();
    }

    @Test
    void whatOthersSendToAClientCostsNoMemory() {
        Bench bench = new Bench(FlowEngine.detectors());
        long before = bench.engine.stateBytes();
        for (int i = 0; i < 256; i++) {
            String host = "203.0.113." + i;
            bench.flow(Flows.tcp("198.51.100.1", host, 22, 0x02, Flows.START + i));
            bench.flow(Flows.flow("198.51.100.1", 9, host, 123, 17, 0, 10, 480, Flows.START, Flows.START));
        }
        long line = 4_096 * 16 * Integer.BYTES;
        assertThat(bench.engine.stateBytes() - before).isLessThanOrEqualTo(line);
    }

    @Test
    void whatWasNotedOfAQuietClientIsMovedToo() {
        Endpoint client = Flows.tcp(Bench.CLIENT, "198.51.100.7", 1, 0, 0).source();
        Bench first = new Bench(new FloodDetector());
        first.flow(Flows.flow(Bench.CLIENT, 9, "198.51.100.7", 9, 17, 0, 200, 20_000, Flows.START, Flows.START));
        Bench second = new Bench(new FloodDetector());
        second.engine.restore(client, first.engine.state(client));
        long before = second.engine.stateBytes();
        second.flow(Flows.flow(Bench.CLIENT, 9, "198.51.100.7", 9, 17, 0, 200, 20_000, Flows.START, Flows.START));
        assertThat(second.engine.stateBytes() - before)
                .as("both together are of interest, and neither alone")
                .isEqualTo(new FloodDetector().stateBytes());
    }

    @Test
    void whatIsWantedNowAndThenIsShownOneSecondInSixteenOrWhileItIsSuspected() {
        Probe probe = new Probe();
        Bench bench = new Bench(probe);
        for (int second = 0; second < 32; second++) {
            bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100.7", 443, 0x1B, Flows.START + second * 1_000L));
        }
        assertThat(probe.shown).isEqualTo(2);
        probe.suspects = true;
        for (int second = 0; second < 32; second++) {
            bench.flow(Flows.tcp(Bench.CLIENT, "198.51.100.7", 443, 0x1B, Flows.START + second * 1_000L));
        }
        assertThat(probe.shown).isGreaterThan(2 + 16);
    }

    private static final class Probe implements FlowDetector {
        private int shown;
        private boolean suspects;

        @Override
        public String name() {
            return "probe/1";
        }

        @Override
        public int stateBytes() {
            return 8;
        }

        @Override
        public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
            return Concern.NOW_AND_THEN;
        }

        @Override
        public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
            shown++;
            state.wake(suspects);
        }
    }

    @Test
    void whoIsExceptedIsNotJudgedAtEitherEnd() {
        AddressSet lab = AddressSet.of(List.of(IpPrefix.parse("198.18.0.0/15")));
        for (Exceptions exceptions : List.of(
                new Exceptions(AddressSet.of(List.of(IpPrefix.parse("203.0.113.10"))), lab, AddressSet.NONE),
                new Exceptions(AddressSet.NONE, lab, AddressSet.NONE))) {
            Bench bench = new Bench(FlowEngine.detectors());
            bench.engine.except(exceptions);
            traffic().forEach(bench::flow);
            assertThat(of(bench.signs, "203.0.113.10")).isEmpty();
            assertThat(of(bench.signs, "203.0.113.12")).isNotEmpty();
        }
    }

    @Test
    void anOwnAddressThatIsDarkLowersTheFloorOfAScan() {
        Bench bench = new Bench(new HorizontalScanDetector());
        bench.engine.except(new Exceptions(
                AddressSet.NONE, AddressSet.NONE, AddressSet.of(List.of(IpPrefix.parse("203.0.113.128/25")))));
        for (int i = 0; i < 20; i++) {
            String host = i < 15 ? "198.51.100." + i : "203.0.113." + (200 + i);
            bench.flow(Flows.tcp("203.0.113.10", host, 22, 0x02, Flows.START + i * 100L));
        }
        assertThat(bench.signs).isNotEmpty();
        assertThat(bench.signs.get(0).numbers().get("hosts")).isLessThan(20);
    }

    @Test
    void whatAClientUsesIsShownEveryFiveMinutes() {
        List<Use> uses = new ArrayList<>();
        UseDetector detector = new UseDetector() {
            @Override
            public String name() {
                return "probe/1";
            }

            @Override
            public int stateBytes() {
                return 8;
            }

            @Override
            public boolean concerns(Use use, Thresholds thresholds) {
                return true;
            }

            @Override
            public void use(Use use, Slice state, Thresholds thresholds, Signs signs) {
                uses.add(use);
            }
        };
        FlowEngine engine =
                new FlowEngine(List.of(), List.of(detector), Bench.OWN, client -> Thresholds.DEFAULTS, 10, sign -> {});
        for (int i = 0; i < 11; i++) {
            long at = Flows.START + i * 60_000L;
            engine.flow(Flows.flow("203.0.113.10", 443, "198.51.100.7", 50_000, 6, 0x1B, 9, 3_000_000, at, at));
            engine.flow(Flows.flow("198.51.100.7", 50_000, "203.0.113.10", 443, 6, 0x1B, 9, 750_000, at, at));
        }
        assertThat(uses).hasSize(2).allSatisfy(use -> {
            assertThat(use.client().toString()).isEqualTo("203.0.113.10");
            assertThat(use.bitsOut()).isEqualTo(400_000);
            assertThat(use.bitsIn()).isEqualTo(100_000);
            assertThat(use.allBitsOut()).isEqualTo(400_000);
        });
    }

    @Test
    void howeverManyRecordsAnAttackHasItIsSaidAFewTimesASecond() {
        Bench bench = new Bench(FlowEngine.detectors());
        for (int i = 0; i < 20_000; i++) {
            long at = Flows.START + i / 10;
            bench.flow(Flows.tcp("203.0.113.10", "198.18." + i / 250 + "." + i % 250, 22, 0x02, at));
            bench.flow(Flows.flow("203.0.113.12", 1, "198.51.100.7", 22, 6, 0x1B, 20, 3_000, at, at));
            bench.flow(Flows.flow("203.0.113.13", 123, "198.51.100.8", 80, 17, 0, 300, 300_000, at, at));
            bench.flow(
                    Flows.flow("203.0.113.14", 9, "198.19." + i / 250 + "." + i % 250, 25, 6, 0x1B, 20, 9_000, at, at));
        }
        for (String client : List.of("203.0.113.10", "203.0.113.12", "203.0.113.13", "203.0.113.14")) {
            assertThat(of(bench.signs, client)).as(client).hasSizeBetween(1, 30);
        }
        double hosts = of(bench.signs, "203.0.113.10").stream()
                .mapToDouble(s -> s.numbers().getOrDefault("hosts", 0.0))
                .max()
                .orElseThrow();
        assertThat(hosts).as("they are counted on when the map of bits is full").isGreaterThan(2_000);
    }
}
