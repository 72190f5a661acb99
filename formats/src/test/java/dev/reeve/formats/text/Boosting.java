package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Learns small trees, each from what the ones before it got wrong (Friedman 2001, with second derivatives as Chen and
/// Guestrin 2016). The same examples and seed give the same trees.
final class Boosting {
    private static final int TREES = 500;
    private static final int DEPTH = 3;
    private static final double RATE = 0.03;
    private static final double SHRINK = 2;
    private static final double WEIGHT_MIN = 2;
    private static final double ROWS_SHARE = 0.7;
    private static final double TRAITS_SHARE = 0.12;
    private static final double GAIN_MIN = 1e-3;

    /// @param weight how much it counts
    record Example(double[] traits, boolean yes, double weight) {}

    private final List<Example> examples;
    private final List<String> traits;
    private final double[] sums;
    private final double[] gradients;
    private final double[] curvatures;
    private final SplittableRandom random;

    private Boosting(List<Example> examples, List<String> traits, long seed) {
        this.examples = examples;
        this.traits = traits;
        this.sums = new double[examples.size()];
        this.gradients = new double[examples.size()];
        this.curvatures = new double[examples.size()];
        this.random = new SplittableRandom(seed);
    }

    /// @return one line for each tree, as {@link Trees} reads them
    static List<String> learn(List<Example> examples, List<String> traits, long seed) {
        Boosting boosting = new Boosting(examples, traits, seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TREES; i++) {
            lines.add(boosting.next());
        }
        return lines;
    }

    private String next() {
        for (int i = 0; i < examples.size(); i++) {
            double p = 1 / (1 + Math.exp(-sums[i]));
            double weight = examples.get(i).weight();
            gradients[i] = weight * (p - (examples.get(i).yes() ? 1 : 0));
            curvatures[i] = weight * p * (1 - p);
        }
        Integer[] rows = new Integer[examples.size()];
        int count = 0;
        for (int i = 0; i < examples.size(); i++) {
            if (random.nextDouble() < ROWS_SHARE) {
                rows[count++] = i;
            }
        }
        boolean[] used = new boolean[traits.size()];
        for (int i = 0; i < used.length; i++) {
            used[i] = random.nextDouble() < TRAITS_SHARE;
        }
        StringBuilder line = new StringBuilder();
        grow(Arrays.copyOf(rows, count), DEPTH, used, line);
        String tree = line.toString().strip();
        Trees grown = Trees.of(List.of(tree), traits);
        for (int i = 0; i < examples.size(); i++) {
            sums[i] += grown.sum(examples.get(i).traits());
        }
        return tree;
    }

    private record Cut(int trait, double at, double gain) {}

    private void grow(Integer[] rows, int depth, boolean[] used, StringBuilder line) {
        double gradient = 0;
        double curvature = 0;
        for (Integer row : rows) {
            gradient += gradients[row];
            curvature += curvatures[row];
        }
        Cut best = new Cut(-1, 0, GAIN_MIN);
        if (depth > 0 && curvature >= 2 * WEIGHT_MIN) {
            for (int trait = 0; trait < used.length; trait++) {
                if (used[trait]) {
                    Cut cut = cut(rows, trait, gradient, curvature);
                    best = cut.gain() > best.gain() ? cut : best;
                }
            }
        }
        if (best.trait() < 0) {
            line.append(String.format(Locale.ROOT, "=%.4f ", -RATE * gradient / (curvature + SHRINK)));
            return;
        }
        Cut cut = best;
        line.append(traits.get(cut.trait())).append('<').append(cut.at()).append(' ');
        grow(side(rows, cut, true), depth - 1, used, line);
        grow(side(rows, cut, false), depth - 1, used, line);
    }

    private Integer[] side(Integer[] rows, Cut cut, boolean below) {
        return Arrays.stream(rows)
                .filter(r -> examples.get(r).traits()[cut.trait()] < cut.at() == below)
                .toArray(Integer[]::new);
    }

    private Cut cut(Integer[] rows, int trait, double gradient, double curvature) {
        Arrays.sort(rows, Comparator.comparingDouble(r -> examples.get(r).traits()[trait]));
        double base = gradient * gradient / (curvature + SHRINK);
        double left = 0;
        double leftCurvature = 0;
        Cut best = new Cut(-1, 0, GAIN_MIN);
        for (int i = 0; i + 1 < rows.length; i++) {
            left += gradients[rows[i]];
            leftCurvature += curvatures[rows[i]];
            double here = examples.get(rows[i]).traits()[trait];
            double next = examples.get(rows[i + 1]).traits()[trait];
            double rightCurvature = curvature - leftCurvature;
            if (here < next && leftCurvature >= WEIGHT_MIN && rightCurvature >= WEIGHT_MIN) {
                double right = gradient - left;
                double gain = left * left / (leftCurvature + SHRINK) + right * right / (rightCurvature + SHRINK) - base;
                if (gain > best.gain()) {
                    best = new Cut(trait, Math.round((here + next) / 2 * 1e4) / 1e4, gain);
                }
            }
        }
        return best;
    }
}
