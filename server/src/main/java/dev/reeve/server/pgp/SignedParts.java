package dev.reeve.server.pgp;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.server.pgp.SignedText.UnusableException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what of a mail is signed by PGP/MIME (RFC 3156 §5): the first part of a `multipart/signed` with its own
/// header, as it stands there.
///
/// The boundary is looked for again, byte by byte, because a signature covers exactly what stands between two of
/// them.
final class SignedParts {
    /// Deepest nesting at which a signed part is looked for: mailing lists put one or two parts around it.
    private static final int DEPTH_MAX = 4;

    /// Longest line that can be a boundary: RFC 2046 allows 70 characters, and mail 998 in a line.
    private static final int LINE_MAX = 1_000;

    private SignedParts() {}

    static Optional<SignedText> find(RawMessage message) throws UnusableException {
        Optional<MailPart> signed = message.mail()
                .own()
                .filter(p -> p.isType("multipart/signed")
                        && p.type().parameter("protocol").equalsIgnoreCase("application/pgp-signature"))
                .findFirst();
        if (signed.isEmpty()) {
            return Optional.empty();
        }
        MailPart around = signed.get();
        if (around.number().chars().filter(c -> c == '.').count() >= DEPTH_MAX) {
            throw new UnusableException("the signed part stands more than " + DEPTH_MAX + " parts deep");
        }
        if (around.children().size() != 2 || !around.children().get(1).isType("application/pgp-signature")) {
            throw new UnusableException("a signed mail has two parts, and the second is the signature");
        }
        return Optional.of(between(
                around.body(),
                around.type().parameter("boundary"),
                around.children().get(1).content().copy()));
    }

    private static SignedText between(ByteSource body, String boundary, byte[] armour) throws UnusableException {
        if (body.encodedAt() >= 0) {
            throw new UnusableException("the signed part stands inside of an encoded one");
        }
        List<Integer> delimiters = delimiters(body, boundary);
        if (delimiters.size() < 2) {
            throw new UnusableException("the signed part has no end");
        }
        int from = nextLine(body, delimiters.get(0));
        int to = withoutLineEnd(body.bytes(), from, delimiters.get(1));
        byte[] signed = crlf(body.bytes(), from, to);
        return new SignedText(new Span("signed", "", from, to - from), signed, armour);
    }

    /// Where lines begin that are the boundary and nothing else; two are enough.
    private static List<Integer> delimiters(ByteSource body, String boundary) {
        List<Integer> found = new ArrayList<>();
        for (int line = body.from(); line < body.to() && found.size() < 2; line = nextLine(body, line)) {
            int end = withoutLineEnd(body.bytes(), line, nextLine(body, line));
            int length = Math.min(end - line, LINE_MAX);
            String text = new String(body.bytes(), line, length, StandardCharsets.ISO_8859_1).stripTrailing();
            if (text.equals("--" + boundary)) {
                found.add(line);
            }
        }
        return found;
    }

    private static int nextLine(ByteSource body, int line) {
        int at = line;
        while (at < body.to() && body.bytes()[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, body.to());
    }

    private static int withoutLineEnd(byte[] bytes, int from, int line) {
        int end = line;
        end -= end > from && bytes[end - 1] == '\n' ? 1 : 0;
        end -= end > from && end < line && bytes[end - 1] == '\r' ? 1 : 0;
        return end;
    }

    /// With CR LF at the end of every line: doors and mail folders may keep a bare LF.
    private static byte[] crlf(byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from + 64);
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n' && (i == from || bytes[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(bytes[i]);
        }
        return out.toByteArray();
    }
}
