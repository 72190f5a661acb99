package dev.reeve.formats.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MailScannerTest {
    private static MailPart scan(String text) {
        return RawMessage.of(text.getBytes(StandardCharsets.ISO_8859_1)).mail();
    }

    @Test
    void aFieldKnowsWhereItsValueStands() {
        String text = "Subject: one\n two\nFrom:a@example.com\r\n\nbody";
        MailPart mail = scan(text);
        assertThat(mail.value("subject")).isEqualTo("one two");
        MailField from = mail.find("From").orElseThrow();
        assertThat(from.span("from").offset()).isEqualTo(text.indexOf("a@"));
        assertThat(from.span("from").length()).isEqualTo(13);
        assertThat(mail.text()).isEqualTo("body");
    }

    @Test
    void partsAreFoundWithoutAClosingBoundary() {
        MailPart mail = scan(
                "Content-Type: multipart/mixed; boundary=\"b\"\n\npreamble\n--b\n\none\n--b\nContent-Type: text/html\n\ntwo");
        assertThat(mail.children()).extracting(MailPart::number).containsExactly("1", "2");
        assertThat(mail.children()).extracting(MailPart::text).containsExactly("one", "two");
    }

    @Test
    void anEncodedPartPointsAtItsEncodedBytes() {
        String text =
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n--b--\n";
        MailPart part = scan(text).children().getFirst();
        assertThat(part.text()).isEqualTo("hello");
        assertThat(part.content().span("word", part.number(), 1, 2).offset()).isEqualTo(text.indexOf("aGVs"));
    }

    @Test
    void anEnclosedMessageIsSomebodyElsesMail() {
        MailPart mail = scan("Content-Type: message/rfc822\n\nSubject: inner\n\ntext");
        assertThat(mail.enclosed().orElseThrow().value("Subject")).isEqualTo("inner");
        assertThat(mail.own()).hasSize(1);
    }

    @Test
    void mailboxFilesAndBrokenHeadersAreRead() {
        assertThat(scan("From x@example.com Thu Jan 1\nSubject: a\n\nb").value("Subject"))
                .isEqualTo("a");
        MailPart broken = scan("Subject: a\nthis is no field\nFrom: b@example.com\n\nrest");
        assertThat(broken.value("Subject")).isEqualTo("a");
        assertThat(broken.text()).startsWith("this is no field");
    }

    @Test
    void manyPartsAndDeepNestingEndAtTheirLimits() {
        MailPart many = scan("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(100_000));
        assertThat(many.own().count()).isLessThanOrEqualTo(MailScanner.PARTS_MAX + 1);
        MailPart deep = scan("Content-Type: message/rfc822\n\n".repeat(5_000));
        int depth = 0;
        for (MailPart part = deep;
                !part.children().isEmpty();
                part = part.children().getFirst()) {
            depth++;
        }
        assertThat(depth).isEqualTo(MailScanner.DEPTH_MAX);
    }

    @Test
    void manyFieldsAndLongFieldsEndAtTheirLimits() {
        assertThat(scan("A: b\n".repeat(50_000) + "\n").fields()).hasSize(MailScanner.FIELDS_MAX);
        MailField longField =
                scan("A: " + "x".repeat(200_000) + "\n\n").fields().getFirst();
        assertThat(longField.value()).hasSize(MailField.VALUE_LENGTH_MAX);
        assertThat(scan("A: b" + " ".repeat(500_000) + "\n" + (" " + " ".repeat(1000) + "c\n").repeat(300))
                        .value("A"))
                .startsWith("b");
    }
}
