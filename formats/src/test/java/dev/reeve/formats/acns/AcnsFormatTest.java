package dev.reeve.formats.acns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcnsFormatTest {
    private static final Path SAMPLES = Path.of("../samples");
    private final AcnsFormat format = new AcnsFormat();

    private List<Report> read(String text) {
        RawMessage message = RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
        assertThat(format.recognises(message)).isTrue();
        return ((ParseOutcome.Reports) format.parse(message)).reports();
    }

    private static String sample(String name) throws Exception {
        return Files.readString(SAMPLES.resolve(name));
    }

    @Test
    void theSignedLetterHasAllSixElements() throws Exception {
        LegalNotice notice =
                read(sample("mail/acns-signed.eml")).getFirst().findNotice().orElseThrow();
        assertThat(notice.missing()).isEmpty();
        assertThat(notice.works()).extracting(LegalNotice.Work::title).containsExactly("The Example & Its Sequel");
    }

    /// Ablation: each sentence taken away is exactly the one that is missing.
    @ParameterizedTest
    @ValueSource(strings = {"good faith belief|good-faith", "penalty of perjury|perjury"})
    void whatIsTakenAwayIsMissing(String pair) throws Exception {
        String[] parts = pair.split("\\|", -1);
        String mail = sample("mail/acns-signed.eml").replace("=\n", "");
        assertThat(mail).contains(parts[0]);
        LegalNotice notice =
                read(mail.replace(parts[0], "belief")).getFirst().findNotice().orElseThrow();
        assertThat(notice.missing()).extracting(LegalNotice.Element::word).containsExactly(parts[1]);
    }

    @Test
    void aQuotedNoticeIsReadAndItsContradictionDoubted() throws Exception {
        Report report = read(sample("mail/acns-quoted.eml")).getFirst();
        assertThat(report.observations().getFirst().resource().key()).isEqualTo("address:192.0.2.60:20849");
        assertThat(report.notes().get("letter and XML")).contains("the letter names 192.0.2.99, the XML 192.0.2.60");
        assertThat(report.confidence()).isLessThan(0.5);
    }

    @Test
    void aRetractionAccusesNobody() throws Exception {
        String retracted = sample("acns/infringement-1.2.xml")
                .replace("</Infringement>", "<Type Retraction=\"true\">INFO</Type></Infringement>");
        Report report = read(retracted).getFirst();
        assertThat(report.observations()).isEmpty();
        assertThat(report.findNotice().orElseThrow().kind()).isEqualTo(LegalNotice.Kind.RETRACTION);
    }

    @Test
    void theSameNoticeTwiceInOneMailIsOneAndTwoAreTwo() throws Exception {
        String xml = sample("acns/infringement-1.2.xml");
        assertThat(read("From: a@b.example\n\n" + xml + xml)).hasSize(1);
        assertThat(read("From: a@b.example\n\n" + xml + xml.replace("A-4711", "A-4712")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-12T23:12:02Z",
                "2026-01-12T23:12:02.000Z",
                "2026-01-12T23-12-02UTC",
                "2026-01-12 23:12:02 UTC",
                "2026-01-13T00:12:02+01:00",
                "Mon, 12 Jan 2026 23:12:02 GMT",
                "2026-01-12 23:12:02"
            })
    void timesAreReadHoweverTheyAreWritten(String stamp) throws Exception {
        String xml = sample("acns/hosted-0.7.xml").replace("2026-01-12T23-12-02UTC", stamp);
        assertThat(read(xml).getFirst().observations())
                .allMatch(o -> o.seen().from().toString().equals("2026-01-12T23:12:02Z"));
    }

    @Test
    void urlsStandBeforeTheAddress() throws Exception {
        assertThat(Stream.of(read(sample("acns/hosted-0.7.xml")).getFirst())
                        .flatMap(r -> r.observations().stream())
                        .map(o -> o.resource().key()))
                .containsExactly(
                        "url:http://files.example/music/first.mp3",
                        "url:http://files.example/music/second.mp3",
                        "url:http://files.example/music/",
                        "address:192.0.2.61:80");
    }
}
