package dev.reeve.server.pgp;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.server.pgp.SignedText.UnusableException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Finds text that is signed in the clear (RFC 9580 §7): between its head and its signature, with the escape of
/// dashes taken off, without blanks at the end of lines, and without the last line's end.
///
/// Only `Hash` may stand in the head: what else is written there isn't signed, and would look as if it were.
final class ClearSigned {
    private static final String HEAD = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";

    private ClearSigned() {}

    static Optional<SignedText> find(RawMessage message) throws UnusableException {
        Optional<MailPart> part = message.mail()
                .own()
                .filter(p -> p.children().isEmpty()
                        && p.type().mimeType().startsWith("text/")
                        && p.content().indexOf(HEAD) >= 0)
                .findFirst();
        return part.isEmpty() ? Optional.empty() : Optional.of(in(part.get()));
    }

    private static SignedText in(MailPart part) throws UnusableException {
        ByteSource content = part.content();
        String text = content.latin1();
        int head = lineWith(text, HEAD, 0);
        int from = head < 0 ? -1 : afterHead(text, head);
        int signature = from < 0 ? -1 : lineWith(text, SIGNATURE, from);
        int end = signature < 0 ? -1 : text.indexOf(END, signature);
        if (end < 0) {
            throw new UnusableException("text that is signed in the clear has no whole signature");
        }
        if (lineWith(text, HEAD, from) >= 0) {
            throw new UnusableException("more than one text is signed in the clear");
        }
        boolean whole = content.encodedAt() < 0 || content.places() != null;
        boolean alone = text.substring(0, head).isBlank()
                && text.substring(end + END.length()).isBlank();
        if (!whole && !alone) {
            throw new UnusableException("an encoded part holds more than the text that is signed in the clear");
        }
        Span place = content.span("signed", part.number(), content.from() + from, signature - from);
        return new SignedText(place, canonical(text.substring(from, signature)), bytes(text.substring(signature)));
    }

    /// Where a line begins that is this marker and nothing else.
    private static int lineWith(String text, String marker, int from) {
        for (int at = text.indexOf(marker, from); at >= 0; at = text.indexOf(marker, at + 1)) {
            int end = text.indexOf('\n', at);
            boolean begins = at == 0 || text.charAt(at - 1) == '\n';
            if (begins
                    && text.substring(at + marker.length(), end < 0 ? text.length() : end)
                            .isBlank()) {
                return at;
            }
        }
        return -1;
    }

    /// Past the empty line that ends the head.
    private static int afterHead(String text, int head) throws UnusableException {
        int line = next(text, head);
        while (line < text.length()) {
            int following = next(text, line);
            String field = text.substring(line, following).strip();
            if (field.isEmpty()) {
                return following;
            }
            if (!field.startsWith("Hash:")) {
                throw new UnusableException("the head of text that is signed in the clear says more than its hash");
            }
            line = following;
        }
        throw new UnusableException("the head of text that is signed in the clear has no end");
    }

    private static int next(String text, int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end + 1;
    }

    private static byte[] canonical(String text) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        for (int line = 0; line < text.length(); line = next(text, line)) {
            int end = next(text, line);
            int to = end;
            while (to > line && " \t\r\n".indexOf(text.charAt(to - 1)) >= 0) {
                to--;
            }
            int from = text.startsWith("- ", line) ? Math.min(line + 2, to) : line;
            out.append(line == 0 ? "" : "\r\n").append(text, from, to);
        }
        return bytes(out.toString());
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
