package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.ParseOutcome.NotAReport;
import dev.reeve.formats.ParseOutcome.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class UnreadTest {
    private static final String HEAD = "From: ann@sender.example\r\nSubject: see attachment\r\nMIME-Version: 1.0\r\n";

    private final Formats formats = Formats.installed();

    private ParseOutcome read(String mail) {
        return formats.parse(mail.getBytes(StandardCharsets.ISO_8859_1)).outcome();
    }

    private static String attached(String type, String name, byte[] content) {
        return HEAD + "Content-Type: " + type + "; name=\"" + name
                + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\r\n";
    }

    @Test
    void anArchiveThatCannotBeUnpackedIsForAPerson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("report.csv"));
            zip.write(new byte[3_000_000]);
        }
        assertThat(read(attached("application/zip", "report.zip", bytes.toByteArray())))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        u -> assertThat(u.problems())
                                .singleElement()
                                .asString()
                                .contains("it grows more than 200 times when unpacked"));
    }

    @Test
    void aBrokenPdfIsForAPerson() {
        byte[] pdf = "%PDF-1.7\n1 0 obj\n<</Length 9>>\nstream\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(attached("application/pdf", "notice.pdf", pdf)))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        u -> assertThat(u.problems()).containsExactly("\"notice.pdf\" can't be read as a PDF"));
    }

    @Test
    void bytesThatAreNoTextAreForAPerson() {
        byte[] noise = new byte[2_000];
        new Random(7).nextBytes(noise);
        noise[0] = (byte) 0xC3;
        assertThat(formats.parse(noise).outcome()).isInstanceOf(Unreadable.class);
    }

    @Test
    void aMailThatNamesNothingAndIsReadWholeIsSetAside() {
        assertThat(read(HEAD + "\r\nHello, how are you?\r\n")).isInstanceOf(NotAReport.class);
    }

    @Test
    void aPictureThatIsNotReadHoldsNothingUp() {
        assertThat(read(attached("image/png", "logo.png", new byte[] {1, 2, 3})))
                .isInstanceOf(NotAReport.class);
    }
}
