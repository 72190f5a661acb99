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
            int at = section.plain().indexOf(value);
            if (at >= 0) {
                return Optional.of(
                        new Mark(section.text().span(what, at, at + value.length()), label(section.plain(), at)));
            }
        }
        return Optional.empty();
    }

    private static String label(String text, int at) {
        int line = text.lastIndexOf('\n', at - 1) + 1;
        return text.substring(Math.max(line, at - LABEL_CHARS_MAX), at);
    }
}
