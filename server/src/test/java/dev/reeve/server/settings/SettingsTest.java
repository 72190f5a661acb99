package dev.reeve.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAFileEverythingHasItsDefault() {
        Settings settings = Settings.read(null, Map.of(), new SettingsPlaces(false, Map.of(), folder));
        assertThat(settings.dataDir()).isEqualTo(folder.resolve(".local/share/reeve"));
        assertThat(settings.listen()).isEqualTo(new Settings.Listen("127.0.0.1", 8080, "127.0.0.1", 2525));
        assertThat(settings.publicUrl()).hasToString("http://127.0.0.1:8080");
        assertThat(settings.intake().messageSizeMax()).isEqualTo(50_000_000);
        assertThat(settings.mail().from()).isEqualTo("abuse@localhost");
        assertThat(settings.database().url()).isNull();
        assertThat(settings.levers()).isEqualTo(RawSection.NONE);
    }

    @Test
    void rootHasTheFoldersOfTheSystem() {
        Settings settings = Settings.read(null, Map.of(), new SettingsPlaces(true, Map.of(), folder));
        assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/reeve"));
    }

    @Test
    void whatIsWrittenHolds() {
        Settings settings = read("""
                data-dir: state
                listen: {http-port: 8081}
                desk:
                  abuse-addresses: [Abuse@Example.net, spam@example.net]
                  closures: [2026-12-24]
                  postal-address: |
                    1 Main Street
                    Springfield
                limits: {suspend-service.hour: 2}
                anchor: {every: 2 h}
                """);
        assertThat(settings.dataDir()).isEqualTo(folder.resolve("state"));
        assertThat(settings.listen().httpPort()).isEqualTo(8081);
        assertThat(settings.desk().abuseAddress()).isEqualTo("abuse@example.net");
        assertThat(settings.desk().closures()).containsExactly(LocalDate.of(2026, 12, 24));
        assertThat(settings.desk().postalAddress()).isEqualTo("1 Main Street\nSpringfield");
        assertThat(settings.limits().describe()).containsEntry("suspend-service.hour", 2);
        assertThat(settings.anchor().every()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void xarfIsReadAsFarAsItGoesUnlessItIsToBeStrict() {
        assertThat(read("intake: {folder: drop}").intake().strictXarf()).isFalse();
        assertThat(read("intake: {xarf: strict}").intake().strictXarf()).isTrue();
    }

    @Test
    void theEnvironmentOverridesTheFile() {
        Path file = write("listen: {http-port: 8081}");
        Settings settings =
                Settings.read(file, Map.of("REEVE_HTTP_PORT", "9090"), new SettingsPlaces(false, Map.of(), folder));
        assertThat(settings.listen().httpPort()).isEqualTo(9090);
        assertThatThrownBy(() -> Settings.read(
                        file, Map.of("REEVE_HTTP_PORT", "ninety"), new SettingsPlaces(false, Map.of(), folder)))
                .hasMessage("REEVE_HTTP_PORT: listen.http-port can't be \"ninety\"; write: a whole number from 0 to"
                        + " 65535");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceWithLineAndRemedy() {
        assertThatThrownBy(() -> read("""
                        lisen:
                          http-port: 1
                        listen:
                          http-port: 99999
                          http-prot: 80
                        desk:
                          time-zone: Mars/Olympus
                          closures: [tomorrow]
                        limits:
                          suspend-servis.hour: 1
                        mail: yes
                        mail: {}
                        intake: {message-size-max: 50}
                        """)).isInstanceOf(SetupException.class).hasMessage("""
                        reeve.yaml:1:1: there is no setting lisen; write: listen
                        reeve.yaml:4:14: listen.http-port can't be "99999"; write: a whole number from 0 to 65535
                        reeve.yaml:5:3: there is no setting listen.http-prot; write: http-port
                        reeve.yaml:7:14: desk.time-zone can't be "Mars/Olympus"; write: a time zone such as America/New_York
                        reeve.yaml:8:14: desk.closures can't be "tomorrow"; write: a date such as 2026-12-24
                        reeve.yaml:10:3: there is no limit suspend-servis.hour; write: suspend-service.hour
                        reeve.yaml:11:7: mail is a section; write: mail: with its keys indented below
                        reeve.yaml:12:1: mail stands here a second time; write: it once
                        reeve.yaml:13:28: intake.message-size-max can't be "50"; write: a size such as 50 MB, from 10 kB to 500 MB""");
    }

    @Test
    void moreExportersThanOneSensorTellsApartAreRefused() {
        String first = IntStream.range(0, 1_000)
                .mapToObj(i -> "10.0." + i / 250 + "." + i % 250)
                .collect(Collectors.joining(", "));
        String network = "network: {listen-address: 127.0.0.1, exporters: [%s]}";
        assertThat(read(network.formatted(first + ", 10.0.0.0")).network().exporters())
                .as("one of them twice")
                .hasSize(1_001);
        assertThatThrownBy(() -> read(network.formatted(first + ", 10.1.0.0")))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("network.exporters names 1001 addresses, and one desk tells 1000 apart; write:");
    }

    @Test
    void whatIsNoYamlIsSaidWithItsPlace() {
        assertThatThrownBy(() -> read("listen: {http-port: 1\ndesk: x"))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith("reeve.yaml:2:")
                .hasMessageContaining("this is not YAML");
    }

    @Test
    void aRawSectionKeepsThePlaceOfEveryValue() {
        Settings settings = read("""
                levers:
                  firewall:
                    type: nftables
                    hosts:
                      - name: a
                """);
        assertThat(settings.levers().map())
                .isEqualTo(Map.of(
                        "firewall", Map.of("type", "nftables", "hosts", java.util.List.of(Map.of("name", "a")))));
        assertThat(settings.levers().place("firewall.type")).isEqualTo("reeve.yaml:3:11");
        assertThat(settings.levers().place("firewall.hosts[0].name")).isEqualTo("reeve.yaml:5:15");
    }

    @Test
    void aNamedFileThatIsNotThereIsAnErrorAndAnUnnamedOneIsNot() {
        SettingsPlaces places = new SettingsPlaces(false, Map.of(), folder);
        assertThat(places.find(null)).isNull();
        assertThatThrownBy(() -> places.find(folder.resolve("mine.yaml"))).hasMessageContaining("mine.yaml");
    }

    private Settings read(String yaml) {
        return Settings.read(write(yaml), Map.of(), new SettingsPlaces(false, Map.of(), folder));
    }

    private Path write(String yaml) {
        try {
            return Files.writeString(folder.resolve("reeve.yaml"), yaml);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
