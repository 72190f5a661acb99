package dev.reeve.server.smtp;

import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.smtp.Recipients.Recipient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/// One mail on its way in, from MAIL FROM to the reply to its data. `250` is said only after {@link
/// Intake#receive}.
final class SmtpTransaction implements MessageHandler {
    /// What is sent beyond the limit is read and thrown away up to this many times the limit, so that the sender
    /// hears
    /// 552; whoever sends more is cut off.
    private static final int DRAIN_FACTOR = 4;

    /// Longest fact of transport taken from what the peer says.
    private static final int FACT_CHARS_MAX = 255;

    private static final Logger LOG = LoggerFactory.getLogger(SmtpTransaction.class);

    private final MessageContext context;
    private final SmtpDoor door;
    private final List<Recipient> recipients = new ArrayList<>();
    private String sender = "";

    SmtpTransaction(MessageContext context, SmtpDoor door) {
        this.context = context;
        this.door = door;
    }

    @Override
    public void from(String address) throws RejectException {
        if (!door.rates().admit(peer())) {
            throw new RejectException(451, "4.7.1 too many messages from your address; try again in a minute");
        }
        sender = address == null ? "" : address.strip();
    }

    @Override
    public void recipient(String address) throws RejectException {
        Optional<Recipient> recipient = door.recipients().find(address);
        if (recipient.isEmpty()) {
            throw new RejectException(550, "5.1.1 no such mailbox here");
        }
        recipients.add(recipient.get());
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
        try {
            Intake.Receipt receipt = door.intake().receive(data, door.sizeMax(), envelope());
            return "2.0.0 kept as " + receipt.message();
        } catch (EvidenceTooLargeException e) {
            drain(data);
            throw refused(552, "5.3.4 more than " + door.sizeMax() + " bytes; send less, or a link to the rest");
        } catch (IOException | RuntimeException e) {
            LOG.error("a mail from {} could not be kept and was sent back to its queue", peer(), e);
            drain(data);
            throw refused(451, "4.3.0 it could not be kept; try again later");
        }
    }

    /// The library would take the rest of the data for commands.
    private void drain(InputStream data) throws IOException, RejectException {
        byte[] buffer = new byte[64 * 1024];
        long left = door.sizeMax() * DRAIN_FACTOR;
        int read = data.read(buffer);
        while (read >= 0) {
            left -= read;
            if (left < 0) {
                throw new DropConnectionException(552, "5.3.4 far too large");
            }
            read = data.read(buffer);
        }
    }

    /// After a refusal the next MAIL FROM is welcome (RFC 5321 §4.1.1.4).
    private RejectException refused(int code, String why) {
        if (context instanceof Session session) {
            session.resetMailTransaction();
        }
        return new RejectException(code, why);
    }

    private Envelope envelope() {
        Map<String, String> facts = new HashMap<>();
        facts.put("peer", peer());
        facts.put("helo", fact(context.getHelo().orElse("")));
        facts.put("tls", String.valueOf(context instanceof Session session && session.isTLSStarted()));
        Recipient main = recipients.stream()
                .filter(r -> r.kind() == Recipients.Kind.REPLY)
                .findFirst()
                .orElse(recipients.get(0));
        facts.put("recipient", main.kind().word());
        facts.put("recipient-local", main.local());
        facts.put("sender-domain", fact(sender.substring(sender.lastIndexOf('@') + 1)));
        return new Envelope("smtp", door.reporter(sender), sender.isEmpty() ? null : fact(sender), null, null, facts);
    }

    private String peer() {
        return context.getRemoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : "unknown";
    }

    private static String fact(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable
                .substring(0, Math.min(printable.length(), FACT_CHARS_MAX))
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public void done() {
        // Nothing is held between a transaction and the next.
    }
}
