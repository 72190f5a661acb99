package dev.reeve.server.journal;

import dev.reeve.core.journal.HashChain;
import dev.reeve.server.journal.Verdict.Broken;
import dev.reeve.server.journal.Verdict.Fault;
import dev.reeve.server.journal.Verdict.Sound;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Recomputes the chain row by row and holds it against what the row says and what was anchored. It parses no JSON:
/// what
/// the columns say is compared with the bytes' fixed beginning. Not thread-safe, and used once.
final class ChainCheck {
    private final List<Anchors.Anchor> anchors;
    private final HashChain chain = new HashChain(HashChain.GENESIS);
    private long last;
    private int anchorsPassed;

    ChainCheck(List<Anchors.Anchor> anchors) {
        this.anchors = anchors.stream()
                .sorted(Comparator.comparingLong(Anchors.Anchor::seq))
                .toList();
    }

    /// One row of the table.
    ///
    /// @param stream `type/id`
    record Row(long seq, String stream, long version, String hash, byte[] bytes) {}

    /// The number of the last row that was right.
    long last() {
        return last;
    }

    /// Rows come in the order of their numbers.
    Optional<Broken> next(Row row) {
        long seq = row.seq;
        if (seq != last + 1) {
            return broken(last + 1, Fault.GAP, "entries " + (last + 1) + " to " + (seq - 1) + " are missing");
        }
        if (!chain.add(row.bytes).equals(row.hash)) {
            return broken(
                    seq,
                    Fault.CHANGED,
                    "the bytes of entry " + seq + " are not those that were hashed, or it does not follow from entry "
                            + last);
        }
        if (!agrees(row)) {
            return broken(seq, Fault.COLUMNS, "the columns of entry " + seq + " say something else than its bytes");
        }
        last = seq;
        return passAnchors(seq, row.hash);
    }

    private static boolean agrees(Row row) {
        byte[] bytes = row.bytes;
        byte[] head = EventCodec.head(row.seq).getBytes(StandardCharsets.US_ASCII);
        if (!startsWith(bytes, 0, head)) {
            return false;
        }
        int quote = head.length;
        while (quote < bytes.length && bytes[quote] != '"') {
            quote++;
        }
        byte[] rest = ("\",\"stream\":\"" + row.stream + "\",\"version\":" + row.version + ",")
                .getBytes(StandardCharsets.UTF_8);
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

    Verdict end() {
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
}
