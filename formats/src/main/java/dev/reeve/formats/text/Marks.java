package dev.reeve.formats.text;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.RawMessage;
import java.util.Optional;

/// Finds what a person points at in a message that no format reads: the words as they stand there, and the bytes they
/// stand in.
public final class Marks {
    /// A label before a value is no longer than this.
    private static final int LABEL_CHARS_MAX = 80;

    private Marks() {}

    /// @param span of the value
    /// @param label what stands before it on its line
    public record Mark(Span span, String label) {}

    /// @param what the name of the fact, such as `source`
    /// @param value as it stands in the message, or with its disguise taken off
    /// @return empty where it stands nowhere: no span, no fact
    public static Optional<Mark> find(RawMessage message, String what, String value) {
        if (value.isBlank()) {
            return Optional.empty();
        }
        for (Section section : Document.of(message.mail()).sections()) {
            int at = place(section.plain(), value);
            if (at >= 0) {
                return Optional.of(
                        new Mark(section.text().span(what, at, at + value.length()), label(section.plain(), at)));
            }
        }
        return Optional.empty();
    }

    /// Where it stands by itself: `203.0.113.1` does not stand in `203.0.113.10`, nor `a.example` in `b.a.example`.
    private static int place(String text, String value) {
        int at = text.indexOf(value);
        while (at >= 0
                && !(isEdge(text, at, at - 1, -1) && isEdge(text, at + value.length() - 1, at + value.length(), 1))) {
            at = text.indexOf(value, at + 1);
        }
        return at;
    }

    /// @param inner the last character within
    /// @param outer the next one
    private static boolean isEdge(String text, int inner, int outer, int step) {
        if (!isWord(text, inner)) {
            return true;
        }
        boolean dotted = outer >= 0 && outer < text.length() && text.charAt(outer) == '.';
        return !isWord(text, outer) && !(dotted && isWord(text, outer + step));
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static String label(String text, int at) {
        int line = text.lastIndexOf('\n', at - 1) + 1;
        return text.substring(Math.max(line, at - LABEL_CHARS_MAX), at);
    }
}
