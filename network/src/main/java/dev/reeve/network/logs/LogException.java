package dev.reeve.network.logs;

/// A line that can't be read; says why in an operator's words.
final class LogException extends Exception {
    private static final long serialVersionUID = 1L;

    LogException(String why) {
        super(why);
    }
}
