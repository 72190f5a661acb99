package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.AddressSet;
import dev.reeve.network.flow.Flows;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnScanDetectorTest {
    private final Bench bench = new Bench(new OwnScanDetector());

    private void tries(String network, int hosts) {
        for (int i = 0; i < hosts; i++) {
            bench.flow(Flows.tcp(Bench.CLIENT, network + (20 + i), 22, 0x02, Flows.START + i * 10_000L));
        }
    }

    @Test
    void silentNeighboursAreReconnaissance() {
        tries("203.0.113.", 40);
        assertThat(bench.last().kind().toString()).isEqualTo("connection/reconnaissance");
        assertThat(bench.last().facts()).containsEntry("scan", "own-systems");
    }

    @Test
    void otherNetworksAreNotItsConcern() {
        tries("198.51.100.", 200);
        assertThat(bench.signs).isEmpty();
    }

    @Test
    void fewNeighboursAreNoneUnlessNobodyLivesThere() {
        tries("203.0.113.", 12);
        assertThat(bench.signs).isEmpty();
        bench.engine.except(new Exceptions(
                AddressSet.NONE, AddressSet.NONE, AddressSet.of(List.of(IpPrefix.parse("203.0.113.192/26")))));
        for (int i = 0; i < 10; i++) {
            bench.flow(Flows.tcp(Bench.CLIENT, "203.0.113." + (200 + i), 22, 0x02, Flows.START + 200_000 + i));
        }
        assertThat(bench.last().numbers().get("dark")).isGreaterThanOrEqualTo(5);
    }
}
