package dev.reeve.server.views;

import dev.reeve.core.evidence.Strength;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A case as lists show it.
///
/// @param severity `S0` is the gravest
/// @param confidence the strength of the strongest evidence that counts: spoofable, claimed, evidenced, trusted or
///     measured; unconfirmed where all of it waits to be confirmed, none where there is none
/// @param evidenceCount without what a person said is none
/// @param doubtful how much of it was not read surely and waits for a person to confirm it
/// @param dueAt the next deadline; null when none runs
public record CaseRow(
        String id,
        String account,
        String service,
        String family,
        String clause,
        String resource,
        String status,
        String severity,
        String confidence,
        Instant openedAt,
        Instant changedAt,
        @Nullable Instant dueAt,
        String step,
        int evidenceCount,
        int doubtful,
        int reporters,
        int openTasks,
        int liveActions,
        @Nullable String assignee,
        @Nullable Instant lockedUntil,
        @Nullable String outcome,
        boolean victim,
        @Nullable Instant closedAt) {
    private static final String UNCONFIRMED = "unconfirmed";
    private static final String NONE = "none";

    static CaseRow of(ResultSet row) throws SQLException {
        return new CaseRow(
                row.getString("case_id"),
                row.getString("account_id"),
                row.getString("service_id"),
                row.getString("family"),
                row.getString("clause"),
                row.getString("resource"),
                word(row.getString("status")),
                "S" + row.getInt("severity"),
                confidence(row),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                Columns.instant(row, "due_at"),
                word(row.getString("step")),
                row.getInt("evidence_count"),
                row.getInt("doubtful"),
                row.getInt("reporters"),
                row.getInt("open_tasks"),
                row.getInt("live_actions"),
                row.getString("assignee"),
                Columns.instant(row, "locked_until"),
                row.getString("outcome"),
                row.getBoolean("victim"),
                Columns.instant(row, "closed_at"));
    }

    /// How many pieces of evidence count by now.
    public int counted() {
        return evidenceCount - doubtful;
    }

    /// Whether nothing but what waits to be confirmed speaks for it.
    public boolean unconfirmed() {
        return confidence.equals(UNCONFIRMED);
    }

    private static String confidence(ResultSet row) throws SQLException {
        int evidence = row.getInt("evidence_count");
        int doubtful = row.getInt("doubtful");
        if (evidence > doubtful) {
            return Strength.values()[row.getInt("confidence")].word();
        }
        return doubtful > 0 ? UNCONFIRMED : NONE;
    }

    /// As the table keeps it: what counts for nothing comes last, with what is weakest.
    int confidenceRank() {
        return unconfirmed() || confidence.equals(NONE)
                ? Strength.SPOOFABLE.ordinal()
                : Strength.valueOf(confidence.toUpperCase(java.util.Locale.ROOT))
                        .ordinal();
    }

    static String word(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
