package dev.reeve.formats.mail;

import dev.reeve.core.evidence.Span;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Bytes, and where they stand in the raw message. Bytes that had to be decoded all stand where their encoded
/// part stands.
///
/// @param bytes a buffer that these are a part of; never written to
/// @param encodedAt first byte of the encoded part in the raw message; -1 where the buffer is the raw message
///     itself
/// @param encodedLength of the encoded part
/// @param places of each byte of the buffer in the raw message, where its encoding keeps them apart; null
///     otherwise
public record ByteSource(byte[] bytes, int from, int to, int encodedAt, int encodedLength, int @Nullable [] places) {
    public ByteSource(byte[] bytes, int from, int to, int encodedAt, int encodedLength) {
        this(bytes, from, to, encodedAt, encodedLength, null);
    }

    static ByteSource raw(byte[] bytes) {
        return new ByteSource(bytes, 0, bytes.length, -1, 0);
    }

    ByteSource slice(int sliceFrom, int sliceTo) {
        return new ByteSource(bytes, sliceFrom, Math.max(sliceFrom, sliceTo), encodedAt, encodedLength, places);
    }

    /// Other bytes in the place of these.
    ByteSource decodedAs(byte[] decoded) {
        return encodedAt >= 0
                ? new ByteSource(decoded, 0, decoded.length, encodedAt, encodedLength)
                : new ByteSource(decoded, 0, decoded.length, from, length());
    }

    public int length() {
        return to - from;
    }

    /// Other bytes in the place of these, each with its own place in them.
    ///
    /// @param indices in this buffer, one for each decoded byte
    ByteSource decodedAs(byte[] decoded, int[] indices) {
        if (encodedAt >= 0 && places == null) {
            return decodedAs(decoded);
        }
        int[] raw = places == null
                ? indices
                : java.util.Arrays.stream(indices).map(i -> places[i]).toArray();
        return new ByteSource(
                decoded,
                0,
                decoded.length,
                encodedAt >= 0 ? encodedAt : from,
                encodedAt >= 0 ? encodedLength : length(),
                raw);
    }

    /// @param at index in the buffer
    public Span span(String what, String part, int at, int length) {
        if (places != null && at >= 0 && at < places.length) {
            int last = Math.min(places.length, at + Math.max(1, length)) - 1;
            return new Span(what, part, places[at], length == 0 ? 0 : places[last] + 1 - places[at]);
        }
        return encodedAt >= 0
                ? new Span(what, part, encodedAt, encodedLength)
                : new Span(what, part, at, Math.min(length, bytes.length - at));
    }

    /// One character per byte, so that indices stay byte offsets; right for everything that is ASCII.
    public String latin1() {
        return new String(bytes, from, length(), StandardCharsets.ISO_8859_1);
    }

    /// Where ASCII text stands in these bytes, in whatever case; an index in the buffer, or -1.
    public int indexOf(String ascii) {
        byte first = (byte) Character.toUpperCase(ascii.charAt(0));
        byte other = (byte) Character.toLowerCase(ascii.charAt(0));
        for (int i = from; i <= to - ascii.length(); i++) {
            if ((bytes[i] == first || bytes[i] == other) && isAt(ascii, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(String ascii, int at) {
        for (int i = 0; i < ascii.length(); i++) {
            if (Character.toLowerCase((char) bytes[at + i]) != Character.toLowerCase(ascii.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    public byte[] copy() {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
