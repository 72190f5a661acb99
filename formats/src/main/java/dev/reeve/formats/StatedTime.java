package dev.reeve.formats;

import dev.reeve.core.evidence.ObservationDraft;

/// Whether a message says when the thing happened. Where it doesn't, the time of the mail has to stand in,
/// with a wide doubt and this mark.
public final class StatedTime {
    /// The fact that says where a time was read from.
    public static final String FACT = "date_from";

    /// Its value where only the mail itself has a time.
    public static final String MAIL = "mail";

    /// Its value where a time is stated without a zone, or a day without a time: taken as UTC, with as much
    /// doubt.
    public static final String UNZONED = "unzoned";

    private StatedTime() {}

    public static boolean isStated(ObservationDraft draft) {
        String from = draft.facts().get(FACT);
        return !MAIL.equals(from) && !UNZONED.equals(from);
    }
}
