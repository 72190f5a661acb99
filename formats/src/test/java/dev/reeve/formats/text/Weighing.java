package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Learns how much each word speaks for something: logistic regression, small weights preferred, by gradients whose
/// steps shrink with use (Duchi and others 2011). The same examples give the same weights.
final class Weighing {
    private static final int ROUNDS = 30;
    private static final double RATE = 0.2;

    /// @param pull how strongly weights are drawn to zero
    /// @param mails in how few a word may stand to be learned
    /// @param least weights that are kept
    /// @param prior how much of what holds without any word is kept, as the word `*`
    record Care(double pull, int mails, double least, double prior) {}

    /// @param mail what it stands in
    record Example(Collection<String> words, boolean yes, double weight, int mail) {}

    private Weighing() {}

    /// @return one line for each word, as {@link WordWeights} reads them
    static List<String> learn(List<Example> examples, Care care, long seed) {
        Map<String, Integer> indexes = indexes(examples, care.mails());
        int[][] rows = examples.stream()
                .map(e -> e.words().stream()
                        .filter(indexes::containsKey)
                        .mapToInt(indexes::get)
                        .toArray())
                .toArray(int[][]::new);
        double[] weights = new double[indexes.size()];
        double[] squares = new double[indexes.size()];
        Arrays.fill(squares, 1e-2);
        double constant = 0;
        double constantSquares = 1e-2;
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < order.length; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            for (int row : order) {
                Example example = examples.get(row);
                double scale = 1 / Math.sqrt(Math.max(1, example.words().size()));
                double sum = constant;
                for (int word : rows[row]) {
                    sum += weights[word] * scale;
                }
                double error = example.weight() * (1 / (1 + Math.exp(-sum)) - (example.yes() ? 1 : 0));
                constantSquares += error * error;
                constant -= RATE * error / Math.sqrt(constantSquares);
                for (int word : rows[row]) {
                    double gradient = error * scale + care.pull() * example.weight() * weights[word];
                    squares[word] += gradient * gradient;
                    weights[word] -= RATE * gradient / Math.sqrt(squares[word]);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        if (care.prior() > 0) {
            lines.add(String.format(Locale.ROOT, "%.2f *", care.prior() * constant));
        }
        new TreeMap<>(indexes).forEach((word, index) -> {
            if (Math.abs(weights[index]) >= care.least()) {
                lines.add(String.format(Locale.ROOT, "%.2f %s", weights[index], word));
            }
        });
        return lines;
    }

    private static Map<String, Integer> indexes(List<Example> examples, int least) {
        Map<String, Set<Integer>> mails = new HashMap<>();
        for (Example example : examples) {
            example.words()
                    .forEach(w -> mails.computeIfAbsent(w, k -> new HashSet<>()).add(example.mail()));
        }
        Map<String, Integer> indexes = new TreeMap<>();
        mails.forEach((word, in) -> {
            if (in.size() >= least) {
                indexes.put(word, 0);
            }
        });
        int next = 0;
        for (Map.Entry<String, Integer> entry : indexes.entrySet()) {
            entry.setValue(next++);
        }
        return indexes;
    }
}
