package dev.reeve.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// The mail servers of all clients and reporters of the demo in one: a real SMTP server on loopback that keeps what
/// comes. Some
/// mailboxes turn out not to exist after their mail was taken, as happens behind many a gateway.
public final class MailSink implements AutoCloseable {
    private static final int MAIL_BYTES_MAX = 1_000_000;

    private final SMTPServer server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Set<String> bouncing = ConcurrentHashMap.newKeySet();

    /// @param from the envelope sender, where a bounce goes
    public record Mail(String from, String to, String text) {
        /// A header field's value; empty when it has none.
        public String header(String name) {
            for (String line : text.split("\r?\n\r?\n", 2)[0]
                    .replaceAll("\r?\n[ \t]+", " ")
                    .split("\r?\n")) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    public MailSink() throws IOException {
        this.server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(Session::new)
                .build();
        server.start();
    }

    public int port() {
        return server.getPortAllocated();
    }

    /// From now on mail to this address comes back.
    public void bounce(String address) {
        bouncing.add(address);
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    public List<Mail> to(String address) {
        return mails.stream().filter(m -> m.to.equalsIgnoreCase(address)).toList();
    }

    /// The newest mail to an address whose subject has the words.
    public Optional<Mail> newest(String address, String words) {
        return to(address).stream()
                .filter(m -> m.header("Subject").contains(words))
                .reduce((first, last) -> last);
    }

    /// Mails to addresses that bounce, taken out once.
    List<Mail> bounces() {
        List<Mail> bounces = mails.stream().filter(m -> bouncing.contains(m.to)).toList();
        mails.removeAll(bounces);
        return bounces;
    }

    /// The delivery status notification (RFC 3464) that a mail server writes about such a mail.
    static String notification(Mail mail) {
        return """
                From: MAILER-DAEMON@mx.clients.example
                To: <%s>
                Subject: Undelivered mail returned to sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="dsn"

                --dsn
                Content-Type: text/plain

                This mailbox does not exist.

                --dsn
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.clients.example

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

                --dsn
                Content-Type: text/rfc822-headers

                Message-ID: %s
                Reply-To: %s
                Subject: %s

                --dsn--
                """.formatted(
                        mail.from, mail.to, mail.header("Message-ID"), mail.header("Reply-To"), mail.header("Subject"));
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Session implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();
        private String from = "";

        Session(MessageContext context) {}

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) {
            recipients.add(address);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            String text = new String(data.readNBytes(MAIL_BYTES_MAX), StandardCharsets.UTF_8);
            recipients.forEach(to -> mails.add(new Mail(from, to, text)));
            return "2.0.0 queued as " + (1000 + mails.size());
        }

        @Override
        public void done() {
            recipients.clear();
        }
    }
}
