package dev.reeve.network.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoginLogDetectorTest {
    private final List<Sign> signs = new ArrayList<>();
    private final LoginLogDetector detector = new LoginLogDetector();
    private long millis = 1_767_225_600_000L;

    private boolean log(String program, String message) {
        millis += 1_000;
        return detector.record(
                new LogRecord("syslog", millis, Map.of("host", "web1", "program", program, "message", message)),
                signs::add);
    }

    private void ssh(int count, String format) {
        for (int i = 0; i < count; i++) {
            log("sshd", format.formatted(i, 30_000 + i));
        }
    }

    @Test
    void thirtyFailuresOfSeveralNamesAreAnAttackAndOneLessIsNone() {
        ssh(29, "Failed password for invalid user u%d from 203.0.113.10 port %d ssh2");
        assertThat(signs).isEmpty();
        ssh(1, "Failed password for root from 203.0.113.10 port 50%d%d ssh2".replace("50%d%d", "5%d00"));
        assertThat(signs).singleElement().satisfies(s -> {
            assertThat(s.client().toString()).isEqualTo("203.0.113.10");
            assertThat(s.kind().toString()).isEqualTo("connection/login_attack");
            assertThat(s.numbers()).containsEntry("attempts", 30.0).containsEntry("names", 30.0);
            assertThat(s.facts().values()).noneMatch(v -> v.contains("root"));
        });
    }

    @Test
    void aProgramWithAnOldPasswordIsNone() {
        for (int i = 0; i < LoginFailures.ONE_NAME_FAILURES_MIN - 1; i++) {
            log(
                    "dovecot",
                    "imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<ann@shop.example>, "
                            + "method=PLAIN, rip=203.0.113.10, lip=198.51.100.1, TLS, session=<x>");
        }
        assertThat(signs).isEmpty();
    }

    @Test
    void aSuccessAfterTheAttackSaysThatSomebodyGotIn() {
        ssh(40, "Failed password for invalid user u%d from 203.0.113.10 port %d ssh2");
        log("sshd-session", "Accepted password for backup from 203.0.113.10 port 44444 ssh2");
        assertThat(signs.getLast().facts()).containsEntry("outcome", "entered");
    }

    @Test
    void aNameThatLooksLikeTheRestOfALineAccusesNobodyElse() {
        ssh(40, "Failed password for invalid user u%d from 203.0.113.99 port 1 ssh2 from 203.0.113.10 port %d ssh2");
        assertThat(signs).isNotEmpty().allMatch(s -> s.client().toString().equals("203.0.113.10"));
        signs.clear();
        for (int i = 0; i < 40; i++) {
            log(
                    "dovecot",
                    "pop3-login: Aborted login (auth failed, 1 attempts in 2 secs): user=<u" + i
                            + ">, method=PLAIN, rip=203.0.113.99, lip=1.2.3.4>, method=PLAIN, rip=203.0.113.10, lip=198.51.100.1");
        }
        assertThat(signs).isNotEmpty().allMatch(s -> s.client().toString().equals("203.0.113.10"));
    }

    @Test
    void theEndOfAConnectionThatFailedBeforeCountsOnce() {
        for (int i = 0; i < 20; i++) {
            log("sshd", "Failed password for invalid user u" + i + " from 203.0.113.10 port " + (30_000 + i) + " ssh2");
            log(
                    "sshd",
                    "Connection closed by invalid user u" + i + " 203.0.113.10 port " + (30_000 + i) + " [preauth]");
        }
        assertThat(signs).as("twenty attempts").isEmpty();
        ssh(10, "Connection closed by authenticating user v%d 203.0.113.10 port 4%d [preauth]".replace("4%d", "%d"));
        assertThat(signs).as("ports that were used before say nothing new").isEmpty();
    }

    @Test
    void everyServiceIsUnderstood() {
        assertThat(log(
                        "postfix/smtpd",
                        "warning: unknown[203.0.113.10]: SASL LOGIN authentication failed: UGFzc3dvcmQ6"))
                .isTrue();
        assertThat(log("proftpd", "web1 (203.0.113.10[203.0.113.10]) - USER ann (Login failed): Incorrect password"))
                .isTrue();
        assertThat(log(
                        "proftpd",
                        "web1 (::ffff:203.0.113.10[::ffff:203.0.113.10]) - USER x: no such user found from "
                                + "203.0.113.10 [203.0.113.10] to 198.51.100.1:21"))
                .isTrue();
        assertThat(log("vsftpd", "[ann] FAIL LOGIN: Client \"::ffff:203.0.113.10\""))
                .isTrue();
        assertThat(log("pure-ftpd", "(?@203.0.113.10) [WARNING] Authentication failed for user [ann]"))
                .isTrue();
        assertThat(log(
                        "exim",
                        "plain authenticator failed for (pc) [203.0.113.10]: 535 Incorrect authentication data "
                                + "(set_id=ann)"))
                .isTrue();
        assertThat(log("sshd", "message repeated 5 times: [ Failed password for root from 203.0.113.10 port 4 ssh2]"))
                .isTrue();
        assertThat(log("sshd", "Failed publickey for ann from 203.0.113.10 port 4 ssh2"))
                .isFalse();
        assertThat(log("cron", "Failed password for root from 203.0.113.10 port 4 ssh2"))
                .isFalse();
    }

    @Test
    void ftpIsCountedInAShorterTime() {
        for (int i = 0; i < LoginFailures.FTP_FAILURES_MIN; i++) {
            log("vsftpd", "[u" + i + "] FAIL LOGIN: Client \"203.0.113.10\"");
        }
        assertThat(signs).hasSize(1);
    }
}
