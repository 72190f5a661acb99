package dev.reeve.server.journal;

/// The journal can't be written now; nothing was. Whoever wanted to should be told to come again.
public final class JournalUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalUnavailableException(String message) {
        super(message);
    }

    public JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
