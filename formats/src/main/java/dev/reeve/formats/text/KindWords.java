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

    private final List<Weights> weights;

    /// How likely each kind is before a word is read.
    private final double[] priors;

    private record Weights(int[] kinds, float[] weights) {}

    private KindWords(List<String> kinds, Cues words, List<Weights> weights) {
        this.kinds = kinds;
        this.words = words;
        this.weights = weights;
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
        List<String> ordered = List.copyOf(kinds);
        return new KindWords(
                ordered,
                Cues.of(read.keySet()),
                read.values().stream().map(of -> weights(ordered, of)).toList());
    }

    private static Weights weights(List<String> kinds, Map<String, Float> of) {
        int[] places = of.keySet().stream().mapToInt(kinds::indexOf).toArray();
        float[] weights = new float[places.length];
        int i = 0;
        for (float weight : of.values()) {
            weights[i++] = weight;
        }
        return new Weights(places, weights);
    }

    /// How much a word speaks for a kind.
    double of(String kind, Cues.Place place, String word) {
        int at = words.find(place, word);
        if (at >= 0) {
            Weights found = weights.get(at);
            int sought = kinds.indexOf(kind);
            for (int i = 0; i < found.kinds().length; i++) {
                if (found.kinds()[i] == sought) {
                    return found.weights()[i];
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
                Weights found = weights.get(at);
                for (int i = 0; i < found.kinds().length; i++) {
                    sums[found.kinds()[i]] += found.weights()[i];
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
