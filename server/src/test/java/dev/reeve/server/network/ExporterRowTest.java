package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExporterRowTest {
    private static final Instant NOW = Instant.parse("2026-01-14T12:00:00Z");

    private static ExporterRow row(long lost, long malformed, long unknown, long behind, Instant heard) {
        ExporterState state =
                new ExporterState("192.0.2.1", 100, 2_000, 2_000, 9, 900, 9, 1_000, behind, heard, "a set ends early");
        ExporterSpan hour = new ExporterSpan(
                "192.0.2.1",
                NOW.minusSeconds(3_600),
                NOW,
                100,
                2_000,
                lost,
                ExporterSpan.share(lost, 2_000),
                malformed,
                unknown,
                1_000,
                behind);
        return ExporterRow.of(state, hour, NOW);
    }

    @Test
    void whatWasBadLongAgoIsNotBadNow() {
        ExporterRow row = row(0, 0, 0, 20, NOW);
        assertThat(row.advice()).isEmpty();
        assertThat(row.isLossy() || row.isSkewed() || row.silent()).isFalse();
        assertThat(row.lost()).isEqualTo("0");
        assertThat(row.clock()).isEqualTo("right");
        assertThat(row.sampling()).isEqualTo("1 in 1000");
    }

    @Test
    void whatIsBadIsSaidWithWhatToDo() {
        assertThat(row(1, 0, 0, 0, NOW).advice()).as("one of two thousand").isEmpty();
        ExporterRow lossy = row(100, 0, 0, 0, NOW);
        assertThat(lossy.isLossy()).isTrue();
        assertThat(lossy.lost()).isEqualTo("100 (4.76 %)");
        assertThat(lossy.advice()).singleElement().asString().contains("net.core.rmem_max");
        assertThat(row(0, 1, 0, 0, NOW).advice()).singleElement().asString().contains("a set ends early");
        assertThat(row(0, 0, 1, 0, NOW).advice()).singleElement().asString().contains("templates every minute");
        ExporterRow ahead = row(0, 0, 0, -7_200_000, NOW);
        assertThat(ahead.isSkewed()).isTrue();
        assertThat(ahead.clock()).isEqualTo("7200.0 s ahead");
        assertThat(ahead.advice()).singleElement().asString().contains("NTP");
        assertThat(row(0, 0, 0, 0, NOW.minusSeconds(301)).silent()).isTrue();
        assertThat(ExporterRow.neverHeard("192.0.2.2").advice()).isNotEmpty();
    }
}
