package dev.reeve.server.holdings;

import java.util.List;

/// What became of an inventory.
///
/// @param loaded lines that were good
/// @param refused lines that were not
/// @param problems each with file, line, and what to write; at most {@link #PROBLEMS_MAX}
/// @param added holdings that were not known
/// @param corrected holdings that were known otherwise
/// @param ended holdings that a snapshot no longer names
/// @param note something that was left undone, and why; empty for nothing
public record ImportReport(
        int loaded, int refused, List<String> problems, int added, int corrected, int ended, String note) {
    /// More of them are counted, not kept.
    public static final int PROBLEMS_MAX = 1000;

    public ImportReport {
        problems = List.copyOf(problems);
    }
}
