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

    /// What of a line is looked at to know whether a message begins; no more of it is ever held back.
    private static final int LINE_BYTES_LOOKED_AT = 500;

    private static final int BUFFER_BYTES = 65_536;

    private final int bytesMax;
    private final To to;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final byte[] head = new byte[LINE_BYTES_LOOKED_AT];
    private int headLength;
    private boolean looked;
    private boolean afterBlank = true;
    private long size;

    private Mbox(int bytesMax, To to) {
        this.bytesMax = bytesMax;
        this.to = to;
    }

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
        Mbox mbox = new Mbox(bytesMax, to);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            mbox.take(buffer, read);
        }
        mbox.end();
    }

    private void take(byte[] buffer, int length) {
        int at = 0;
        while (at < length) {
            int end = at;
            while (end < length && buffer[end] != '\n') {
                end++;
            }
            boolean lineEnds = end < length;
            int next = lineEnds ? end + 1 : length;
            line(buffer, at, next, lineEnds);
            at = next;
        }
    }

    /// Takes a piece of a line. Its beginning is held back until it is known which message it belongs to.
    private void line(byte[] buffer, int from, int next, boolean ends) {
        int held = looked ? 0 : Math.min(next - from, head.length - headLength);
        System.arraycopy(buffer, from, head, headLength, held);
        headLength += held;
        if (!looked && (ends || headLength == head.length)) {
            look();
        }
        keep(buffer, from + held, next - from - held);
        if (ends) {
            looked = false;
            headLength = 0;
        }
    }

    private void look() {
        looked = true;
        if (afterBlank && size > 0 && isFromLine(head, headLength)) {
            message();
        }
        afterBlank = headLength == 1 && head[0] == '\n' || headLength == 2 && head[0] == '\r' && head[1] == '\n';
        keep(head, 0, headLength);
    }

    private void keep(byte[] bytes, int from, int length) {
        size += length;
        if (size <= bytesMax) {
            message.write(bytes, from, length);
        }
    }

    private void message() {
        to.accept(message.toByteArray(), size);
        message.reset();
        size = 0;
    }

    /// A last line without an end begins no message.
    private void end() {
        if (!looked) {
            keep(head, 0, headLength);
        }
        if (size > 0) {
            message();
        }
    }
}
