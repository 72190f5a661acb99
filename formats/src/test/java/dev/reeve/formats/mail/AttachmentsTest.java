package dev.reeve.formats.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class AttachmentsTest {
    private static byte[] zip(String name, byte[]... contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < contents.length; i++) {
                zip.putNextEntry(new ZipEntry(i == 0 ? name : i + name));
                zip.write(contents[i]);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static Attachments.Contents mailWith(String name, byte[] content) {
        String mail = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n--b\n"
                + "Content-Type: application/octet-stream; name=" + name + "\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\n--b--\n";
        return Attachments.of(
                RawMessage.of(mail.getBytes(StandardCharsets.ISO_8859_1)).mail());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void archivesInArchivesAreOpenedAndTheirFactsPointAtTheAttachment() throws IOException {
        Attachments.Contents contents = mailWith("a.zip", zip("folder/Inner.csv.gz", gzip(text("a,b"))));
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("inner.csv");
            assertThat(file.text()).isEqualTo("a,b");
            assertThat(file.content().span("x", file.part(), 0, 3).length()).isGreaterThan(100);
        });
    }

    @Test
    void officeDocumentsAreLeftToThoseWhoKnowThem() throws IOException {
        assertThat(mailWith("a.xlsx", zip("xl/sheet1.xml", text("<x/>"))).files())
                .extracting(Attachments.Opened::name)
                .containsExactly("a.xlsx");
    }

    @Test
    void aBombEndsAtItsRatio() throws IOException {
        Attachments.Contents contents = mailWith("bomb.gz", gzip(new byte[80_000_000]));
        assertThat(contents.files()).isEmpty();
        assertThat(contents.problems()).singleElement().asString().contains("grows more than 200 times");
    }

    @Test
    void manyFilesTogetherEndAtTheSum() throws IOException {
        byte[][] noise = new byte[15][4_900_000];
        java.util.Random chance = new java.util.Random(1);
        for (byte[] bytes : noise) {
            chance.nextBytes(bytes);
        }
        ByteSource archive = new ByteSource(zip("n", noise), 0, 0, -1, 0);
        Attachments.Contents contents =
                Attachments.unpack("n.zip", new ByteSource(archive.bytes(), 0, archive.bytes().length, -1, 0), "");
        assertThat(contents.files()).hasSizeLessThan(15);
        assertThat(contents.problems()).singleElement().asString().contains("64000000 bytes after unpacking");
    }

    @Test
    void tooDeepAndBrokenArchivesAreNamed() throws IOException {
        byte[] deep = text("x");
        for (int i = 0; i < 5; i++) {
            deep = zip("n.zip", deep);
        }
        assertThat(mailWith("deep.zip", deep).problems())
                .singleElement()
                .asString()
                .contains("packed more than 3 times");
        assertThat(mailWith("broken.gz", new byte[] {0x1F, (byte) 0x8B, 8, 1}).problems())
                .singleElement()
                .asString()
                .contains("can't be unpacked");
    }
}
