package dev.reeve.formats.text;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Measures each thing by how likely the others were found at the first look: one culprit makes others less likely, and
/// the rows of a list share their lot.
final class Company {
    /// Where the measures begin; they are the last.
    private static final int BEGIN = Trait.FIRST.ordinal();

    /// What a thing that is alone is compared with.
    private static final double NOBODY = -6;

    private Company() {}

    /// Takes what was measured before back.
    static void forget(double[] traits) {
        for (int i = BEGIN; i < Trait.COUNT; i++) {
            traits[i] = 0;
        }
    }

    /// @param all with how surely each is accused at the first look
    /// @param slots what each looks like in its place: rows of a list look alike
    static void measure(Collection<Judge.Candidate> all, Map<Judge.Candidate, String> slots) {
        Map<String, double[]> alike = new HashMap<>();
        Map<Class<?>, List<Judge.Candidate>> sorts = new HashMap<>();
        for (Judge.Candidate each : all) {
            set(each, Trait.FIRST, odds(each));
            double[] sums = alike.computeIfAbsent(slots.getOrDefault(each, ""), k -> new double[2]);
            sums[0] += first(each);
            sums[1]++;
            sorts.computeIfAbsent(Traits.sort(each), k -> new java.util.ArrayList<>())
                    .add(each);
        }
        sorts.forEach((sort, list) -> {
            double others = sorts.entrySet().stream()
                    .filter(e -> e.getKey() != sort)
                    .flatMap(e -> e.getValue().stream())
                    .mapToDouble(Company::first)
                    .max()
                    .orElse(NOBODY);
            among(list, others);
        });
        for (Judge.Candidate each : all) {
            double[] sums = alike.getOrDefault(slots.getOrDefault(each, ""), new double[2]);
            double rest = sums[1] - 1;
            set(each, Trait.FIRST_OF_SLOT, rest > 0 ? (sums[0] - first(each)) / rest : 0);
            set(each, Trait.SLOT_SIZE, Math.log(Math.max(1, sums[1])));
        }
    }

    private static void among(List<Judge.Candidate> list, double others) {
        double[] sorted = list.stream().mapToDouble(Company::first).sorted().toArray();
        long accused = list.stream().filter(c -> c.accused > Judge.ACCUSED).count();
        for (int i = 0; i < list.size(); i++) {
            Judge.Candidate each = list.get(i);
            double own = first(each);
            int above = 0;
            while (above < sorted.length && above < 20 && sorted[sorted.length - 1 - above] > own) {
                above++;
            }
            int last = sorted.length - 1;
            double best = sorted.length < 2 ? NOBODY : sorted[last] > own ? sorted[last] : sorted[last - 1];
            set(each, Trait.FIRST_RANK, above);
            set(each, Trait.FIRST_BEST_OTHER, best);
            set(
                    each,
                    Trait.FIRST_ACCUSED_OF_SORT,
                    Math.log(1 + (double) accused - (each.accused > Judge.ACCUSED ? 1 : 0)));
            set(each, Trait.FIRST_BEST_OF_OTHER_SORT, others);
            set(each, Trait.FIRST_ABOVE, i == 0 ? 0 : first(list.get(i - 1)));
            set(each, Trait.FIRST_BELOW, i + 1 == list.size() ? 0 : first(list.get(i + 1)));
        }
    }

    /// How likely it was found, as it was measured first of all.
    private static double first(Judge.Candidate candidate) {
        return candidate.traits[BEGIN];
    }

    static double odds(Judge.Candidate candidate) {
        double share = Math.min(0.999, Math.max(0.001, candidate.accused));
        return Math.log(share / (1 - share));
    }

    private static void set(Judge.Candidate candidate, Trait trait, double value) {
        candidate.traits[trait.ordinal()] = value;
    }
}
