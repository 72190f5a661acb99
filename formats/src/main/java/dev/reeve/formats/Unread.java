package dev.reeve.formats;

import dev.reeve.formats.ParseOutcome.NotAReport;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.text.Document;
import java.util.ArrayList;
import java.util.List;

/// Keeps a message from being set aside for naming nothing when not all of it could be read: an archive that grows
/// without end, a broken PDF, parts beyond the limits, bytes that are no text. What a report says may stand just there,
/// so a person looks.
final class Unread {
    /// How much of a document's beginning is looked at to tell whether it is text.
    private static final int PEEK_BYTES = 1_000;

    /// Of a hundred bytes of text, so many may be control characters at most.
    private static final int CONTROLS_PERCENT_MAX = 5;

    private Unread() {}

    static ParseOutcome orElse(RawMessage message, ParseOutcome outcome) {
        if (!(outcome instanceof NotAReport not) || not.what().kind() != NonReport.Kind.NOTHING_NAMED) {
            return outcome;
        }
        List<String> unread = in(message);
        return unread.isEmpty()
                ? outcome
                : new Unreadable("what could be read of it names nothing, and not all of it could be read", unread);
    }

    private static List<String> in(RawMessage message) {
        List<String> unread = new ArrayList<>(message.leftOut());
        // Pictures, and files of kinds that nobody reports with, come with most signatures.
        Document.of(message.mail()).problems().stream()
                .filter(p -> !p.endsWith("is a picture") && !p.endsWith("isn't read"))
                .forEach(unread::add);
        if (message.mail().fields().isEmpty() && !isText(message.bytes())) {
            unread.add("its bytes are neither a mail nor text nor any file that is known");
        }
        return unread;
    }

    private static boolean isText(byte[] bytes) {
        int looked = Math.min(bytes.length, PEEK_BYTES);
        int controls = 0;
        for (int i = 0; i < looked; i++) {
            boolean control =
                    bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t';
            controls += control ? 1 : 0;
        }
        return controls * 100 <= looked * CONTROLS_PERCENT_MAX;
    }
}
