package dev.reeve.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much each word speaks for something, learned from labelled mails (logistic regression). A line of the file is a
/// weight and a word of {@link Wording}.
final class WordWeights {
    private final Cues words;
    private final float[] weights;

    private WordWeights(Cues words, float[] weights) {
        this.words = words;
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
        Map<String, Float> read = new LinkedHashMap<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (space > 0 && !line.startsWith("#")) {
                read.put(line.substring(space + 1), Float.parseFloat(line.substring(0, space)));
            }
        }
        float[] weights = new float[read.size()];
        int i = 0;
        for (float weight : read.values()) {
            weights[i++] = weight;
        }
        return new WordWeights(Cues.of(read.keySet()), weights);
    }

    double sum(Collection<String> spelled) {
        return sum(Cues.of(spelled));
    }

    double sum(Cues said) {
        double sum = 0;
        for (int i = 0; i < said.size(); i++) {
            int found = words.find(said, i);
            sum += found < 0 ? 0 : weights[found];
        }
        return said.size() == 0 ? 0 : sum / Math.sqrt(said.size());
    }
}
