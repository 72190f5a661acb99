package dev.reeve.formats.mail;

import dev.reeve.core.evidence.Span;
import java.nio.charset.StandardCharsets;

/// Text of a part with the place of every character, after marks of quoting were taken off: `> ` before
/// lines, and the dashes that PGP escapes (RFC 4880 §7.1). One character is one byte, so that places stay
/// true; what isn't ASCII is put right by {@link #proper}.
public final class PlacedText {
    private final ByteSource source;
    private final String part;
    private final String text;
    private final int[] places;

    private PlacedText(ByteSource source, String part, String text, int[] places) {
        this.source = source;
        this.part = part;
        this.text = text;
        this.places = places;
    }

    /// Of each part once, however many formats look at it.
    public static PlacedText of(MailPart part) {
        return part.placed();
    }

    public static PlacedText of(ByteSource content, String part) {
        boolean wide = content.length() > 2
                && (content.bytes()[content.from()] == (byte) 0xFF && content.bytes()[content.from() + 1] == (byte) 0xFE
                        || content.bytes()[content.from() + 1] == 0 && content.bytes()[content.from()] != 0);
        return wide ? narrow(content, part) : plain(content, part);
    }

    private static PlacedText plain(ByteSource content, String part) {
        StringBuilder text = new StringBuilder(content.length());
        int[] places = new int[content.length() + 1];
        for (int line = content.from(); line < content.to(); ) {
            int next = Lines.next(content, line);
            for (int i = afterMarks(content, line, next); i < next; i++) {
                places[text.length()] = i;
                text.append((char) (content.bytes()[i] & 0xFF));
            }
            line = next;
        }
        places[text.length()] = content.to();
        return new PlacedText(content, part, text.toString(), places);
    }

    /// UTF-16 that says nothing beyond ASCII: every second byte.
    private static PlacedText narrow(ByteSource content, String part) {
        int first = content.bytes()[content.from()] == (byte) 0xFF ? content.from() + 2 : content.from();
        StringBuilder text = new StringBuilder();
        int[] places = new int[content.length() + 1];
        for (int i = first; i < content.to(); i += 2) {
            places[text.length()] = i;
            text.append((char) (content.bytes()[i] & 0xFF));
        }
        places[text.length()] = content.to();
        return new PlacedText(content, part, text.toString(), places);
    }

    private static int afterMarks(ByteSource content, int line, int next) {
        int at = line;
        while (at < next
                && (content.bytes()[at] == '>'
                        || content.bytes()[at] == ' ' && at > line && content.bytes()[at - 1] == '>')) {
            at++;
        }
        boolean escaped = at + 2 < next
                && content.bytes()[at] == '-'
                && content.bytes()[at + 1] == ' '
                && content.bytes()[at + 2] == '-';
        return escaped ? at + 2 : at;
    }

    /// One character per byte.
    public String text() {
        return text;
    }

    public Span span(String what, int at, int length) {
        int from = places[Math.min(at, text.length())];
        int to = length == 0 ? from : places[Math.min(at + length - 1, text.length())] + 1;
        return source.span(what, part, from, Math.max(0, Math.min(to, source.to()) - from));
    }

    /// A piece of this text as the characters that it means.
    public static String proper(String piece) {
        return Charsets.decode(piece.getBytes(StandardCharsets.ISO_8859_1), "");
    }
}
