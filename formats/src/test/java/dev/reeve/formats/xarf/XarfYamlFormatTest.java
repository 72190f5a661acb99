package dev.reeve.formats.xarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.StatedTime;
import dev.reeve.formats.mail.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XarfYamlFormatTest {
    private final XarfYamlFormat format = new XarfYamlFormat();

    private static String sample(String name) throws IOException {
        return Files.readString(Path.of("../samples/mail").resolve(name));
    }

    private List<ObservationDraft> read(String mail) {
        RawMessage message = RawMessage.of(mail.getBytes(StandardCharsets.UTF_8));
        assertThat(format.recognises(message)).isTrue();
        return ((ParseOutcome.Reports) format.parse(message))
                .reports()
                .getFirst()
                .observations();
    }

    @Test
    void theAttackedPortIsNotTheCulprits() throws IOException {
        ObservationDraft draft = read(sample("x-arf-login-attack.eml")).getFirst();
        assertThat(draft.resource().key()).isEqualTo("address:192.0.2.22");
        assertThat(draft.facts()).containsEntry("destination_port", "22");
        assertThat(draft.sample()).isTrue();
    }

    @Test
    void aPageIsItsUrlAndTheAddressBesideItInTheLetter() throws IOException {
        assertThat(read(sample("x-arf-phishing.eml")))
                .extracting(d -> d.resource().key())
                .containsExactly("url:http://shop.example/old/login.php", "address:192.0.2.54");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    login-attack    | ssh     | connection/login_attack
                    port-scan       | tcp     | connection/port_scan
                    regbot          | regbot  | messaging/spam
                    malware-attack  | http    | content/malware
                    ssh-login-attack| ssh     | connection/login_attack
                    whatever        | imap    | connection/login_attack
                    whatever        | x       | other/abuse
                    """)
    void theTypeIsToldInXarfsWords(String type, String service, String kind) throws IOException {
        String mail = sample("x-arf-login-attack.eml")
                .replace("Report-Type: login-attack", "Report-Type: " + type)
                .replace("Service: ssh", "Service: " + service);
        assertThat(read(mail).getFirst().kind()).hasToString(kind);
    }

    @Test
    void aTimeWithoutAZoneIsDoubtedAndNoTimeIsThatOfTheMail() throws IOException {
        String mail = sample("x-arf-login-attack.eml");
        String stamp = "Date: Wed, 14 Jan 2026 07:19:02 +0100\nSource-Type";
        assertThat(read(mail.replace(stamp, "Date: 2026-01-14 07:19:02\nSource-Type"))
                        .getFirst()
                        .clockDoubt())
                .isGreaterThan(Duration.ofHours(12));
        assertThat(StatedTime.isStated(read(mail.replace(stamp, "Source-Type")).getFirst()))
                .isFalse();
        assertThat(read(mail.replace(stamp, "Date: Jan 14 2026 07:19:02 +0100\nSource-Type"))
                        .getFirst()
                        .seen()
                        .from())
                .hasToString("2026-01-14T06:19:02Z");
    }

    @Test
    void severalReportsInOnePartAreSeveral() throws IOException {
        String mail = sample("x-arf-login-attack.eml")
                .replace(
                        "Attachment: text/plain\n",
                        "Attachment: text/plain\n---\nReported-From: sensor@reporter.example\nCategory: abuse\n"
                                + "Report-Type: port-scan\nDate: 2026-01-14T08:00:00Z\nSource: 192.0.2.23\nReport-ID: 4712@reporter.example\n");
        assertThat(read(mail))
                .extracting(d -> d.resource().key())
                .containsExactly("address:192.0.2.22", "address:192.0.2.23");
    }
}
