package dev.reeve.actuators.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads lines of at most {@link AgentWire#LINE_BYTES_MAX} bytes.
public final class LineReader {
    private final InputStream in;

    public LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /// The next whole line; empty at the end, where half a line counts for nothing.
    ///
    /// @throws LineTooLongException when a line has no end within the limit
    public Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            if (line.size() >= AgentWire.LINE_BYTES_MAX) {
                throw new LineTooLongException();
            }
            line.write(c);
        }
        return Optional.empty();
    }

    /// A line beyond the limit.
    public static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1;

        LineTooLongException() {
            super("a line is longer than " + AgentWire.LINE_BYTES_MAX + " bytes");
        }
    }
}
