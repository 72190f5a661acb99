package dev.reeve.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "30m,PT30M,30 minutes",
        "1h,PT1H,1 hour",
        "48h,PT48H,48 hours",
        "3d,PT72H,3 days",
        "PT24H,PT24H,24 hours",
        "0h,PT0S,no time"
    })
    void isReadAndSpoken(String text, Duration duration, String spoken) {
        assertThat(Durations.parse(text)).contains(duration);
        assertThat(Durations.spoken(duration)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "h", "-3d", "1.5h", "999999d", "P", "PT-4H", "3 days"})
    void whatIsNoLengthOfTimeIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void theNearestWordIsFoundAndAFarOneIsNot() {
        var words = java.util.List.of("restrict", "notice", "terminate");
        assertThat(Nearest.to("restirct", words)).contains("restrict");
        assertThat(Nearest.to("notce", words)).contains("notice");
        assertThat(Nearest.to("banana", words)).isEmpty();
    }
}
