package dev.reeve.server.settings;

import java.util.List;

/// Something that only the operator can put right: the desk doesn't start, and says what to do. Printed without a
/// stack trace; ends the process with {@link #EXIT_CODE}.
public final class SetupException extends RuntimeException {
    /// `EX_CONFIG` of sysexits.h.
    public static final int EXIT_CODE = 78;

    private static final long serialVersionUID = 1L;

    public SetupException(String message) {
        super(message);
    }

    public SetupException(String message, Throwable cause) {
        super(message, cause);
    }

    static SetupException of(List<Problem> problems) {
        return new SetupException(
                String.join("\n", problems.stream().map(Problem::toString).toList()));
    }
}
