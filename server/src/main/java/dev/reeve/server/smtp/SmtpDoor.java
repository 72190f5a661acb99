package dev.reeve.server.smtp;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.keys.SecretKeyFile;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.SessionHandler;

/// Takes reports and replies by SMTP. It stands behind the provider's mail server, which relays the desk's addresses
/// to
/// it; it relays nothing, verifies no address (VRFY is off), and keeps the bytes exactly as they came.
public final class SmtpDoor implements AutoCloseable {
    /// Idle time after which a peer is sent away: RFC 5321 §4.5.3.2.7 wants at least five minutes.
    private static final int IDLE_MILLIS_MAX = 300_000;

    /// The smallest limit that RFC 5321 §4.5.3.1.8 allows.
    private static final int RECIPIENTS_MAX = 100;

    private final Intake intake;
    private final SecretKeyFile key;
    private final Recipients recipients;
    private final PeerRates rates;
    private final long sizeMax;
    private final SessionThreads threads;
    private final SMTPServer server;

    public SmtpDoor(
            Settings settings, Intake intake, Predicate<String> replyAddress, SecretKeyFile key, InstantSource clock) {
        this.intake = intake;
        this.key = key;
        this.recipients =
                new Recipients(settings.desk().abuseAddresses(), settings.desk().replyDomain(), replyAddress);
        this.sizeMax = settings.intake().messageSizeMax();
        this.rates = new PeerRates(settings.intake().messagesPerPeerMinute(), clock);
        this.threads = new SessionThreads(settings.intake().sessionLengthMax());
        this.server = SMTPServer.port(settings.listen().smtpPort())
                .bindAddress(address(settings.listen().smtpAddress()))
                .hostName(settings.desk().replyDomain())
                .softwareName("Reeve")
                .messageHandlerFactory(context -> new SmtpTransaction(context, this))
                .executorService(threads)
                .insertReceivedHeaders(false)
                .maxConnections(settings.intake().smtpConnections())
                .sessionHandler(SessionHandler.limitConcurrentSessionsBySource(
                        settings.intake().smtpConnectionsPerPeer()))
                .connectionTimeoutMs(IDLE_MILLIS_MAX)
                .maxRecipients(RECIPIENTS_MAX)
                .maxMessageSize((int) Math.min(sizeMax, Integer.MAX_VALUE))
                .build();
        var commands = server.getCommandHandler();
        commands.addCommand(new SizedMailCommand(commands.getCommand("MAIL"), sizeMax));
    }

    /// @throws SetupException when the port is taken
    public void start() {
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new SetupException(
                    "the SMTP door can't listen on " + server.getDisplayableLocalSocketAddress() + " (" + e.getMessage()
                            + "); stop what does, or set listen.smtp-port",
                    e);
        }
    }

    /// Where it listens, which the system chose if the port in the settings is 0.
    public int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
        threads.shutdownNow();
    }

    Intake intake() {
        return intake;
    }

    Recipients recipients() {
        return recipients;
    }

    PeerRates rates() {
        return rates;
    }

    long sizeMax() {
        return sizeMax;
    }

    ReporterId reporter(String sender) {
        return Intake.reporter(key, sender);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new SetupException("listen.smtp-address " + text + " is no address of this machine", e);
        }
    }
}
