package dev.reeve.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much each word speaks for something, learned from labelled mails (logistic regression). A line of the file is a
/// weight and a word of {@link Wording}.
final class WordWeights {
    private final Map<String, Float> weights;

    private WordWeights(Map<String, Float> weights) {
        this.weights = weights;
    }

    /// @param name of a file beside this class
    static WordWeights load(String name) {
        try (InputStream in = WordWeights.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no words " + name);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WordWeights of(List<String> lines) {
        Map<String, Float> weights = new HashMap<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (space > 0 && !line.startsWith("#")) {
                weights.put(line.substring(space + 1), Float.parseFloat(line.substring(0, space)));
            }
        }
        return new WordWeights(weights);
    }

    double sum(Collection<String> words) {
        double sum = 0;
        for (String word : words) {
            sum += weights.getOrDefault(word, 0f);
        }
        return words.isEmpty() ? 0 : sum / Math.sqrt(words.size());
    }
}
