package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Interval;
import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PointedTimeTest {
    private static final Instant SENT = Instant.parse("2026-11-21T08:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-20 14:03:11 +0100        | 2026-11-20T13:03:11Z
            2026-11-20T14:03:11Z             | 2026-11-20T14:03:11Z
            2026-11-20T14:03:11.250+01:00    | 2026-11-20T13:03:11Z
            Fri, 20 Nov 2026 14:03:11 +0100  | 2026-11-20T13:03:11Z
            Fri, 20 Nov 2026 14:03:11 GMT    | 2026-11-20T14:03:11Z
            20/Nov/2026:14:03:11 +0100       | 2026-11-20T13:03:11Z
            [20/Nov/2026:14:03:11 +0000]     | 2026-11-20T14:03:11Z
            20.11.2026 14:03:11 UTC          | 2026-11-20T14:03:11Z
            20.11.2026 um 14:03 Uhr MEZ      | 2026-11-20T13:03:00Z
            11/20/2026 2:03:11 PM UTC        | 2026-11-20T14:03:11Z
            Nov 20 14:03:11 UTC              | 2026-11-20T14:03:11Z
            1795183391                       | 2026-11-20T14:03:11Z
            """)
    void aTimeIsReadInTheShapesOfFreeText(String text, String instant) {
        PointedTime read = PointedTime.read(text, SENT, null).orElseThrow();
        assertThat(read.span()).isEqualTo(Interval.at(Instant.parse(instant)));
        assertThat(read.zoned()).isTrue();
        assertThat(read.doubt()).isLessThan(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20 14:03:11", "Nov 20 14:03:11", "20.11.2026 14:03:11", "20/Nov/2026:14:03:11"})
    void withoutAZoneItIsInDoubt(String text) {
        PointedTime read = PointedTime.read(text, SENT, null).orElseThrow();
        assertThat(read.span()).isEqualTo(Interval.at(Instant.parse("2026-11-20T14:03:11Z")));
        assertThat(read.zoned()).isFalse();
        assertThat(read.doubt()).isEqualTo(Duration.ofHours(14));
    }

    @Test
    void aDayAloneIsAllOfIt() {
        for (String text : new String[] {"2026-11-20", "20 November 2026", "20.11.2026", "Nov 20, 2026"}) {
            assertThat(PointedTime.read(text, SENT, null).orElseThrow().span())
                    .as(text)
                    .isEqualTo(
                            new Interval(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-20T23:59:59Z")));
        }
    }

    @Test
    void fromOneTimeToAnotherIsOneTime() {
        assertThat(PointedTime.read("2026-11-20 14:00:00 - 2026-11-20 14:05:30 UTC", SENT, null)
                        .orElseThrow()
                        .span())
                .isEqualTo(new Interval(Instant.parse("2026-11-20T14:00:00Z"), Instant.parse("2026-11-20T14:05:30Z")));
    }

    @Test
    void theZoneThatTheMessageSaysForAllCounts() {
        RawMessage message = RawMessage.of("""
                From: noc@sensor.example
                Date: Sat, 21 Nov 2026 08:00:00 +0000

                All times are CET.
                203.0.113.10 at 2026-11-20 14:03:11
                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        PointedTime read = PointedTime.in(message, "2026-11-20 14:03:11", SENT).orElseThrow();
        assertThat(read.span()).isEqualTo(Interval.at(Instant.parse("2026-11-20T13:03:11Z")));
        assertThat(read.zoned()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wrote this down",
                "14:03:11",
                "2026-13-45 14:03:11",
                "203.0.113.10",
                "2026-11-20 10:00, 2026-11-20 11:00, 2026-11-20 12:00",
                "2026-11-20 14:00 - 2026-11-20 13:00"
            })
    void whatIsNoTimeOrSeveralIsNone(String text) {
        assertThat(PointedTime.read(text, SENT, null)).isEmpty();
    }
}
