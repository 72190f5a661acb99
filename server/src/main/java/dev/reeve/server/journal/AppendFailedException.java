package dev.reeve.server.journal;

/// These events can't be recorded, now or later: a projection or the form of an event refuses them. Nothing was
/// written,
/// and others were not held up.
public final class AppendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AppendFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
