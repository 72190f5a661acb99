package dev.reeve.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How much the words of a message speak for each kind, learned from labelled mails. A line of the file is a kind, a
/// weight and a word.
final class KindWords {
    private static final KindWords INSTALLED = load();

    private final Map<String, WordWeights> kinds = new TreeMap<>();

    private KindWords() {}

    static KindWords installed() {
        return INSTALLED;
    }

    private static KindWords load() {
        try (InputStream in = KindWords.class.getResourceAsStream("kinds.words")) {
            if (in == null) {
                throw new IllegalStateException("no kinds.words");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KindWords of(List<String> lines) {
        Map<String, List<String>> weights = new TreeMap<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (space > 0 && !line.startsWith("#")) {
                weights.computeIfAbsent(line.substring(0, space), k -> new ArrayList<>())
                        .add(line.substring(space + 1));
            }
        }
        KindWords words = new KindWords();
        weights.forEach((kind, of) -> words.kinds.put(kind, WordWeights.of(of)));
        return words;
    }

    WordWeights of(String kind) {
        return kinds.getOrDefault(kind, WordWeights.of(List.of()));
    }

    /// Without pairs.
    static List<String> single(Collection<String> words) {
        return words.stream().filter(w -> w.indexOf('_') < 0).toList();
    }

    /// For each kind how likely the words make it, as the logarithm of its odds.
    Map<String, Double> of(Collection<String> words) {
        Map<String, Double> sums = new TreeMap<>();
        List<String> single = single(words);
        kinds.forEach((kind, weights) -> sums.put(kind, weights.sum(single)));
        return sums;
    }
}
