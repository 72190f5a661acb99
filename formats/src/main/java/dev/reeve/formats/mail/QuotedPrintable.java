package dev.reeve.formats.mail;

import java.util.Arrays;

/// Takes quoted-printable (RFC 2045 §6.7) off and keeps where each byte stood: libraries don't, and most
/// letters are written in it. What is no code stays as it is.
final class QuotedPrintable {
    private final ByteSource body;
    private final byte[] decoded;
    private final int[] places;
    private int length;

    private QuotedPrintable(ByteSource body) {
        this.body = body;
        this.decoded = new byte[body.length()];
        this.places = new int[body.length()];
    }

    static ByteSource decode(ByteSource body) {
        QuotedPrintable reader = new QuotedPrintable(body);
        for (int line = body.from(); line < body.to(); line = Lines.next(body, line)) {
            reader.line(line, Lines.next(body, line));
        }
        return body.decodedAs(
                Arrays.copyOf(reader.decoded, reader.length), Arrays.copyOf(reader.places, reader.length));
    }

    private void line(int from, int next) {
        int end = next;
        while (end > from && Lines.isSpace(body.bytes()[end - 1])) {
            end--;
        }
        boolean soft = end > from && body.bytes()[end - 1] == '=';
        int text = soft ? end - 1 : end;
        for (int i = from; i < text; i++) {
            int code = body.bytes()[i] == '=' ? code(i + 1, text) : -1;
            put(code < 0 ? body.bytes()[i] : (byte) code, i);
            i += code < 0 ? 0 : 2;
        }
        if (!soft) {
            for (int i = end; i < next; i++) {
                if (body.bytes()[i] == '\r' || body.bytes()[i] == '\n') {
                    put(body.bytes()[i], i);
                }
            }
        }
    }

    /// Two hexadecimal digits; -1 where they are none.
    private int code(int at, int end) {
        if (at + 1 >= end) {
            return -1;
        }
        int high = Character.digit(body.bytes()[at], 16);
        int low = Character.digit(body.bytes()[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private void put(byte value, int place) {
        decoded[length] = value;
        places[length] = place;
        length++;
    }
}
