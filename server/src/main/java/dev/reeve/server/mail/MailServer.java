package dev.reeve.server.mail;

import dev.reeve.core.cases.Delivery;
import dev.reeve.server.settings.Settings;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.MailConnectException;

/// Hands one mail to the operator's outgoing mail server, and says what surely happened to it.
public final class MailServer {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    private final Settings.Mail settings;

    public MailServer(Settings.Mail settings) {
        this.settings = settings;
    }

    /// @param envelopeFrom where bounces go
    public Delivery send(byte[] mail, String envelopeFrom, String recipient) {
        if (settings.host() == null) {
            return new Delivery.Deferred("no outgoing mail server is set; write mail.host in reeve.yaml");
        }
        Session session = Session.getInstance(properties(envelopeFrom));
        boolean dataBegun = false;
        try (SMTPTransport transport = new SMTPTransport(session, null)) {
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(mail));
            transport.connect(settings.host(), settings.port(), settings.user(), password());
            dataBegun = true;
            transport.sendMessage(message, new InternetAddress[] {new InternetAddress(recipient, true)});
            return new Delivery.Accepted(transport.getLastServerResponse().strip());
        } catch (MailConnectException unreachable) {
            return new Delivery.Deferred("the mail server could not be reached: " + unreachable.getMessage());
        } catch (MessagingException | IOException failure) {
            return judged(failure, dataBegun);
        }
    }

    /// A reply with a code is the server's own word. Anything else after the mail was begun leaves doubt.
    private static Delivery judged(Exception failure, boolean dataBegun) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            int code = code(cause);
            if (code >= 500) {
                return new Delivery.Refused(String.valueOf(cause.getMessage()).strip());
            }
            if (code >= 400) {
                return new Delivery.Deferred(String.valueOf(cause.getMessage()).strip());
            }
        }
        String why = String.valueOf(failure.getMessage()).strip();
        return dataBegun ? new Delivery.Uncertain(why) : new Delivery.Deferred(why);
    }

    private static @org.jspecify.annotations.Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException m && m.getNextException() != null
                ? m.getNextException()
                : cause.getCause();
    }

    private static int code(Throwable cause) {
        return switch (cause) {
            case SMTPSendFailedException e -> e.getReturnCode();
            case org.eclipse.angus.mail.smtp.SMTPAddressFailedException e -> e.getReturnCode();
            case org.eclipse.angus.mail.smtp.SMTPSenderFailedException e -> e.getReturnCode();
            default -> 0;
        };
    }

    private Properties properties(String envelopeFrom) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.from", envelopeFrom);
        properties.setProperty("mail.smtp.connectiontimeout", String.valueOf(CONNECT_MAX.toMillis()));
        properties.setProperty("mail.smtp.timeout", String.valueOf(ANSWER_MAX.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", String.valueOf(ANSWER_MAX.toMillis()));
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.user() != null));
        properties.setProperty(
                "mail.smtp.starttls.enable", String.valueOf(settings.tls() == Settings.Mail.Tls.STARTTLS));
        properties.setProperty(
                "mail.smtp.starttls.required", String.valueOf(settings.tls() == Settings.Mail.Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.tls() == Settings.Mail.Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    private @org.jspecify.annotations.Nullable String password() throws IOException {
        return settings.passwordFile() == null
                ? null
                : Files.readString(settings.passwordFile()).strip();
    }
}
