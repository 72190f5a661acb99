package dev.reeve.network.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LoginDetectorTest {
    private static void ssh(Talk talk, int clientBytes, int serverBytes, int packets) {
        talk.opens().answers("SSH-2.0-OpenSSH_9\r\n").says("SSH-2.0-Go\r\n");
        for (int i = 0; i < packets; i++) {
            talk.says(new byte[clientBytes / packets]).answers(new byte[serverBytes / packets]);
        }
        talk.ends();
    }

    @Test
    void tenFailedLoginsInARowAreGuessing() {
        Talk talk = new Talk(new LoginDetector(), 22);
        for (int i = 0; i < 10; i++) {
            ssh(talk, 2_400, 2_300, 12);
        }
        assertThat(talk.kinds()).containsExactly("connection/login_attack 198.51.100.9");
        assertThat(talk.signs.get(0).facts()).containsEntry("attempts", "10").containsEntry("service", "ssh");
    }

    @Test
    void sessionsAreNoneAndEndAStreak() {
        Talk talk = new Talk(new LoginDetector(), 22);
        for (int i = 0; i < 60; i++) {
            boolean session = i % 6 == 5;
            ssh(talk, session ? 40_000 : 2_400, session ? 90_000 : 2_300, session ? 50 : 12);
            talk.millis += 300_000;
        }
        assertThat(talk.signs).isEmpty();
    }

    @Test
    void whatTheServerSaysInClearIsCounted() {
        Talk talk = new Talk(new LoginDetector(), 21);
        for (int i = 0; i < 10; i++) {
            talk.opens()
                    .answers("220 hi\r\n")
                    .says("USER a\r\nPASS b\r\n")
                    .answers("331 more\r\n530 Login incorrect.\r\n")
                    .ends();
        }
        assertThat(talk.signs.get(0).facts()).containsEntry("service", "ftp");
    }

    @Test
    void aPortScanOfSshIsNone() {
        Talk talk = new Talk(new LoginDetector(), 22);
        for (int i = 0; i < 50; i++) {
            talk.opens().answers("SSH-2.0-OpenSSH_9\r\n").ends();
        }
        assertThat(talk.over().signs).isEmpty();
    }
}
