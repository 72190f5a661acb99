package dev.reeve.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How much the words of a message speak for each kind, learned from labelled mails. A line of the file is a kind, a
/// weight and a word; the word `*` is what holds without any.
final class KindWords {
    private static final KindWords INSTALLED = load();

    private final List<String> kinds;

    /// What a word weighs for each kind that it says something about.
    private final Cues words;

    /// Those of a word stand from its first to the first of the next.
    private final int[] first;

    private final int[] kindsOf;
    private final float[] weights;

    /// How likely each kind is before a word is read.
    private final double[] priors;

    /// @param read for each word what it weighs for each kind that it says something about
    private KindWords(List<String> kinds, Map<String, Map<String, Float>> read) {
        this.kinds = kinds;
        this.words = Cues.of(read.keySet());
        int all = read.values().stream().mapToInt(Map::size).sum();
        this.first = new int[read.size() + 1];
        this.kindsOf = new int[all];
        this.weights = new float[all];
        int word = 0;
        int at = 0;
        for (Map<String, Float> of : read.values()) {
            for (Map.Entry<String, Float> weight : of.entrySet()) {
                kindsOf[at] = kinds.indexOf(weight.getKey());
                weights[at++] = weight.getValue();
            }
            first[++word] = at;
        }
        this.priors = kinds.stream()
                .mapToDouble(kind -> of(kind, Cues.Place.ALWAYS, ""))
                .toArray();
    }

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
        Map<String, Map<String, Float>> read = new LinkedHashMap<>();
        Set<String> kinds = new TreeSet<>();
        for (String line : lines) {
            String[] parts = line.split(" ", 3);
            if (parts.length == 3 && !line.startsWith("#")) {
                kinds.add(parts[0]);
                read.computeIfAbsent(parts[2], w -> new TreeMap<>()).put(parts[0], Float.parseFloat(parts[1]));
            }
        }
        return new KindWords(List.copyOf(kinds), read);
    }

    /// How much a word speaks for a kind.
    double of(String kind, Cues.Place place, String word) {
        int at = words.find(place, word);
        if (at >= 0) {
            int sought = kinds.indexOf(kind);
            for (int i = first[at]; i < first[at + 1]; i++) {
                if (kindsOf[i] == sought) {
                    return weights[i];
                }
            }
        }
        return 0;
    }

    /// Without pairs.
    static List<String> single(Collection<String> words) {
        return words.stream().filter(w -> w.indexOf('_') < 0).toList();
    }

    /// For each kind how likely the words make it, as the logarithm of its odds.
    Map<String, Double> of(Cues said) {
        double[] sums = new double[kinds.size()];
        int counted = 0;
        for (int word = 0; word < said.size(); word++) {
            if (said.isPair(word)) {
                continue;
            }
            counted++;
            int at = words.find(said, word);
            if (at >= 0) {
                for (int i = first[at]; i < first[at + 1]; i++) {
                    sums[kindsOf[i]] += weights[i];
                }
            }
        }
        Map<String, Double> odds = new TreeMap<>();
        for (int i = 0; i < sums.length; i++) {
            odds.put(kinds.get(i), priors[i] + (counted == 0 ? 0 : sums[i] / Math.sqrt(counted)));
        }
        return odds;
    }
}
