package dev.reeve.formats.notreports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.Formats;
import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BounceFormatTest {
    private static ParseOutcome parse(String mail) {
        return Formats.installed().parse(mail.getBytes(StandardCharsets.UTF_8)).outcome();
    }

    private static NonReport what(String mail) {
        assertThat(parse(mail)).isInstanceOf(ParseOutcome.NotAReport.class);
        return ((ParseOutcome.NotAReport) parse(mail)).what();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<erin@client.example>: user unknown 5.1.1",
                "\"erin@client.example\":\nSMTP error 5.1.1",
                ">>> RCPT To:<erin@client.example>\n<<< 550 5.1.1 User unknown",
                "The mail to <erin@client.example> failed, 5.1.1",
            })
    void aBounceInProseNamesItsRecipient(String words) {
        NonReport what = what("From: MAILER-DAEMON@mx.example\nSubject: Returned mail\n\nIt could not be delivered.\n"
                + words + "\n");
        assertThat(what.kind()).isEqualTo(NonReport.Kind.BOUNCE);
        assertThat(what.about().getFirst().recipient()).isEqualTo("erin@client.example");
        assertThat(what.about().getFirst().status()).isEqualTo("5.1.1");
        assertThat(what.about().getFirst().permanent()).isTrue();
    }

    @Test
    void aDelayIsNoBounce() {
        NonReport what = what(
                "From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
                        + "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@b.example\nAction: delayed\nStatus: 4.4.1\n--b--\n");
        assertThat(what.kind()).isEqualTo(NonReport.Kind.DELAY);
        assertThat(what.about().getFirst().permanent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Postmaster <postmaster@b.example>\nSubject: Spam from 192.0.2.9 rejected\n\nYour server sends us spam, 550 5.7.1.\n",
                "Return-Path: <>\nFrom: robot@b.example\nSubject: Abuse report: mail delivery attack\n\nuser unknown from 192.0.2.9\n",
            })
    void whoComplainsOfMailIsNoMailerDaemon(String mail) {
        assertThat(parse(mail)).isNotInstanceOf(ParseOutcome.NotAReport.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: System Administrator <postmaster@b.example>\nSubject: Undeliverable: your notice\n\nx",
                "From: <>\nSubject: Re: hello\n\nThe user does not exist.",
                "From: mailer@b.example\nSubject: Delivery Status Notification (Failure)\n\n550 5.1.1 user unknown",
                "From: Mail Delivery System <MAILER-DAEMON@b.example>\nSubject: Unzustellbar\n\nx",
                "Return-Path: <>\nFrom: postmaster@b.example\nSubject: \u672a\u9001\u8fbe\n\nmailbox full",
                "From: x@b.example\nX-Failed-Recipients: a@c.example\nSubject: y\n\nz",
            })
    void aBounceIsKnownByTwoOfThree(String mail) {
        assertThat(parse(mail)).isInstanceOf(ParseOutcome.NotAReport.class);
    }

    @Test
    void anOrdinaryComplaintAboutMailThatIsRejectedIsNoBounce() {
        assertThat(
                        parse(
                                "From: dave@example.net\nSubject: Returned mail from your network floods us\n\nPlease stop 203.0.113.9.\n"))
                .isNotInstanceOf(ParseOutcome.NotAReport.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: Out of office: your notice\n\nx",
                "Subject: AW: Abwesenheitsnotiz\n\nx",
                "Subject: hello\nX-Autoreply: yes\n\nx",
                "Subject: hello\nAuto-Submitted: auto-replied; owner-email=\"a@b.example\"\n\nx"
            })
    void automaticRepliesAreSetAside(String mail) {
        assertThat(what("From: erin@client.example\n" + mail).kind()).isEqualTo(NonReport.Kind.AUTO_REPLY);
    }

    @Test
    void aReportThatAProgramSendsIsNotSetAside() {
        assertThat(
                        parse(
                                "From: bot@example.net\nAuto-Submitted: auto-generated\nSubject: abuse report about 203.0.113.9\n\nx"))
                .isInstanceOf(ParseOutcome.Unreadable.class);
    }

    @Test
    void aReadReceiptIsKnown() {
        assertThat(
                        what("From: a@b.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nread\n--b--")
                                .kind())
                .isEqualTo(NonReport.Kind.READ_RECEIPT);
    }
}
