package dev.reeve.network.conversation;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import java.util.function.BiPredicate;

/// Mail in clear with forged originators, and mail handed straight to many servers, by what client and server
/// say to each other: envelope, From field, greeting, and the receivers' replies.
///
/// - **Needs** the first payload of both directions, in clear. Most mail goes under TLS (RFC 3207) and is not
///   seen.
/// - **Fooled by** a forwarder, a mailing list or a newsletter service: many sender domains, and From that
///   isn't the envelope's. So neither counts alone; what counts is that receivers call several domains forged,
///   or that names in the greeting change or lie as well, or that recipients don't exist. A client that only
///   probes its own SPF looks forged while it does.
/// - **Ignores** sessions that logged in (who took the login answers for the sender), temporary refusals
///   (grey-listing), and mails after the first kilobytes of a session.
/// - **Under sampling** it sees nothing but by luck.
/// - **Keeps** for each client the last hour in numbers and sets of domains, bounded.
public final class SmtpDetector implements ConversationDetector {
    private static final String NAME = "smtp/1";

    private final MailConduct conduct;

    /// No domain is known to be anybody's.
    public SmtpDetector() {
        this((client, domain) -> false);
    }

    /// @param mayUse whether a domain is that client's own
    public SmtpDetector(BiPredicate<Endpoint, String> mayUse) {
        this.conduct = new MailConduct(NAME, mayUse);
    }

    @Override
    public String name() {
        return NAME;
    }

    /// A session is judged when it is over.
    @Override
    public boolean look(Conversation conversation, Signs signs) {
        return true;
    }

    @Override
    public void ended(Conversation conversation, Signs signs) {
        Side client = conversation.opener();
        Side server = conversation.listener();
        boolean mayBeMail = client.known() >= 5 && server.known() >= 4 && server.at(0) == '2' && server.at(1) == '2';
        if (!mayBeMail) {
            return;
        }
        SmtpDialogue.Session session = SmtpDialogue.read(client.text(), server.text());
        if (session == null || session.authenticated()) {
            return;
        }
        boolean lies = lies(session, client.endpoint());
        for (SmtpDialogue.Mail mail : session.mails()) {
            conduct.take(
                    new MailConduct.Mail(
                            client.endpoint(),
                            server.endpoint(),
                            conversation.toMillis(),
                            session.helo(),
                            lies,
                            mail.sender(),
                            mail.from(),
                            mail.recipients(),
                            mail.refused(),
                            mail.taken(),
                            mail.unauthentic()),
                    signs);
        }
    }

    /// It greets with the server's own name, or with an address that isn't its own (RFC 5321 §4.1.3).
    private static boolean lies(SmtpDialogue.Session session, Endpoint client) {
        String helo = session.helo();
        boolean literal = helo.startsWith("[") && helo.endsWith("]");
        boolean own = helo.equals("[" + client + "]") || helo.equals("[ipv6:" + client + "]");
        return helo.equals(session.listenerName()) || literal && !own;
    }
}
