package dev.reeve.server.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Cuts an mbox (RFC 4155) into its messages without holding more than one of them. A message begins at a
/// line `From sender date` that follows a blank line or the beginning; what looks like one within a text is a
/// cut too many, as with every program that reads mbox.
final class Mbox {
    private static final Pattern FROM_LINE = Pattern.compile(
            "From \\S{1,320}\\s+(?:\\w{3},?\\s+){1,2}\\d{1,2}\\s+(?:\\w{3}\\s+)?(?:\\d{4}\\s+)?\\d{1,2}:\\d{2}.*");

    /// Longer lines begin no message.
    private static final int LINE_BYTES_LOOKED_AT = 500;

    private Mbox() {}

    /// What takes the messages.
    interface To {
        /// @param size its whole size, more than the bytes where it was cut off
        void accept(byte[] message, long size);
    }

    static boolean begins(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return isFromLine(bytes, end);
    }

    private static boolean isFromLine(byte[] bytes, int length) {
        return length >= 10
                && bytes[0] == 'F'
                && FROM_LINE
                        .matcher(new String(
                                        bytes, 0, Math.min(length, LINE_BYTES_LOOKED_AT), StandardCharsets.ISO_8859_1)
                                .strip())
                        .matches();
    }

    /// @param bytesMax longest message that is kept whole; of a longer one only its size is told
    static void split(InputStream in, int bytesMax, To to) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long size = 0;
        boolean afterBlank = true;
        byte[] buffer = new byte[65_536];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (line.size() < bytesMax) {
                    line.write(buffer[i]);
                }
                if (buffer[i] != '\n') {
                    continue;
                }
                byte[] bytes = line.toByteArray();
                line.reset();
                if (afterBlank && isFromLine(bytes, bytes.length) && size > 0) {
                    to.accept(message.toByteArray(), size);
                    message.reset();
                    size = 0;
                }
                afterBlank = bytes.length == 1 || bytes.length == 2 && bytes[0] == '\r';
                size += bytes.length;
                if (size <= bytesMax) {
                    message.writeBytes(bytes);
                }
            }
        }
        size += line.size();
        if (size <= bytesMax) {
            message.writeBytes(line.toByteArray());
        }
        if (size > 0) {
            to.accept(message.toByteArray(), size);
        }
    }
}
