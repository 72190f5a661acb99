package dev.reeve.formats.mail;

import java.util.Locale;

/// A message as it came, taken apart. Bytes that begin with a brace are a JSON document that came without a
/// mail around it.
///
/// @param mail its parts; of a bare document one part of the type `application/json`
public record RawMessage(byte[] bytes, MailPart mail, boolean bareJson) {
    /// Largest message: XARF allows 15 MB of evidence, which base64 makes 20 MB, twice over for a mail around
    /// it.
    public static final int SIZE_BYTES_MAX = 40_000_000;

    public static RawMessage of(byte[] bytes) {
        ByteSource source = ByteSource.raw(bytes);
        int first = 0;
        while (first < bytes.length && (Lines.isSpace(bytes[first]) || isMark(bytes, first))) {
            first++;
        }
        boolean json = first < bytes.length && (bytes[first] == '{' || bytes[first] == '[');
        return new RawMessage(
                bytes,
                json
                        ? new MailPart(
                                "",
                                java.util.List.of(),
                                ContentType.parse("application/json"),
                                source,
                                java.util.List.of())
                        : MailScanner.scan(source),
                json);
    }

    /// The three bytes of a byte order mark.
    private static boolean isMark(byte[] bytes, int at) {
        return at < 3 && (bytes[at] == (byte) 0xEF || bytes[at] == (byte) 0xBB || bytes[at] == (byte) 0xBF);
    }

    /// Subject in lower case with its encoded words decoded.
    public String subject() {
        return EncodedWords.decode(mail.value("Subject")).toLowerCase(Locale.ROOT);
    }
}
