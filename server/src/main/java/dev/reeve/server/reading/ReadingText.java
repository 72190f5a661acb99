package dev.reeve.server.reading;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Resource;
import dev.reeve.formats.StatedTime;
import java.util.Locale;

/// A reading for people.
public final class ReadingText {
    private ReadingText() {}

    /// One line.
    public static String line(Reading reading) {
        StringBuilder line = new StringBuilder(PlainText.of(reading.file()) + ": " + reading.outcome());
        if (!reading.reason().isEmpty()) {
            line.append(" (").append(PlainText.of(reading.reason())).append(')');
        }
        if (!reading.format().isEmpty()) {
            line.append(" [").append(reading.format()).append(']');
        }
        reading.observations().stream()
                .findFirst()
                .ifPresent(o -> line.append(' ').append(observation(o)));
        int more = reading.observations().size() - 1;
        line.append(more > 0 ? ", and " + more + " more" : "");
        reading.notice()
                .ifPresent(n -> line.append("; ")
                        .append(n.kind().word())
                        .append(
                                n.missing().isEmpty()
                                        ? ""
                                        : ", missing "
                                                + String.join(
                                                        ", ",
                                                        n.missing().stream()
                                                                .map(e -> e.word())
                                                                .toList())));
        return line.toString();
    }

    static String observation(ObservationDraft draft) {
        boolean withheld = draft.kind().withheld() && !(draft.resource() instanceof Resource.Address);
        String time = !StatedTime.isStated(draft)
                ? "at a time not stated"
                : draft.seen().from().equals(draft.seen().to())
                        ? "at " + draft.seen().from()
                        : "from " + draft.seen().from() + " to " + draft.seen().to();
        return draft.kind() + " " + draft.direction().name().toLowerCase(Locale.ROOT) + " "
                + (withheld
                        ? draft.resource().type() + ":(withheld)"
                        : PlainText.of(draft.resource().key())) + " "
                + time + ", " + draft.strength(false, false).word();
    }
}
