package dev.reeve.formats.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Finds the parts and fields of a mail and keeps where each of them stands. A library parses mail better but
/// hands out values without their offsets, and a fact without its place is none here.
///
/// Whatever is wrong with a mail it is still taken apart as far as it goes: a missing end, a missing blank
/// line, line ends of any kind.
final class MailScanner {
    /// Most parts: reports have three, batches tens.
    static final int PARTS_MAX = 200;

    /// Deepest nesting: a forwarded report of a forwarded mail has six.
    static final int DEPTH_MAX = 10;

    /// Most fields of one header: long delivery chains have about a hundred.
    static final int FIELDS_MAX = 1_000;

    private int parts;

    static MailPart scan(ByteSource source) {
        return new MailScanner().part(source, "", 0);
    }

    /// What of a mail was not taken apart because it has more of it than the limits allow, one sentence each.
    static List<String> leftOut(MailPart mail) {
        List<MailPart> own = mail.own().toList();
        List<String> left = new ArrayList<>();
        if (own.stream().anyMatch(p -> p.fields().size() >= FIELDS_MAX)) {
            left.add("only the first " + FIELDS_MAX + " fields of a header were read");
        }
        if (own.stream()
                .anyMatch(p -> p.number().chars().filter(c -> c == '.').count() + 1 >= DEPTH_MAX
                        && p.type().mimeType().startsWith("multipart/")
                        && p.children().isEmpty())) {
            left.add("parts more than " + DEPTH_MAX + " deep were not read");
        }
        if (own.size() >= PARTS_MAX) {
            left.add("only the first " + PARTS_MAX + " parts were read");
        }
        return left;
    }

    private MailPart part(ByteSource source, String number, int depth) {
        parts++;
        FieldScanner header = FieldScanner.header(source, number);
        ContentType type = ContentType.parse(header.fields().stream()
                .filter(f -> f.is("Content-Type"))
                .map(MailField::value)
                .findFirst()
                .orElse(""));
        ByteSource body = source.slice(header.end(), source.to());
        MailPart leaf = new MailPart(number, header.fields(), type, body, List.of());
        if (depth >= DEPTH_MAX) {
            return leaf;
        }
        String boundary = type.parameter("boundary");
        if (type.mimeType().startsWith("multipart/") && !boundary.isEmpty()) {
            return new MailPart(number, header.fields(), type, body, multipart(body, boundary, number, depth));
        }
        boolean encloses = type.mimeType().equals("message/rfc822")
                || type.mimeType().equals("message/global")
                || type.mimeType().equals("message/rfc822-headers")
                || type.mimeType().startsWith("text/rfc822");
        return encloses && parts < PARTS_MAX
                ? new MailPart(
                        number,
                        header.fields(),
                        type,
                        body,
                        List.of(part(leaf.content(), number.isEmpty() ? "1" : number + ".1", depth + 1)))
                : leaf;
    }

    private List<MailPart> multipart(ByteSource body, String boundary, String number, int depth) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        List<MailPart> children = new ArrayList<>();
        int begin = -1;
        for (int line = body.from(); line < body.to(); line = Lines.next(body, line)) {
            if (!Lines.startsWith(body, line, delimiter)) {
                continue;
            }
            if (begin >= 0) {
                children.add(child(body.slice(begin, Lines.withoutEnd(body, begin, line)), number, children, depth));
            }
            boolean last = Lines.startsWith(body, line + delimiter.length, new byte[] {'-', '-'});
            begin = last ? -1 : Lines.next(body, line);
            if (last || parts >= PARTS_MAX) {
                return children;
            }
        }
        if (begin >= 0) {
            children.add(child(body.slice(begin, body.to()), number, children, depth));
        }
        return children;
    }

    private MailPart child(ByteSource source, String number, List<MailPart> before, int depth) {
        int count = before.size() + 1;
        return part(source, number.isEmpty() ? "" + count : number + "." + count, depth + 1);
    }
}
