package dev.reeve.core.journal;

/// Somebody else appended to the stream in the meantime: read it again and decide again.
public final class VersionConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VersionConflictException(StreamId stream, long expected, long actual) {
        super(stream.type() + " " + stream.id() + " is at version " + actual + ", not " + expected);
    }
}
