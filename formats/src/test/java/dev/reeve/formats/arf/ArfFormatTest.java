package dev.reeve.formats.arf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Strength;
import dev.reeve.formats.Formats;
import dev.reeve.formats.ParseOutcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArfFormatTest {
    private static final String DATE = "Arrival-Date: Wed, 14 Jan 2026 08:58:02 +0000\n";

    private static ParseOutcome parse(String prose, String fields, String original) {
        String mail =
                "From: f@example.net\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\n"
                        + prose + "\n--b\nContent-Type: message/feedback-report\n\n" + fields
                        + (original.isEmpty() ? "" : "\n--b\nContent-Type: message/rfc822\n\n" + original)
                        + "\n--b--\n";
        return Formats.installed().parse(mail.getBytes(StandardCharsets.UTF_8)).outcome();
    }

    private static ObservationDraft draft(ParseOutcome outcome) {
        assertThat(outcome).isInstanceOf(ParseOutcome.Reports.class);
        return ((ParseOutcome.Reports) outcome)
                .reports()
                .getFirst()
                .observations()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "abuse,messaging/spam",
        "ABUSE,messaging/spam",
        "virus,messaging/malware",
        "fraud,messaging/fraud",
        "not-spam,messaging/not_spam",
        "opt-out,messaging/opt_out",
        "auth-failure,messaging/auth_failure",
        "other,other/feedback",
        "whatever,messaging/spam"
    })
    void theFeedbackTypeIsTheKind(String type, String kind) {
        ParseOutcome outcome = parse("", "Feedback-Type: " + type + "\nSource-IP: 203.0.113.9\n" + DATE, "");
        assertThat(draft(outcome).kind()).hasToString(kind);
    }

    @Test
    void theReportersProseIsAsGoodAsAField() {
        ObservationDraft draft = draft(parse(
                "A mail was received from IP address 203.0.113.9.",
                "Feedback-Type: abuse\n" + DATE,
                "Subject: x\n\ny"));
        assertThat(draft.resource().text()).isEqualTo("203.0.113.9");
        assertThat(draft.strength(true, false)).isEqualTo(Strength.EVIDENCED);
    }

    @Test
    void aReceivedLineProvesNothing() {
        ObservationDraft draft = draft(
                parse(
                        "",
                        "Feedback-Type: abuse\n" + DATE,
                        "Received: from a (a [10.0.0.1]) by b\nReceived: from c (c [203.0.113.9]) by d\nReceived: from e ([192.0.2.66]) by c\n\n"));
        assertThat(draft.resource().text()).isEqualTo("203.0.113.9");
        assertThat(draft.strength(true, true)).isEqualTo(Strength.SPOOFABLE);
    }

    @Test
    void withoutSourceOrTimeItWaitsForAPerson() {
        assertThat(parse("", "Feedback-Type: abuse\n" + DATE, "Received: from a ([10.0.0.1]) by b\n\n"))
                .isEqualTo(ParseOutcome.Unreadable.because(
                        "the report names no source address, nor does the mail that it encloses"));
        assertThat(parse("", "Feedback-Type: abuse\nSource-IP: 203.0.113.9\nArrival-Date: today\n", ""))
                .isInstanceOf(ParseOutcome.Unreadable.class);
    }

    @Test
    void aMachinePartUnderAWrongLabelIsFound() {
        String mail =
                "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n"
                        + "--b\nContent-Type: text/plain\n\nFeedback-Type: abuse\nSource-IP: 203.0.113.9\n" + DATE
                        + "--b--\n";
        assertThat(draft(Formats.installed()
                                .parse(mail.getBytes(StandardCharsets.UTF_8))
                                .outcome())
                        .resource()
                        .text())
                .isEqualTo("203.0.113.9");
    }
}
