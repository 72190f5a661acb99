package dev.reeve.formats.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MailDatesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed, 14 Jan 2026 08:58:02 +0000|2026-01-14T08:58:02Z",
                "Mon, 14 Jan 2026 08:58:02 +0100 (CET)|2026-01-14T07:58:02Z",
                "14 Jan 26 08:58 EST|2026-01-14T13:58:00Z",
                "Thu, 9 Apr 2006 23:34:45 JST|2006-04-09T14:34:45Z",
                "Mon, 18 Jan 2016 23:57:24 UTC|2016-01-18T23:57:24Z",
                "2026-01-14T08:58:02Z|2026-01-14T08:58:02Z",
                "2026-01-14 08:58:02+02:00|2026-01-14T06:58:02Z",
            })
    void aDateIsReadWhateverItsWeekday(String text, Instant expected) {
        assertThat(MailDates.find(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "14 Jan 2026 08:58:02",
                "31 Feb 2026 08:58:02 +0000",
                "14 Foo 2026 08:58:02 +0000",
                "14 Jan 2026 25:00:00 +0000",
                "14 Jan 2026 08:58:02 +9900",
                "14 Jan 2026 08:58:02 XYZ"
            })
    void withoutAZoneThatMeansSomethingThereIsNoTime(String text) {
        assertThat(MailDates.find(text)).isEmpty();
    }

    @Test
    void addressesAreFoundInReceivedLinesAndVersionsAreNot() {
        assertThat(
                        Addresses.ips(
                                "from 127.0.0.1 (EHLO a.example) (203.0.113.7) with ESMTP (v1.2.3.4567) id 8.13.1.x [2001:db8::25]"))
                .containsExactly("127.0.0.1", "203.0.113.7", "2001:db8::25");
        assertThat(Addresses.isInside(IpAddress.parse("10.2.3.4"))).isTrue();
        assertThat(Addresses.isInside(IpAddress.parse("203.0.113.7"))).isFalse();
        assertThat(Addresses.mailbox("\"x <y>\" <Erin@Client.Example>")).isEqualTo("Erin@Client.Example");
        assertThat(Addresses.parse("[IPv6:2001:db8::1]")).contains(IpAddress.parse("2001:db8::1"));
    }
}
