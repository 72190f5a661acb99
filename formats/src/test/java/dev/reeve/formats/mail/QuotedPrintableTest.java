package dev.reeve.formats.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Span;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class QuotedPrintableTest {
    private static MailPart mail(String body) {
        return RawMessage.of(("Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1))
                .mail();
    }

    @Test
    void codesSoftBreaksAndTrailingSpacesAreTakenOff() {
        assertThat(mail("caf=C3=A9 =3D lo=\nng=  \r\n!  \nend=ZZ=").text()).isEqualTo("café = long!\nend=ZZ");
    }

    @Test
    void aFactPointsAtItsOwnBytesAcrossABreak() {
        String body = "source 192.0.=\n2.1 here";
        MailPart mail = mail(body);
        ByteSource content = mail.content();
        int at = content.latin1().indexOf("192.0.2.1");
        Span span = content.span("source", "", at, 9);
        String raw = new String(mail.body().bytes(), (int) span.offset(), span.length(), StandardCharsets.ISO_8859_1);
        assertThat(raw).isEqualTo("192.0.=\n2.1");
    }
}
