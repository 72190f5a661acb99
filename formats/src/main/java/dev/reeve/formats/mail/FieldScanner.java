package dev.reeve.formats.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Reads `Name: value` lines with their continuations.
public final class FieldScanner {
    private static final byte[] MBOX = {'F', 'r', 'o', 'm', ' '};
    private static final byte[] QUOTED_MBOX = {'>', 'F', 'r', 'o', 'm', ' '};

    private final ByteSource source;
    private final String part;
    private final List<MailField> fields = new ArrayList<>();
    private int at;

    private FieldScanner(ByteSource source, String part) {
        this.source = source;
        this.part = part;
        this.at = source.from();
    }

    /// The header at the beginning of a message: it ends with a blank line, or with the first line that is no
    /// field.
    static FieldScanner header(ByteSource source, String part) {
        FieldScanner scanner = new FieldScanner(source, part);
        scanner.header(field -> false);
        return scanner;
    }

    /// Whether the header has a field of that sort; what follows the first one is not read.
    static boolean anyOfHeader(ByteSource source, Predicate<MailField> sort) {
        return new FieldScanner(source, "").header(sort);
    }

    /// Reads up to the first field that is sought, or else all.
    private boolean header(Predicate<MailField> sought) {
        boolean mbox = Lines.startsWith(source, at, MBOX) || Lines.startsWith(source, at, QUOTED_MBOX);
        at = mbox ? Lines.next(source, at) : at;
        while (at < source.to()) {
            int next = Lines.next(source, at);
            if (Lines.isBlank(source, at, next)) {
                at = next;
                return false;
            }
            if (!field()) {
                return false;
            }
            if (sought.test(fields.getLast())) {
                return true;
            }
        }
        return false;
    }

    /// All fields of a body that holds nothing else, such as a feedback report; blank lines and rubbish are
    /// passed over.
    ///
    /// @return blocks that blank lines keep apart
    public static List<List<MailField>> blocks(ByteSource source, String part) {
        FieldScanner scanner = new FieldScanner(source, part);
        List<List<MailField>> blocks = new ArrayList<>();
        int begun = 0;
        while (scanner.at < source.to()) {
            int next = Lines.next(source, scanner.at);
            boolean blank = Lines.isBlank(source, scanner.at, next);
            if (blank || !scanner.field()) {
                scanner.at = next;
            }
            if (blank && scanner.fields.size() > begun) {
                blocks.add(List.copyOf(scanner.fields.subList(begun, scanner.fields.size())));
                begun = scanner.fields.size();
            }
        }
        if (scanner.fields.size() > begun) {
            blocks.add(List.copyOf(scanner.fields.subList(begun, scanner.fields.size())));
        }
        return blocks;
    }

    List<MailField> fields() {
        return fields;
    }

    /// First byte after the header.
    int end() {
        return at;
    }

    /// Reads one field with its continuations and moves on.
    private boolean field() {
        int colon = colon();
        if (colon < 0) {
            return false;
        }
        int end = Lines.next(source, at);
        while (end < source.to() && continues(end)) {
            end = Lines.next(source, end);
        }
        if (fields.size() < MailScanner.FIELDS_MAX) {
            String name = new String(source.bytes(), at, colon - at, StandardCharsets.ISO_8859_1).strip();
            fields.add(value(name, colon + 1, end));
        }
        at = end;
        return true;
    }

    private boolean continues(int line) {
        byte first = source.bytes()[line];
        return (first == ' ' || first == '\t') && !Lines.isBlank(source, line, Lines.next(source, line));
    }

    private MailField value(String name, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && Lines.isSpace(source.bytes()[begin])) {
            begin++;
        }
        while (end > begin && Lines.isSpace(source.bytes()[end - 1])) {
            end--;
        }
        int looked = Math.min(end, begin + MailField.VALUE_LENGTH_MAX);
        String value = unfolded(source.slice(begin, looked).latin1());
        return new MailField(name, value, source, part, begin, end - begin);
    }

    /// A fold and the spaces around it become one space. By hand, for the pattern that says it takes a square
    /// of the length.
    private static String unfolded(String text) {
        if (text.indexOf('\n') < 0) {
            return text;
        }
        return text.lines().map(String::strip).collect(java.util.stream.Collectors.joining(" "));
    }

    /// Index of the colon after a name of printable characters, RFC 5322 §2.2; -1 when the line begins
    /// otherwise.
    private int colon() {
        for (int i = at; i < source.to() && i < at + 128; i++) {
            byte b = source.bytes()[i];
            if (b == ':') {
                return i > at ? i : -1;
            }
            boolean trailing = (b == ' ' || b == '\t') && i > at;
            if (trailing ? !colonFollows(i) : b < 33 || b == 127) {
                return -1;
            }
        }
        return -1;
    }

    private boolean colonFollows(int from) {
        int i = from;
        while (i < source.to() && (source.bytes()[i] == ' ' || source.bytes()[i] == '\t')) {
            i++;
        }
        return i < source.to() && source.bytes()[i] == ':';
    }
}
