package dev.reeve.core.reporters;

import dev.reeve.core.journal.Recorded;
import dev.reeve.core.safety.DeskState.Proposed;
import org.jspecify.annotations.Nullable;

/// What persons hold of a reporter. A fold over its events.
///
/// @param version number of events folded
/// @param trusted as whom it is trusted; null when it is not
/// @param proposal as whom somebody wants to trust it; null when nobody does
/// @param proposed who wants that, and since when
public record ReporterState(
        long version,
        boolean badFaith,
        @Nullable Identity trusted,
        @Nullable Identity proposal,
        @Nullable Proposed proposed) {
    public static final ReporterState NEW = new ReporterState(0, false, null, null, null);

    /// @param way `token`, `dkim` or `pgp`
    public record Identity(String way, String name) {}

    public ReporterState apply(Recorded<ReporterEvent> recorded) {
        return switch (recorded.event()) {
            case ReporterEvent.BadFaithMarked e -> next(true, null, null, null);
            case ReporterEvent.BadFaithTakenBack e -> next(false, trusted, proposal, proposed);
            case ReporterEvent.TrustProposed e ->
                next(badFaith, trusted, new Identity(e.way(), e.name()), new Proposed(recorded.by(), recorded.at()));
            case ReporterEvent.TrustGranted e -> next(badFaith, new Identity(e.way(), e.name()), null, null);
            case ReporterEvent.TrustTakenBack e -> next(badFaith, null, null, null);
        };
    }

    private ReporterState next(boolean bad, @Nullable Identity trust, @Nullable Identity wish, @Nullable Proposed by) {
        return new ReporterState(version + 1, bad, trust, wish, by);
    }
}
