package dev.reeve.formats.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BareDocumentTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    x       | {"a":1}                     | application/json
                    x       | [{"a":1}]                   | application/json
                    x.txt   | [EXTERNAL] Dear Sir         | text/plain
                    x       | <?xml version="1.0"?><a/>   | text/xml
                    x       | <html><body>                | text/html
                    x       | "timestamp","ip"            | text/csv
                    x.csv   | foo;bar                     | text/csv
                    x.txt   | Dear Sir: this is a letter  | text/plain
                    x.md    | Are you the owner?          | text/plain
                    x.txt   | From: a@b.example\\nTo: c    | mail
                    x.eml   | Dear Sir                    | mail
                    x       | Received: from a by b       | mail
                    x       | %PDF-1.7                    | application/pdf
                    """)
    void theBytesDecideAndThenTheName(String name, String text, String type) {
        RawMessage message = RawMessage.of(name, text.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(message.bare() ? message.mail().type().mimeType() : "mail").isEqualTo(type);
    }
}
