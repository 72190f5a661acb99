package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.AddressSet;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowBatch;
import dev.reeve.network.flow.Flows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpoofedSourcesTest {
    private static final Endpoint CLIENT = new Endpoint(0, 0xCB00710AL, false);

    private final List<Sign> signs = new ArrayList<>();
    private final SpoofedSources detector = new SpoofedSources(
            new SpoofedSources.Port(7, CLIENT, AddressSet.of(List.of(IpPrefix.parse("203.0.113.10/32")))), signs::add);

    private void send(String source, int input, int times, int stepMillis) {
        for (int i = 0; i < times; i++) {
            Flow flow = Flows.tcp(source, "198.51.100.7", 80, 0x02, Flows.START + (long) i * stepMillis);
            flow.input = input;
            FlowBatch batch = new FlowBatch();
            batch.add(flow);
            detector.flows(batch);
        }
    }

    @Test
    void tenForeignSourcesInAMinuteAreForged() {
        send("192.0.2.66", 7, 10, 1_000);
        assertThat(signs).singleElement().satisfies(s -> {
            assertThat(s.client()).isEqualTo(CLIENT);
            assertThat(s.facts()).containsEntry("attack", "spoofed-source").containsEntry("source", "192.0.2.66");
        });
    }

    @Test
    void aNeighboursAddressIsForgedToo() {
        send("203.0.113.11", 7, 10, 1_000);
        assertThat(signs).isNotEmpty();
    }

    @Test
    void ownAddressesOtherPortsAndStrayPacketsAreNone() {
        send("203.0.113.10", 7, 100, 10);
        send("192.0.2.66", 8, 100, 10);
        send("169.254.3.4", 7, 100, 10);
        send("192.0.2.66", 7, 50, 10_000);
        assertThat(signs).isEmpty();
    }
}
