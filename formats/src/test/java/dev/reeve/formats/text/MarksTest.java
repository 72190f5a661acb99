package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarksTest {
    private static final RawMessage MESSAGE =
            RawMessage.of("""
            From: noc@sensor.example

            203.0.113.10 talked to 203.0.113.1.
            See http://b.a.example/x and write to ann@c.example, 14:03:11.
            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));

    private static final String TEXT = new String(MESSAGE.bytes(), StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(
            strings = {"203.0.113.10", "203.0.113.1", "http://b.a.example/x", "b.a.example", "c.example", "14:03:11"})
    void whatStandsByItselfIsFoundWhereItStands(String value) {
        var span = Marks.find(MESSAGE, "source", value).orElseThrow().span();
        int at = (int) span.offset();
        assertThat(TEXT.substring(at, at + span.length())).isEqualTo(value);
        assertThat(TEXT.substring(at + value.length())).doesNotStartWith("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"03.0.113.10", "203.0.113", "3.0.113.1", "a.example", "sensor", "198.51.100.1", " "})
    void aPieceOfSomethingElseIsNoMark(String value) {
        assertThat(Marks.find(MESSAGE, "source", value)).isEmpty();
    }
}
