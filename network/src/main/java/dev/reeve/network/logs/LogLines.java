package dev.reeve.network.logs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The lines of a log, one by one. One that is too long is passed over to its end and counted.
public final class LogLines {
    /// An alert with its payload has some kilobytes.
    public static final int LINE_BYTES_MAX = 65_536;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] line = new byte[LINE_BYTES_MAX];
    private long tooLong;

    LogLines(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /// @return null when there is no more
    @org.jspecify.annotations.Nullable
    String next() throws IOException {
        while (true) {
            int length = 0;
            int octet = in.read();
            if (octet < 0) {
                return null;
            }
            while (octet >= 0 && octet != '\n') {
                if (length < LINE_BYTES_MAX) {
                    line[length] = (byte) octet;
                }
                length++;
                octet = in.read();
            }
            if (length <= LINE_BYTES_MAX) {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                return new String(line, 0, end, StandardCharsets.UTF_8);
            }
            tooLong++;
        }
    }

    long tooLong() {
        return tooLong;
    }
}
