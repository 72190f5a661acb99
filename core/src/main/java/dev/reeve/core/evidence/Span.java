package dev.reeve.core.evidence;

/// The bytes of the raw message that a fact was read from. No span, no fact.
///
/// @param what the name of the fact, such as `source` or `date`
/// @param part the MIME part, counted as in `1.2`, or empty for the message itself
/// @param offset first byte, counted in the raw message
/// @param length in bytes
public record Span(String what, String part, long offset, int length) {
    public Span {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("a span begins within its message");
        }
    }
}
