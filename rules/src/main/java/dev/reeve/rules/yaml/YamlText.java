package dev.reeve.rules.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The text of a YAML file, and the way back from a character of a value to its line and column.
public final class YamlText {
    private final String text;
    private final int[] points;

    private YamlText(String text) {
        this.text = text;
        this.points = text.codePoints().toArray();
    }

    /// @throws CharacterCodingException when the bytes aren't UTF-8
    static YamlText decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return new YamlText(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    String text() {
        return text;
    }

    /// Where a character of a scalar's value stands in the file. A value is shorter than its source by
    /// quotes, escapes, indentation and folded line ends, so both are walked side by side: whitespace in the
    /// value stands for any whitespace in the source, everything else stands for itself or for its escape.
    ///
    /// @param offset code point within the value
    public Mark markOf(YamlNode.Scalar scalar, int offset) {
        int[] value = scalar.text().codePoints().toArray();
        int at = begin(scalar);
        for (int i = 0; i <= offset && i < value.length; i++) {
            if (Character.isWhitespace(value[i])) {
                at += i < offset && at < points.length && points[at] == value[i] ? 1 : 0;
                continue;
            }
            while (at < points.length && Character.isWhitespace(points[at])) {
                at++;
            }
            if (i < offset) {
                at += width(at, value[i]);
            }
        }
        return mark(at);
    }

    private int begin(YamlNode.Scalar scalar) {
        int at = scalar.start();
        if (scalar.block()) {
            while (at < points.length && points[at] != '\n') {
                at++;
            }
            return at;
        }
        boolean quoted = at < points.length && (points[at] == '"' || points[at] == '\'');
        return quoted ? at + 1 : at;
    }

    /// How many characters of the source make one of the value: an escape `\"` two, `\x41` four, a doubled
    /// quote two.
    private int width(int at, int wanted) {
        if (at >= points.length || points[at] == wanted && !(wanted == '\'' && next(at) == '\'')) {
            return points.length > at && points[at] == '\\' && next(at) == '\\' ? 2 : 1;
        }
        if (points[at] != '\\') {
            return points[at] == '\'' ? 2 : 1;
        }
        return switch (next(at)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
        };
    }

    private int next(int at) {
        return at + 1 < points.length ? points[at + 1] : -1;
    }

    private Mark mark(int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < index && i < points.length; i++) {
            column = points[i] == '\n' ? 1 : column + 1;
            line += points[i] == '\n' ? 1 : 0;
        }
        return new Mark(line, column);
    }
}
