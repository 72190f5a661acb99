package dev.reeve.network.logs;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Guessing of passwords by what login services write to syslog: OpenSSH, Dovecot, Postfix, Exim, ProFTPD,
/// vsftpd, Pure-FTPd. Accused is a client's address that tried, at whatever server the log is from.
///
/// - **Needs** logs with addresses, as they are by default; Postfix and Exim behind a proxy log the proxy.
/// - **Fooled by** many people behind one address who mistype: they use many names, and log in as well. By a
///   log that somebody else may write to: syslog over UDP has no authentication.
/// - **Ignores** single failures, failed keys (a client offers all it has), and one name with an old password
///   below a hundred failures.
/// - **Under sampling** nothing changes: logs aren't sampled. A log that leaves lines out is answered late.
public final class LoginLogDetector implements LogDetector {
    private static final int CONNECTIONS_MAX = 10_000;
    private static final Map<String, Integer> PORTS = Map.of("ssh", 22, "ftp", 21, "smtp", 25, "mail", 143);

    private final LoginFailures failures = new LoginFailures("login-log/1");

    /// Connections of which a failure was said already: what comes when they end says it again.
    private final Set<String> said = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CONNECTIONS_MAX;
        }
    });

    @Override
    public String name() {
        return "login-log/1";
    }

    @Override
    public Set<String> reads() {
        return Set.of("syslog");
    }

    @Override
    public boolean record(LogRecord record, Signs signs) {
        LoginWords.Login login = LoginWords.read(record.text("program"), record.text("message"));
        Endpoint client = login == null ? null : LogRecord.endpoint(login.address());
        if (login == null || client == null) {
            return false;
        }
        int port = PORTS.getOrDefault(login.service(), 0);
        boolean again = !login.connection().isEmpty() && !said.add(record.text("host") + " " + login.connection());
        if (!login.failed()) {
            failures.succeeded(client, login.service(), port, record.atMillis(), signs);
        } else if (!login.closing() || !again) {
            failures.failed(
                    client,
                    login.service(),
                    port,
                    login.user(),
                    record.text("host"),
                    record.atMillis(),
                    login.times(),
                    signs);
        }
        return true;
    }
}
