package dev.reeve.core.simulation;

/// The server process ends here; nobody in it can catch that.
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("crash", null, false, false);
    }
}
