package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.RawMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each character of a decoded text points at the bytes that it came from.
final class PartTextTest {
    private static byte[] mail(String encoding, String charset, byte[] body) {
        byte[] head = ("Content-Type: text/plain; charset=" + charset + "\nContent-Transfer-Encoding: " + encoding
                        + "\n\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static MappedText read(byte[] mail) {
        return PartText.of(RawMessage.of(mail).mail(), 100_000);
    }

    private static String bytes(byte[] mail, Span span) {
        return new String(mail, (int) span.offset(), span.length(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void quotedPrintableKeepsItsPlaces() {
        byte[] mail =
                mail("quoted-printable", "utf-8", "f=C3=BCr =\n203.0.113.9 da".getBytes(StandardCharsets.US_ASCII));
        MappedText text = read(mail);
        assertThat(text.text()).isEqualTo("für 203.0.113.9 da");
        assertThat(bytes(mail, text.span("source", 4, 15))).isEqualTo("203.0.113.9");
        assertThat(bytes(mail, text.span("source", 1, 2))).isEqualTo("=C3=BC");
    }

    @Test
    void base64PointsAtTheQuadsThatHoldIt() {
        byte[] mail = mail(
                "base64",
                "utf-8",
                Base64.getMimeEncoder().encode("your 203.0.113.9 attacks".getBytes(StandardCharsets.US_ASCII)));
        MappedText text = read(mail);
        Span span = text.span("source", 5, 16);
        String piece = bytes(mail, span);
        assertThat(text.text().substring(5, 16)).isEqualTo("203.0.113.9");
        assertThat(piece.length()).isBetween(14, 18);
    }

    @ParameterizedTest
    @CsvSource({
        "iso-2022-jp,フィッシング 203.0.113.9",
        "shift_jis,漫画 203.0.113.9",
        "gb18030,攻击 203.0.113.9",
        "big5,垃圾郵件 203.0.113.9",
        "euc-kr,피싱 203.0.113.9",
        "koi8-r,атака 203.0.113.9",
        "windows-1251,атака 203.0.113.9",
        "iso-8859-2,źródło 203.0.113.9"
    })
    void charsetsKeepTheirPlaces(String charset, String words) throws UnsupportedEncodingException {
        byte[] mail = mail("8bit", charset, words.getBytes(charset));
        MappedText text = read(mail);
        assertThat(text.text()).isEqualTo(words);
        int at = words.indexOf("203");
        assertThat(bytes(mail, text.span("source", at, at + 11))).endsWith("203.0.113.9");
    }

    @Test
    void aWrongLabelDoesNotMatterForUtf8() {
        byte[] mail = mail("8bit", "us-ascii", "refusées".getBytes(StandardCharsets.UTF_8));
        assertThat(read(mail).text()).isEqualTo("refusées");
    }
}
