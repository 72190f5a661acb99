package dev.reeve.server.views;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Span;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.reading.MarkedPieces;
import dev.reeve.server.security.AdminNotes;
import dev.reeve.server.security.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The raw bytes of messages: as text for pages, bounded; whole for those who may have them. Every look at sealed
/// bytes, and
/// every download, is noted before.
public final class RawMessages {
    private static final int SHOWN_BYTES_MAX = 20_000;

    /// Observations that are marked.
    private static final int MARKS_MAX = 1_000;

    /// Characters of plain text that are shown before and behind what is marked, where only that is of interest.
    private static final int AROUND_CHARS = 160;

    /// Pieces of an excerpt: a table of ten thousand rows is no excerpt.
    private static final int EXCERPT_PIECES_MAX = 40;

    private final EvidenceStore evidence;
    private final AdminNotes notes;
    private final Journal journal;

    public RawMessages(EvidenceStore evidence, AdminNotes notes, Journal journal) {
        this.evidence = evidence;
        this.notes = notes;
        this.journal = journal;
    }

    /// @param pieces plain and marked in turn; control characters but line ends are replaced
    public record Shown(List<MarkedPieces.Piece> pieces, boolean cut) {}

    /// With what was read from it marked. Never that of sealed messages.
    public Optional<Shown> show(Messages.Message message) {
        if (message.sealed()) {
            return Optional.empty();
        }
        try (InputStream in = evidence.open(message.sha256()).orElse(InputStream.nullInputStream())) {
            byte[] bytes = in.readNBytes(SHOWN_BYTES_MAX);
            return Optional.of(new Shown(
                    MarkedPieces.of(bytes, bytes.length, spans(message.id())), message.size() > SHOWN_BYTES_MAX));
        } catch (IOException damaged) {
            return Optional.of(new Shown(
                    List.of(new MarkedPieces.Piece("The bytes can't be read: " + damaged.getMessage(), null)), false));
        }
    }

    /// What is marked in it, with some text before and behind.
    public List<MarkedPieces.Piece> excerpt(Messages.Message message) {
        List<MarkedPieces.Piece> pieces = show(message).map(Shown::pieces).orElse(List.of());
        List<MarkedPieces.Piece> excerpt = new ArrayList<>();
        for (int i = 0; i < pieces.size() && i < EXCERPT_PIECES_MAX; i++) {
            MarkedPieces.Piece piece = pieces.get(i);
            excerpt.add(
                    piece.mark() != null
                            ? piece
                            : new MarkedPieces.Piece(around(piece.text(), i > 0, i < pieces.size() - 1), null));
        }
        return excerpt;
    }

    private static String around(String text, boolean behind, boolean before) {
        if (text.length() <= 2 * AROUND_CHARS) {
            return text;
        }
        String begin = text.substring(0, AROUND_CHARS);
        String end = text.substring(text.length() - AROUND_CHARS);
        return (behind ? begin.substring(0, lineEnd(begin)) : "") + "…\n"
                + (before ? end.substring(lineBegin(end)) : "");
    }

    /// Whole lines read better, where there are any.
    private static int lineEnd(String begin) {
        int end = begin.lastIndexOf('\n') + 1;
        return end == 0 ? begin.length() : end;
    }

    private static int lineBegin(String end) {
        return end.indexOf('\n') + 1;
    }

    /// What was odd about the message to the format that read it.
    public Map<String, String> notes(Messages.Message message) {
        Map<String, String> notes = new TreeMap<>();
        reading(message.id()).ifPresent(parsed -> notes.putAll(parsed.notes()));
        return notes;
    }

    private List<Span> spans(String message) {
        return reading(message).map(MessageEvent.Parsed::observations).orElse(List.of()).stream()
                .limit(MARKS_MAX)
                .flatMap(o -> o.spans().stream())
                .toList();
    }

    /// The reading that stands, or stood last.
    private Optional<MessageEvent.Parsed> reading(String message) {
        MessageEvent.Parsed last = null;
        for (Recorded<Event> recorded : journal.read(StreamId.of(new MessageId(message)))) {
            if (recorded.event() instanceof MessageEvent.Parsed parsed) {
                last = parsed;
            }
        }
        return Optional.ofNullable(last);
    }

    /// @throws SecurityException saying which role it needs
    public Optional<InputStream> download(Messages.Message message, Caller by) throws IOException {
        if (message.sealed() && !by.may(Role.COUNSEL)) {
            throw new SecurityException("this evidence is sealed: it needs the role counsel");
        }
        notes.note(
                by.actor().id(),
                message.sealed() ? "sealed evidence read" : "raw message downloaded",
                "message",
                message.id(),
                "sha256",
                message.sha256());
        return message.sealed() ? evidence.openSealed(message.sha256()) : evidence.open(message.sha256());
    }
}
