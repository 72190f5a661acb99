package dev.reeve.network.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ThresholdsTest {
    @Test
    void whatIsNamedChangesAndTheRestStays() {
        Thresholds changed = Thresholds.DEFAULTS.with(Map.of("mailHostsMin", 400.0));
        assertThat(changed.mailHostsMin()).isEqualTo(400);
        assertThat(changed.with(Map.of("mailHostsMin", 40.0))).isEqualTo(Thresholds.DEFAULTS);
    }

    @Test
    void aTypoNamesWhatThereIs() {
        assertThatThrownBy(() -> Thresholds.DEFAULTS.with(Map.of("mailHosts", 1.0)))
                .hasMessageContaining("no threshold mailHosts; there are scanHostsMin, ");
    }
}
