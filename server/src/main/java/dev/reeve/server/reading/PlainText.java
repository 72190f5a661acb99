package dev.reeve.server.reading;

/// Makes hostile text safe for a terminal: no control character of a message moves a cursor, changes a title
/// or turns the direction of writing.
public final class PlainText {
    private PlainText() {}

    public static String of(String hostile) {
        StringBuilder plain = new StringBuilder(hostile.length());
        hostile.codePoints().forEach(c -> append(plain, c, false));
        return plain.toString();
    }

    /// Line ends and tabs stay.
    static String lines(String hostile) {
        StringBuilder plain = new StringBuilder(hostile.length());
        hostile.codePoints().forEach(c -> append(plain, c, true));
        return plain.toString();
    }

    private static void append(StringBuilder plain, int c, boolean lines) {
        if (lines && (c == '\n' || c == '\t')) {
            plain.append((char) c);
        } else if (c == '\r' && lines) {
            return;
        } else if (isPlain(c)) {
            plain.appendCodePoint(c);
        } else {
            plain.append('\u00B7');
        }
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
