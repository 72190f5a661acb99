package dev.reeve.formats.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ForwardedSpamFormatTest {
    private final ForwardedSpamFormat format = new ForwardedSpamFormat();

    private static String sample() throws IOException {
        return Files.readString(Path.of("../samples/mail/forwarded-spam.eml"));
    }

    private static RawMessage message(String text) {
        return RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoHandedItOverIsAccusedAndNotWhatStandsBelow() throws IOException {
        ParseOutcome.Reports reports = (ParseOutcome.Reports) format.parse(message(sample()));
        ObservationDraft draft = reports.reports().getFirst().observations().getFirst();
        assertThat(draft.resource().key()).isEqualTo("address:192.0.2.63");
        assertThat(draft.seen().from()).hasToString("2026-01-14T05:12:40Z");
        assertThat(draft.spoofable()).isTrue();
    }

    @Test
    void aLetterThatAccusesAPageOrSomebodyElseIsLeftToOthers() throws IOException {
        String words = "Unsolicited bulk mail, original attached.";
        assertThat(format.recognises(message(sample().replace(words, "Phishing, see the page it links to."))))
                .isFalse();
        assertThat(format.recognises(message(sample().replace(words, "Spam, and it is 203.0.113.77 that sent it."))))
                .isFalse();
        assertThat(format.recognises(message(sample().replace(words, "")))).isTrue();
    }

    @Test
    void withoutAnEnclosedMailItIsNoneOfOurs() {
        assertThat(format.recognises(message("From: a@b.example\nSubject: spam\n\nspam from 192.0.2.1")))
                .isFalse();
    }
}
