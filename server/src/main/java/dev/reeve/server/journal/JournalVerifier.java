package dev.reeve.server.journal;

import dev.reeve.server.database.Database;
import dev.reeve.server.journal.Verdict.Broken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Verifies the journal where it is stored: streams the table as one binary COPY through a {@link ChainCheck}.
public final class JournalVerifier {
    /// Signature, flags and extension length of a binary COPY.
    private static final int HEADER_BYTES = 19;

    private static final byte[] SIGNATURE = "PGCOPY\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Anchors.Anchor> anchors;

    /// @param anchors read before the table is, so that a server that is running can't seem to have lost its tail
    public JournalVerifier(List<Anchors.Anchor> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    /// On a connection of its own: one whose COPY is given up halfway is good for nothing else.
    public Verdict verify(Database database) throws SQLException {
        ChainCheck check = new ChainCheck(anchors);
        try (Connection connection = database.direct().getConnection()) {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                    copy (select seq, stream_type, stream_id, version, hash, bytes from journal order by seq)
                    to stdout (format binary)""");
            Optional<Broken> broken = read(copy, check);
            if (broken.isPresent()) {
                connection.abort(Runnable::run);
                return broken.get();
            }
        }
        return check.end();
    }

    private static Optional<Broken> read(CopyOut copy, ChainCheck check) throws SQLException {
        byte[] row = copy.readFromCopy();
        while (row != null) {
            ByteBuffer buffer = ByteBuffer.wrap(row);
            if (Arrays.equals(row, 0, Math.min(row.length, SIGNATURE.length), SIGNATURE, 0, SIGNATURE.length)) {
                buffer.position(HEADER_BYTES);
            }
            // A count of -1 is the trailer.
            if (buffer.hasRemaining() && buffer.getShort() >= 0) {
                Optional<Broken> broken = check.next(row(buffer));
                if (broken.isPresent()) {
                    return broken;
                }
            }
            row = copy.readFromCopy();
        }
        return Optional.empty();
    }

    private static ChainCheck.Row row(ByteBuffer row) {
        row.getInt();
        long seq = row.getLong();
        String type = text(row);
        String id = text(row);
        row.getInt();
        long version = row.getLong();
        String hash = text(row);
        return new ChainCheck.Row(seq, type + "/" + id, version, hash, field(row));
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
