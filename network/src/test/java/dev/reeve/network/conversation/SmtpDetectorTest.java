package dev.reeve.network.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SmtpDetectorTest {
    private static final String OK = "250 2.0.0 ok\r\n";

    private final Talk talk = new Talk(new SmtpDetector((client, domain) -> domain.equals("shop.example")), 25);

    /// One whole session: greeting, envelope, content, and the server's last word on it.
    private void sends(String helo, String sender, String from, String word) {
        talk.opens().answers("220 mx.example ESMTP\r\n");
        talk.says("EHLO " + helo + "\r\n").answers("250-mx.example\r\n250 PIPELINING\r\n");
        talk.says("MAIL FROM:<a@" + sender + ">\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n")
                .answers(OK + OK + "354 go on\r\n");
        talk.says("Subject: x\r\nFrom: \"a@other.example\"\r\n <a@" + from
                        + ">\r\n\r\nFrom: c@body.example\r\n.\r\nQUIT\r\n")
                .answers(word + "221 2.0.0 bye\r\n")
                .ends();
    }

    @Test
    void whatReceiversCallForgedOfSeveralDomainsIsForged() {
        for (int i = 0; i < MailConduct.UNAUTHENTIC_MIN; i++) {
            assertThat(talk.signs).isEmpty();
            sends("vps.example", "d" + i + ".example", "bank" + i + ".example", "550 5.7.26 fails DMARC\r\n");
        }
        assertThat(talk.kinds()).containsExactly("messaging/forged_headers 198.51.100.9");
        assertThat(talk.signs.get(0).strength().word()).isEqualTo("measured");
        assertThat(talk.signs.get(0).numbers())
                .containsEntry("unauthenticDomains", 3.0)
                .containsEntry("mismatched", 3.0)
                .containsEntry("taken", 0.0)
                .containsEntry("senderDomains", 6.0);
    }

    @Test
    void manyDomainsWithChangingGreetingsAreForged() {
        for (int i = 0; i < 12; i++) {
            sends("h" + i + ".example", "d" + i + ".example", "f" + i + ".example", OK);
        }
        assertThat(talk.kinds()).isNotEmpty().containsOnly("messaging/forged_headers 198.51.100.9");
        assertThat(talk.signs.get(0).strength().word()).isEqualTo("evidenced");
    }

    @Test
    void aMailServerOfManyDomainsIsNone() {
        for (int i = 0; i < 60; i++) {
            sends("mail.shop.example", "d" + i + ".example", "f" + i + ".example", OK);
        }
        assertThat(talk.signs).isEmpty();
    }

    @Test
    void theClientsOwnDomainsDoNotCount() {
        for (int i = 0; i < 30; i++) {
            sends("h" + i + ".example", "shop.example", "shop.example", OK);
        }
        assertThat(talk.signs).isEmpty();
    }

    @Test
    void greetingAsTheServerItselfIsALie() {
        for (int i = 0; i < 12; i++) {
            sends("mx.example", "d" + i + ".example", "f" + i + ".example", OK);
        }
        assertThat(talk.signs.get(0).numbers().get("heloLies")).isGreaterThanOrEqualTo(MailConduct.HELO_LIES_MIN);
    }

    @Test
    void whoLoggedInIsAnsweredForByWhoLetHimIn() {
        for (int i = 0; i < 5; i++) {
            talk.opens().answers("220 mx.example ESMTP\r\n");
            talk.says("EHLO x\r\n").answers("250 mx.example\r\n");
            talk.says("AUTH LOGIN\r\n").answers("334 VXNlcg==\r\n");
            talk.says("YQ==\r\n").answers("334 UGFzcw==\r\n");
            talk.says("Yg==\r\n").answers("235 2.7.0 welcome\r\n");
            talk.says("MAIL FROM:<a@d" + i + ".example>\r\n")
                    .answers("550 5.7.23 no\r\n")
                    .ends();
        }
        assertThat(talk.signs).isEmpty();
    }

    @Test
    void afterStartTlsNothingIsGuessed() {
        talk.opens().answers("220 mx.example ESMTP\r\n");
        talk.says("EHLO x\r\n").answers("250 STARTTLS\r\n");
        talk.says("STARTTLS\r\n").answers("220 go\r\n");
        talk.says("MAIL FROM:<a@d.example>\r\n").answers("550 5.7.23 no\r\n").ends();
        assertThat(talk.signs).isEmpty();
    }

    @Test
    void mailHandedToManyServersIsSeenAsSuch() {
        List<Sign> signs = new ArrayList<>();
        MailConduct conduct = new MailConduct("smtp/1", (client, domain) -> true);
        for (int i = 0; i < MailConduct.SERVERS_MIN; i++) {
            assertThat(signs).isEmpty();
            Endpoint server = new Endpoint(0, 0xC633_6400L + i, false);
            Endpoint client = new Endpoint(0, 0xCB00_710AL, false);
            conduct.take(
                    new MailConduct.Mail(client, server, 1_000L * i, "h", false, "s.example", "", 1, 0, true, false),
                    signs::add);
        }
        assertThat(signs.get(0).kind().toString()).isEqualTo("messaging/direct_to_mx");
    }
}
