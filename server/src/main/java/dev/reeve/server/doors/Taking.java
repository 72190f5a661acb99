package dev.reeve.server.doors;

import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.intake.Intake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.Map;

/// The step that every fetching door takes with one message. When {@link #take} returns, it is durable, and the door
/// may go on to the next one or remove it where it came from.
///
/// A sender that hands in too much is refused; what is fetched can't be, so of an oversized message the first bytes
/// are kept, and it waits for a person under the fact `cut`.
final class Taking {
    /// Longest header that is searched for sender and recipient.
    private static final int HEAD_BYTES_MAX = 256_000;

    private final Intake intake;
    private final FetchedMail mail;
    private final long sizeMax;

    Taking(Intake intake, FetchedMail mail, long sizeMax) {
        this.intake = intake;
        this.mail = mail;
        this.sizeMax = sizeMax;
    }

    long sizeMax() {
        return sizeMax;
    }

    /// @param size in bytes, as far as it is known before
    /// @param facts of the door; `file-name` lets a bare table be told by its name
    /// @return whether it was new
    /// @throws IOException when it can't be read or kept: come again
    boolean take(String door, InputStream bytes, long size, Map<String, String> facts) throws IOException {
        Map<String, String> all = new HashMap<>(facts);
        if (size > sizeMax) {
            all.put("cut", String.valueOf(size));
        }
        byte[] head = bytes.readNBytes((int) Math.min(HEAD_BYTES_MAX, sizeMax));
        InputStream whole = new SequenceInputStream(
                new ByteArrayInputStream(head), new Limited(bytes, sizeMax - head.length, size > sizeMax));
        try {
            return !intake.receive(whole, sizeMax, mail.envelope(door, head, all))
                    .already();
        } catch (EvidenceTooLargeException grew) {
            throw new IOException("it is larger than it was said to be", grew);
        }
    }

    /// Ends after so many bytes where cutting is meant.
    private static final class Limited extends java.io.FilterInputStream {
        private long left;

        Limited(InputStream in, long max, boolean cut) {
            super(in);
            this.left = cut ? max : Long.MAX_VALUE;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
