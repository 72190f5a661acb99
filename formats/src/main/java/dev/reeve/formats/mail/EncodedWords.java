package dev.reeve.formats.mail;

import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/// Header text with its encoded words decoded, RFC 2047.
public final class EncodedWords {
    private EncodedWords() {}

    /// @param value one character per byte, as fields have it
    public static String decode(String value) {
        String decoded = decoded(value);
        return decoded.equals(value) ? Charsets.decode(value.getBytes(StandardCharsets.ISO_8859_1), "") : decoded;
    }

    private static String decoded(String value) {
        if (!value.contains("=?")) {
            return value;
        }
        try {
            return DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT);
        } catch (IllegalArgumentException broken) {
            return value;
        }
    }
}
