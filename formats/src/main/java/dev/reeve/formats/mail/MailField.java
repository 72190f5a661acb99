package dev.reeve.formats.mail;

import dev.reeve.core.evidence.Span;
import java.util.Locale;

/// One header field.
///
/// @param value unfolded and trimmed, one character per byte; encoded words stay as they are
/// @param valueAt index of the value's first byte in the source's buffer
/// @param valueLength in bytes, folds included
public record MailField(String name, String value, ByteSource source, String part, int valueAt, int valueLength) {
    /// Longest value that is looked at: RFC 5322 lines are below 1000, and the longest honest field, a chain
    /// of signatures or references, has a few thousand.
    static final int VALUE_LENGTH_MAX = 16_384;

    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    public Span span(String what) {
        return source.span(what, part, valueAt, valueLength);
    }

    /// The span of a piece of the value as it stands in the bytes; of the whole value where it is folded in
    /// between.
    public Span span(String what, String piece) {
        String bytes = source.slice(valueAt, valueAt + valueLength).latin1();
        int at = bytes.indexOf(piece);
        return at < 0 ? span(what) : source.span(what, part, valueAt + at, piece.length());
    }
}
