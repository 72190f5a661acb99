package dev.reeve.server.reading;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.Span;
import java.util.ArrayList;
import java.util.List;

/// A message as text with each fact marked where it stands: `⟦source: 203.0.113.9⟧`. A fact that stands in an
/// encoded part points at all of it and is named where the part begins.
public final class MarkedMessage {
    private static final String BEGIN = "\u001B[1;7m";
    private static final String END = "\u001B[0m";

    private MarkedMessage() {}

    /// @param colours whether the terminal shows them
    public static String of(byte[] bytes, Reading reading, boolean colours) {
        if (reading.observations().stream().anyMatch(o -> o.kind().withheld())) {
            return "(the message is about the sexual abuse of children and is not shown)\n" + facts(reading);
        }
        return marked(bytes, reading, colours) + "\n" + facts(reading);
    }

    private static String facts(Reading reading) {
        StringBuilder facts = new StringBuilder(ReadingText.line(reading)).append('\n');
        reading.observations()
                .forEach(o ->
                        facts.append("  ").append(ReadingText.observation(o)).append('\n'));
        reading.notes()
                .forEach((name, note) -> facts.append("  note ")
                        .append(PlainText.of(name))
                        .append(": ")
                        .append(PlainText.of(note))
                        .append('\n'));
        return facts.toString();
    }

    private static List<Span> spans(Reading reading) {
        List<Span> spans = new ArrayList<>();
        reading.observations().forEach(o -> spans.addAll(o.spans()));
        reading.notice()
                .ifPresent(
                        n -> n.elements().stream().map(LegalNotice.Found::span).forEach(spans::add));
        return spans;
    }

    private static String marked(byte[] bytes, Reading reading, boolean colours) {
        return text(MarkedPieces.of(bytes, bytes.length, spans(reading)), colours);
    }

    /// @param colours whether the terminal shows them
    public static String text(List<MarkedPieces.Piece> pieces, boolean colours) {
        StringBuilder text = new StringBuilder();
        for (MarkedPieces.Piece piece : pieces) {
            if (piece.mark() == null) {
                text.append(piece.text());
            } else {
                text.append(colours ? BEGIN : "")
                        .append('\u27E6')
                        .append(piece.mark())
                        .append(piece.text().isEmpty() ? "" : ": ")
                        .append(piece.text())
                        .append('\u27E7')
                        .append(colours ? END : "");
            }
        }
        return text.toString();
    }
}
