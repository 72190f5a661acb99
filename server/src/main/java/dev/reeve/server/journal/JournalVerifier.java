package dev.reeve.server.journal;

import dev.reeve.core.journal.HashChain;
import dev.reeve.server.database.Database;
import dev.reeve.server.journal.Verdict.Broken;
import dev.reeve.server.journal.Verdict.Fault;
import dev.reeve.server.journal.Verdict.Sound;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Recomputes the chain from the stored bytes and holds it against what is stored and what was anchored. It streams
/// the
/// table as one binary COPY and parses no JSON: what the columns say is compared with the bytes' fixed beginning.
public final class JournalVerifier {
    /// Signature, flags and extension length of a binary COPY.
    private static final int HEADER_BYTES = 19;

    private static final byte[] SIGNATURE = "PGCOPY\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Anchors.Anchor> anchors;
    private HashChain chain = new HashChain(HashChain.GENESIS);
    private long last;
    private int anchorsPassed;

    /// @param anchors read before the table is, so that a server that is running can't seem to have lost its tail
    public JournalVerifier(List<Anchors.Anchor> anchors) {
        this.anchors = anchors.stream()
                .sorted(java.util.Comparator.comparingLong(Anchors.Anchor::seq))
                .toList();
    }

    /// On a connection of its own: one whose COPY is given up halfway is good for nothing else.
    public Verdict verify(Database database) throws SQLException {
        chain = new HashChain(HashChain.GENESIS);
        last = 0;
        anchorsPassed = 0;
        try (Connection connection = database.direct().getConnection()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                    copy (select seq, stream_type, stream_id, version, hash, bytes from journal order by seq)
                    to stdout (format binary)""");
            Optional<Broken> broken = read(copy);
            if (broken.isPresent()) {
                connection.abort(Runnable::run);
                return broken.get();
            }
        }
        return end();
    }

    private Optional<Broken> read(CopyOut copy) throws SQLException {
        byte[] row = copy.readFromCopy();
        while (row != null) {
            ByteBuffer buffer = ByteBuffer.wrap(row);
            if (Arrays.equals(row, 0, Math.min(row.length, SIGNATURE.length), SIGNATURE, 0, SIGNATURE.length)) {
                buffer.position(HEADER_BYTES);
            }
            // A count of -1 is the trailer.
            if (buffer.hasRemaining() && buffer.getShort() >= 0) {
                Optional<Broken> broken = check(buffer);
                if (broken.isPresent()) {
                    return broken;
                }
            }
            row = copy.readFromCopy();
        }
        return Optional.empty();
    }

    private Optional<Broken> check(ByteBuffer row) {
        row.getInt();
        long seq = row.getLong();
        String type = text(row);
        String id = text(row);
        row.getInt();
        long version = row.getLong();
        String hash = text(row);
        byte[] bytes = field(row);
        if (seq != last + 1) {
            return broken(last + 1, Fault.GAP, "entries " + (last + 1) + " to " + (seq - 1) + " are missing");
        }
        if (!chain.add(bytes).equals(hash)) {
            return broken(
                    seq,
                    Fault.CHANGED,
                    "the bytes of entry " + seq + " are not those that were hashed, or it does not follow from entry "
                            + last);
        }
        if (!agrees(seq, type + "/" + id, version, bytes)) {
            return broken(seq, Fault.COLUMNS, "the columns of entry " + seq + " say something else than its bytes");
        }
        last = seq;
        return passAnchors(seq, hash);
    }

    private static boolean agrees(long seq, String stream, long version, byte[] bytes) {
        byte[] head = EventCodec.head(seq).getBytes(StandardCharsets.US_ASCII);
        if (!startsWith(bytes, 0, head)) {
            return false;
        }
        int quote = head.length;
        while (quote < bytes.length && bytes[quote] != '"') {
            quote++;
        }
        byte[] rest =
                ("\",\"stream\":\"" + stream + "\",\"version\":" + version + ",").getBytes(StandardCharsets.UTF_8);
        return startsWith(bytes, quote, rest);
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] part) {
        return bytes.length >= from + part.length
                && Arrays.equals(bytes, from, from + part.length, part, 0, part.length);
    }

    private Optional<Broken> passAnchors(long seq, String hash) {
        while (anchorsPassed < anchors.size() && anchors.get(anchorsPassed).seq() == seq) {
            Anchors.Anchor anchor = anchors.get(anchorsPassed);
            if (!anchor.hash().equals(hash)) {
                return broken(
                        seq,
                        Fault.RECOMPUTED,
                        "the chain is consistent, but entry " + seq + " is not the one that was anchored at "
                                + anchor.at() + ": at or before it, the journal was written anew");
            }
            anchorsPassed++;
        }
        return Optional.empty();
    }

    private Verdict end() {
        if (anchorsPassed < anchors.size()) {
            Anchors.Anchor anchor = anchors.get(anchors.size() - 1);
            return new Broken(
                    last + 1,
                    Fault.CUT_TAIL,
                    "the journal ends at entry " + last + ", but entry " + anchor.seq() + " was anchored at "
                            + anchor.at());
        }
        return new Sound(last, chain.head(), anchorsPassed);
    }

    private static Optional<Broken> broken(long seq, Fault fault, String what) {
        return Optional.of(new Broken(seq, fault, what));
    }

    private static byte[] field(ByteBuffer row) {
        byte[] bytes = new byte[row.getInt()];
        row.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer row) {
        int length = row.getInt();
        String text = new String(row.array(), row.arrayOffset() + row.position(), length, StandardCharsets.UTF_8);
        row.position(row.position() + length);
        return text;
    }
}
