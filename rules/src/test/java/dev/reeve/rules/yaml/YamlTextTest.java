package dev.reeve.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.rules.yaml.YamlNode.Scalar;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A marked `X` in the value is found where it stands in the file, however the value is written.
final class YamlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "k: abc X!1!8",
                "k: 'a''b X'!1!10",
                "k: \"a\\\"b\\\\ X\"!1!12",
                "k: \"\\x41\\u0042 X\"!1!16",
                "~k: abc\n  def X~!2!7",
                "~k: |\n  abc\n\n    X~!4!5",
                "~k: >-\n   abc\n   d X~!3!6",
                "~k: |2\n  abc\n  X~!3!3",
                "k: 😀 X!1!6",
            })
    void positionOfX(String yaml, int line, int column) {
        var read = (YamlTree.Read) YamlTree.parse(yaml.getBytes(StandardCharsets.UTF_8));
        Scalar scalar = (Scalar) read.root().entries().getFirst().value();
        int offset = scalar.text().codePointCount(0, scalar.text().indexOf('X'));
        assertThat(read.text().markOf(scalar, offset)).isEqualTo(new Mark(line, column));
    }
}
