package dev.reeve.network.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class SyslogLineTest {
    private final SyslogLine syslog =
            new SyslogLine(InstantSource.fixed(Instant.parse("2026-01-02T12:00:00Z")), ZoneId.of("Europe/Berlin"));

    private String read(String line) throws LogException {
        LogRecord record = syslog.read(line);
        return Instant.ofEpochMilli(record.atMillis()) + " " + record.text("host") + " " + record.text("program") + " "
                + record.text("message");
    }

    @Test
    void everyFormIsRead() throws LogException {
        assertThat(read("<38>1 2026-01-01T10:00:00.5+01:00 web1 sshd 12 - - Accepted"))
                .isEqualTo("2026-01-01T09:00:00.500Z web1 sshd Accepted");
        assertThat(read("<38>1 2026-01-01T09:00:00Z web1 sshd 12 id [a@1 b=\"x]\\\"y\"][c@1] \uFEFFFailed"))
                .isEqualTo("2026-01-01T09:00:00Z web1 sshd Failed");
        assertThat(read("2026-01-01T09:00:00.123456+00:00 web1 sshd[12]: Failed"))
                .isEqualTo("2026-01-01T09:00:00.123Z web1 sshd Failed");
        assertThat(read("2026-01-01T10:00:00+0100 web1 postfix/smtpd[12]: warning"))
                .isEqualTo("2026-01-01T09:00:00Z web1 postfix/smtpd warning");
        assertThat(read("<38>Jan  1 10:00:00 web1 sshd[12]: Failed"))
                .isEqualTo("2026-01-01T09:00:00Z web1 sshd Failed");
    }

    @Test
    void aLineWithoutAYearIsOfTheLatestThatIsNotInTheFuture() throws LogException {
        assertThat(read("Dec 31 10:00:00 web1 sshd: x")).startsWith("2025-12-31T09:00:00Z");
        assertThat(read("Jan  3 10:00:00 web1 sshd: a clock that is ahead")).startsWith("2026-01-03T09:00:00Z");
    }

    @Test
    void whatIsNoLineIsSaidToBeNone() {
        assertThatThrownBy(() -> read("hello")).isInstanceOf(LogException.class);
        assertThatThrownBy(() -> read("Foo 41 10:00:00 web1 sshd: x")).isInstanceOf(LogException.class);
    }
}
