package dev.reeve.server.journal;

import java.util.Locale;

/// What verification found.
public sealed interface Verdict {
    /// @param anchors how many of them were passed and agreed
    record Sound(long entries, String head, int anchors) implements Verdict {}

    /// @param seq the first entry that is wrong or missing
    record Broken(long seq, Fault fault, String what) implements Verdict {}

    enum Fault {
        /// The bytes and the hash of an entry don't belong together, or it doesn't follow from the one before.
        CHANGED,
        /// The columns beside the bytes say something else than the bytes.
        COLUMNS,
        /// Entries are missing within.
        GAP,
        /// Entries are missing at the end, as an anchor shows.
        CUT_TAIL,
        /// The chain is consistent and is not the one that was anchored.
        RECOMPUTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
