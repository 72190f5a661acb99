package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ThresholdsFileTest {
    @TempDir
    private Path folder;

    private ThresholdsFile read(String text) {
        try {
            return ThresholdsFile.read(Files.writeString(folder.resolve("thresholds.yaml"), text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Thresholds of(ThresholdsFile file, String address) {
        IpAddress a = IpAddress.parse(address);
        return file.ofClient().apply(new Endpoint(a.high(), a.low(), a.family() == IpAddress.Family.IPV6));
    }

    @Test
    void theLongestBlockSaysThePlanAndAPlanStandsOnWhatHoldsForAll() {
        ThresholdsFile file = read("""
                thresholds: {scanHostsMin: 80}
                plans:
                  mail: {mailHostsMin: 5000}
                  small: {planBitsPerSecond: 1e8}
                clients:
                  203.0.113.0/24: small
                  203.0.113.8/29: mail
                """);
        assertThat(of(file, "203.0.113.9").mailHostsMin()).isEqualTo(5_000);
        assertThat(of(file, "203.0.113.9").scanHostsMin()).isEqualTo(80);
        assertThat(of(file, "203.0.113.77").planBitsPerSecond()).isEqualTo(1e8);
        assertThat(of(file, "198.51.100.1").mailHostsMin()).isEqualTo(Thresholds.DEFAULTS.mailHostsMin());
    }

    @Test
    void whoIsNotJudgedIsListed() {
        ThresholdsFile file = read("""
                except: [203.0.113.250]
                except-remote: ["2001:db8:9::/48"]
                dark: [203.0.113.128/26]
                """);
        assertThat(file.exceptions().own().containsV4(0xCB0071FAL)).isTrue();
        assertThat(file.exceptions().remote().isEmpty()).isFalse();
        assertThat(file.exceptions().dark().containsV4(0xCB007180L)).isTrue();
    }

    @Test
    void portsOfClientsAreListedByExporter() {
        ThresholdsFile file = read("""
                ports:
                  - {exporter: 192.0.2.1, input: 7, client: 203.0.113.10, addresses: [203.0.113.10, 203.0.113.64/28]}
                """);
        assertThat(file.ports().get("192.0.2.1")).singleElement().satisfies(port -> {
            assertThat(port.input()).isEqualTo(7);
            assertThat(port.client().toString()).isEqualTo("203.0.113.10");
            assertThat(port.allowed().containsV4(0xCB007141L)).isTrue();
        });
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> read("tresholds: {}"))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("no section tresholds");
        assertThatThrownBy(() -> read("thresholds: {scanHosts: 1}")).hasMessageContaining("no threshold scanHosts");
        assertThatThrownBy(() -> read("thresholds: {scanHostsMin: many}")).hasMessageContaining("is a number");
        assertThatThrownBy(() -> read("clients: {203.0.113.8/29: mail}")).hasMessageContaining("no plan mail");
        assertThatThrownBy(() -> read("except: [203.0.113.8/24]")).hasMessageContaining("bits set beyond");
        assertThatThrownBy(() -> read("ports: [{input: 7}]")).hasMessageContaining("ports has entries such as");
        assertThatThrownBy(() -> read("- a")).hasMessageContaining("the file has lines");
    }
}
