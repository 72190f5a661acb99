package dev.reeve.server.reading;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A message as text with each fact marked where it stands: `⟦source: 203.0.113.9⟧`. A fact that stands in an
/// encoded part points at all of it and is named where the part begins.
public final class MarkedMessage {
    /// Longer marks are of encoded parts.
    private static final int MARK_BYTES_MAX = 2_000;

    private static final String BEGIN = "\u001B[1;7m";
    private static final String END = "\u001B[0m";

    private final byte[] bytes;
    private final boolean colours;
    private final StringBuilder text = new StringBuilder();

    private MarkedMessage(byte[] bytes, boolean colours) {
        this.bytes = bytes;
        this.colours = colours;
    }

    /// @param colours whether the terminal shows them
    public static String of(byte[] bytes, Reading reading, boolean colours) {
        if (reading.observations().stream().anyMatch(o -> o.kind().withheld())) {
            return "(the message is about the sexual abuse of children and is not shown)\n" + facts(reading);
        }
        return new MarkedMessage(bytes, colours).marked(spans(reading)) + "\n" + facts(reading);
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

    /// By their place; what stands at the same place is one mark with all its names.
    private static Map<Long, List<Span>> spans(Reading reading) {
        List<Span> spans = new ArrayList<>();
        reading.observations().forEach(o -> spans.addAll(o.spans()));
        reading.notice()
                .ifPresent(
                        n -> n.elements().stream().map(LegalNotice.Found::span).forEach(spans::add));
        return spans.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Span::offset).thenComparingInt(Span::length))
                .collect(Collectors.groupingBy(Span::offset, LinkedHashMap::new, Collectors.toList()));
    }

    private String marked(Map<Long, List<Span>> spans) {
        int at = 0;
        for (Map.Entry<Long, List<Span>> place : spans.entrySet()) {
            int from = (int) Math.min(place.getKey(), bytes.length);
            if (from < at) {
                continue;
            }
            plain(at, from);
            String names = place.getValue().stream().map(Span::what).distinct().collect(Collectors.joining(", "));
            int length = place.getValue().stream()
                    .mapToInt(Span::length)
                    .filter(l -> l <= MARK_BYTES_MAX)
                    .max()
                    .orElse(0);
            at = Math.min(bytes.length, from + length);
            mark(names, from, at);
        }
        plain(at, bytes.length);
        return text.toString();
    }

    private void mark(String names, int from, int to) {
        text.append(colours ? BEGIN : "").append('\u27E6').append(PlainText.of(names));
        if (to > from) {
            text.append(": ");
            plain(from, to);
        }
        text.append('\u27E7').append(colours ? END : "");
    }

    private void plain(int from, int to) {
        text.append(PlainText.lines(decoded(from, to)));
    }

    private String decoded(int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }
}
