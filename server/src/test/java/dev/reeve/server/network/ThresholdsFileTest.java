package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.network.detect.Thresholds;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ThresholdsFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("thresholds.yaml"), text);
    }

    @Test
    void whatTheFileDoesNotNameStaysAtItsDefault() throws IOException {
        Thresholds read = ThresholdsFile.read(file("scan-hosts-min: 500\nsyn-per-second: 2000\n"));
        assertThat(read.scanHostsMin()).isEqualTo(500);
        assertThat(read.synPerSecond()).isEqualTo(2000);
        assertThat(read.mailHostsMin()).isEqualTo(Thresholds.DEFAULTS.mailHostsMin());
        assertThat(ThresholdsFile.read(null)).isEqualTo(Thresholds.DEFAULTS);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws IOException {
        Path wrong = file("scan-host-min: 500\nsyn-per-second: many\n");
        assertThatThrownBy(() -> ThresholdsFile.read(wrong))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("no threshold scan-host-min")
                .hasMessageContaining("syn-per-second is a number from 1 on, not many");
    }
}
