package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;

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

    /// Most places where a trait may be cut.
    private static final int CUTS_MAX = 64;

    /// @param weight how much it counts
    record Example(double[] traits, boolean yes, double weight) {}

    private final List<Example> examples;
    private final List<String> traits;
    private final double[] sums;
    private final double[] gradients;
    private final double[] curvatures;
    private final SplittableRandom random;

    /// Where each trait may be cut, and between which cuts each example lies.
    private final double[][] cuts;

    private final byte[][] bins;

    private Boosting(List<Example> examples, List<String> traits, long seed) {
        this.examples = examples;
        this.traits = traits;
        this.sums = new double[examples.size()];
        this.gradients = new double[examples.size()];
        this.curvatures = new double[examples.size()];
        this.random = new SplittableRandom(seed);
        this.cuts = new double[traits.size()][];
        this.bins = new byte[traits.size()][];
        for (int trait = 0; trait < cuts.length; trait++) {
            cuts[trait] = cuts(trait);
            bins[trait] = bins(trait);
        }
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
        int[] rows = new int[examples.size()];
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

    private void grow(int[] rows, int depth, boolean[] used, StringBuilder line) {
        double gradient = 0;
        double curvature = 0;
        for (int row : rows) {
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

    private int[] side(int[] rows, Cut cut, boolean below) {
        return Arrays.stream(rows)
                .filter(r -> examples.get(r).traits()[cut.trait()] < cut.at() == below)
                .toArray();
    }

    private Cut cut(int[] rows, int trait, double gradient, double curvature) {
        double[] places = cuts[trait];
        double[] gradientOf = new double[places.length + 1];
        double[] curvatureOf = new double[places.length + 1];
        for (int row : rows) {
            gradientOf[bins[trait][row]] += gradients[row];
            curvatureOf[bins[trait][row]] += curvatures[row];
        }
        double base = gradient * gradient / (curvature + SHRINK);
        double left = 0;
        double leftCurvature = 0;
        Cut best = new Cut(-1, 0, GAIN_MIN);
        for (int i = 0; i < places.length; i++) {
            left += gradientOf[i];
            leftCurvature += curvatureOf[i];
            double rightCurvature = curvature - leftCurvature;
            if (leftCurvature >= WEIGHT_MIN && rightCurvature >= WEIGHT_MIN) {
                double right = gradient - left;
                double gain = left * left / (leftCurvature + SHRINK) + right * right / (rightCurvature + SHRINK) - base;
                if (gain > best.gain()) {
                    best = new Cut(trait, places[i], gain);
                }
            }
        }
        return best;
    }

    /// Where a trait may be cut: between values, evenly among the examples.
    private double[] cuts(int trait) {
        double[] values =
                examples.stream().mapToDouble(e -> e.traits()[trait]).sorted().toArray();
        TreeSet<Double> places = new TreeSet<>();
        double[] different = Arrays.stream(values).distinct().toArray();
        if (different.length <= CUTS_MAX) {
            for (int i = 0; i + 1 < different.length; i++) {
                places.add(between(different[i], different[i + 1]));
            }
        } else {
            for (int i = 1; i < CUTS_MAX; i++) {
                int at = Arrays.binarySearch(different, values[(int) ((long) values.length * i / CUTS_MAX)]);
                if (at > 0) {
                    places.add(between(different[at - 1], different[at]));
                }
            }
        }
        return places.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double between(double below, double above) {
        double rounded = Math.round((below + above) / 2 * 1e4) / 1e4;
        return rounded > below && rounded <= above ? rounded : above;
    }

    private byte[] bins(int trait) {
        byte[] found = new byte[examples.size()];
        for (int i = 0; i < found.length; i++) {
            int at = Arrays.binarySearch(cuts[trait], examples.get(i).traits()[trait]);
            found[i] = (byte) (at >= 0 ? at + 1 : -at - 1);
        }
        return found;
    }
}
