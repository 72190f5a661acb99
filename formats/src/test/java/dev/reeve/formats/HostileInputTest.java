package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mail that somebody wrote to break the reader: there is an outcome, and what can be read is.
final class HostileInputTest {
    private final Formats formats = Formats.installed();

    private ParseOutcome read(String mail) {
        ParseOutcome outcome =
                formats.parse(mail.getBytes(StandardCharsets.ISO_8859_1)).outcome();
        if (outcome instanceof ParseOutcome.Unreadable unreadable) {
            assertThat(unreadable.reason()).doesNotContain("fault of Reeve");
        }
        return outcome;
    }

    private static List<String> resources(ParseOutcome outcome) {
        return ((ParseOutcome.Reports) outcome)
                .reports().stream()
                        .map(Report::observations)
                        .flatMap(List::stream)
                        .map(o -> o.resource().key())
                        .toList();
    }

    private static String arf() throws IOException {
        return Files.readString(Path.of("../samples/mail/arf-spam.eml"));
    }

    @Test
    void aHeaderThatWasInjectedIsNoField() throws IOException {
        String source = arf().lines()
                .filter(l -> l.startsWith("Source-IP:"))
                .findFirst()
                .orElseThrow();
        List<String> honest = resources(read(arf()));
        String injected = arf().replace(source, source + "\u0000\u000BSource-IP: 203.0.113.66");
        ParseOutcome outcome = read(injected);
        if (outcome instanceof ParseOutcome.Reports) {
            assertThat(resources(outcome)).doesNotContain("address:203.0.113.66");
        }
        assertThat(resources(read(arf().replace(source, source + "\nSource-IP: 203.0.113.66"))))
                .isEqualTo(honest);
    }

    @Test
    void anEndThatIsMissingAndABoundaryThatIsDoubledAreTakenAsTheyCome() throws IOException {
        String mail = arf();
        String open = mail.substring(0, mail.lastIndexOf("--") - 2);
        assertThat(resources(read(open))).isEqualTo(resources(read(mail)));
        assertThat(read(mail.replace("MIME-Version: 1.0\n", ""))).isInstanceOf(ParseOutcome.Reports.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-7", "x-unknown", "\"", "iso-2022-jp", "UTF-16"})
    void aCharsetThatIsWrongCostsNoAddress(String charset) {
        String mail = "From: a@b.example\nSubject: abuse\nContent-Type: text/plain; charset=" + charset
                + "; name=report.txt\n\nReported-From: a@b.example\nCategory: abuse\nReport-Type: login-attack\n"
                + "Date: 2026-01-14T02:11:07Z\nSource: 192.0.2.9\n";
        assertThat(resources(read(mail))).containsExactly("address:192.0.2.9");
    }

    /// Found by the fuzzer: telling a mail from a bare document took for ever on a header with line ends of two bytes.
    @Test
    void aLongHeaderWithoutAnyKnownFieldIsTakenForNothing() {
        assertThat(read("Quux: y\r\n z\r\n".repeat(300) + "\r")).isNotNull();
    }

    @Test
    void messagesInMessagesEnd() {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            mail.append("From: a@b.example\nContent-Type: message/rfc822\n\n");
        }
        assertThat(read(mail.toString())).isNotNull();
        assertThat(read("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(20_000)))
                .isNotNull();
        assertThat(read("X: y\n".repeat(100_000) + "\n\nhello")).isNotNull();
    }

    @Test
    void entitiesAreNeitherExpandedNorFetched() throws IOException {
        String xml = Files.readString(Path.of("../samples/acns/infringement-1.2.xml"))
                .replace(
                        "<Infringement",
                        "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><Infringement")
                .replace("The Example & Its Sequel", "&b;&f;");
        Report report = ((ParseOutcome.Reports) read(xml)).reports().getFirst();
        assertThat(report.observations().getFirst().facts()).containsEntry("work_title", "&b;&f;");
    }

    @Test
    void aBombAmongTheAttachmentsIsNotUnpacked() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 100; i++) {
                gzip.write(new byte[1_000_000]);
            }
        }
        String mail = "From: autoreports@feeds.example\nSubject: scan_rdp Report\nMIME-Version: 1.0\n"
                + "Content-Type: application/gzip; name=2026-01-13-scan_rdp-x-asn.csv.gz\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(bomb.toByteArray());
        assertThat(read(mail)).isNotInstanceOf(ParseOutcome.Reports.class);
    }

    @Test
    void aMessageBeyondTheLimitIsNamedWithItsSize() {
        assertThat(formats.parse(new byte[100_000_000]).outcome())
                .isInstanceOfSatisfying(
                        ParseOutcome.Unreadable.class,
                        u -> assertThat(u.reason()).contains("100000000 bytes"));
    }
}
