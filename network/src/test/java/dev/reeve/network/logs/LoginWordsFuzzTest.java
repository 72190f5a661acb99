package dev.reeve.network.logs;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever a login service writes, nothing is thrown and no message takes for ever.
final class LoginWordsFuzzTest {
    private static final String[] PROGRAMS = {
        "sshd", "dovecot", "postfix/smtpd", "proftpd", "vsftpd", "pure-ftpd", "exim"
    };

    @FuzzTest(maxDuration = "10m")
    void messages(FuzzedDataProvider data) {
        LoginWords.Login login = LoginWords.read(data.pickValue(PROGRAMS), data.consumeRemainingAsString());
        if (login != null && login.times() < 1) {
            throw new AssertionError("a login happened at least once");
        }
    }
}
