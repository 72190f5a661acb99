package dev.reeve.server.reading;

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
import org.jspecify.annotations.Nullable;

/// A message cut where facts were read from it: plain text and marked text in turn.
public final class MarkedPieces {
    /// Longer marks are of encoded parts, and stand where these begin.
    private static final int MARK_BYTES_MAX = 2_000;

    private MarkedPieces() {}

    /// @param text with its line ends and without other control characters; may be empty where a mark has no
    ///     length
    /// @param mark names of the facts that stand here; null for plain text
    public record Piece(String text, @Nullable String mark) {}

    /// @param end where to stop
    public static List<Piece> of(byte[] bytes, int end, List<Span> spans) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Map.Entry<Long, List<Span>> place : byPlace(spans).entrySet()) {
            int from = (int) Math.min(place.getKey(), end);
            if (from < at || place.getKey() >= end) {
                continue;
            }
            add(pieces, bytes, at, from, null);
            int length = place.getValue().stream()
                    .mapToInt(Span::length)
                    .filter(l -> l <= MARK_BYTES_MAX)
                    .max()
                    .orElse(0);
            at = Math.min(end, from + length);
            add(pieces, bytes, from, at, names(place.getValue()));
        }
        add(pieces, bytes, at, end, null);
        return pieces;
    }

    private static String names(List<Span> spans) {
        return PlainText.of(spans.stream().map(Span::what).distinct().collect(Collectors.joining(", ")));
    }

    private static void add(List<Piece> pieces, byte[] bytes, int from, int to, @Nullable String mark) {
        if (to > from || mark != null) {
            pieces.add(new Piece(PlainText.lines(decoded(bytes, from, to)), mark));
        }
    }

    /// What stands at the same place is one mark with all its names.
    private static Map<Long, List<Span>> byPlace(List<Span> spans) {
        return spans.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Span::offset).thenComparingInt(Span::length))
                .collect(Collectors.groupingBy(Span::offset, LinkedHashMap::new, Collectors.toList()));
    }

    private static String decoded(byte[] bytes, int from, int to) {
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
