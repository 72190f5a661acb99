package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeScannerTest {
    private static final Instant SENT = Instant.parse("2026-05-20T12:00:00Z");

    private static List<Moment> read(String text) {
        Section section = Section.of(Section.Role.BODY, MappedText.standingAt(text, "", 0, 1), List.of(), 0);
        return TimeScanner.of(Page.of(section), SENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-05-19T22:10:09Z | 2026-05-19T22:10:09Z",
                "2026-05-19 22:10:09.123 +0200 | 2026-05-19T20:10:09Z",
                "[19/May/2026:22:10:09 +0100] | 2026-05-19T21:10:09Z",
                "Tue, 19 May 2026 22:10:09 GMT | 2026-05-19T22:10:09Z",
                "May 19 22:10:09 UTC | 2026-05-19T22:10:09Z",
                "Dec 31 22:10:09 UTC | 2025-12-31T22:10:09Z",
                "19.05.2026 um 10:05 Uhr MEZ | 2026-05-19T09:05:00Z",
                "19.05.2026 21:16 (МСК) | 2026-05-19T18:16:00Z",
                "2026年5月19日14時50分（日本時間） | 2026-05-19T05:50:00Z",
                "2026년 5월 19일 11:02:45 (KST) | 2026-05-19T02:02:45Z",
                "5/19/2026 2:07:33 AM EDT | 2026-05-19T06:07:33Z",
                "19/05/2026 à 17:40, heure de Paris | 2026-05-19T15:40:00Z",
                "19 mei 2026 om 21.30 uur (Nederlandse tijd) | 2026-05-19T19:30:00Z",
                "19 Mayıs 2026 saat 14:20 (UTC+3) | 2026-05-19T11:20:00Z",
                "13:15 UTC on 19 May 2026 | 2026-05-19T13:15:00Z",
                "1779228609 epoch | 2026-05-19T22:10:09Z",
                "20260519T221009Z | 2026-05-19T22:10:09Z"
            })
    void readsIt(String text, String instant) {
        assertThat(read(text)).hasSize(1).allMatch(m -> m.zone() != null);
        assertThat(read(text).getFirst().instant(null)).isEqualTo(Instant.parse(instant));
    }

    @Test
    void aSpanHasItsZoneOnce() {
        assertThat(read("2026-05-18 22:00 - 2026-05-19 08:30 (JST)"))
                .extracting(m -> m.instant(null).toString())
                .containsExactly("2026-05-18T13:00:00Z", "2026-05-18T23:30:00Z");
    }

    @Test
    void timesTakeTheDateThatWasStatedForAll() {
        assertThat(read("# times: UTC, 19 May 2026\n05:51:10 a\n05:51:12 b"))
                .extracting(m -> m.date() + " " + m.time())
                .containsExactly("2026-05-19 05:51:10", "2026-05-19 05:51:12");
    }

    @Test
    void wordsThatLookLikeZonesAreWords() {
        assertThat(read("Der Server ist am 19.05.2026 10:00 ist offen")).allMatch(m -> m.zone() == null);
    }

    @Test
    void versionsAndAddressesAreNoTimes() {
        assertThat(read("203.0.113.9 Chrome/124.0.0.0 412.880 Abrufe")).isEmpty();
    }
}
