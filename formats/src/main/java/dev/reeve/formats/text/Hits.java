package dev.reeve.formats.text;

import dev.reeve.formats.text.Phrases.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// The phrases of one family that a text holds, in its order. Of phrases that lie in each other only the longest says
/// something: `our crawler` is not `our`.
final class Hits {
    private final List<Hit> hits;

    private Hits(List<Hit> hits) {
        this.hits = hits;
    }

    /// @param longestOnly whether those within longer ones are left out
    static Hits of(List<Hit> all, Predicate<Hit> family, boolean longestOnly) {
        List<Hit> kept = new ArrayList<>();
        for (Hit hit : all) {
            if (family.test(hit)) {
                kept.add(hit);
            }
        }
        kept.sort(Comparator.comparingInt(Hit::from)
                .thenComparing(Comparator.comparingInt(Hit::to).reversed()));
        if (!longestOnly) {
            return new Hits(kept);
        }
        List<Hit> longest = new ArrayList<>();
        int reach = -1;
        int begun = -1;
        for (Hit hit : kept) {
            boolean same = hit.from() == begun && hit.to() == reach;
            if (hit.to() > reach || same) {
                longest.add(hit);
                reach = Math.max(reach, hit.to());
                begun = hit.to() == reach ? hit.from() : begun;
            }
        }
        return new Hits(longest);
    }

    List<Hit> list() {
        return hits;
    }

    /// Those that lie within.
    List<Hit> within(int from, int to) {
        int low = 0;
        int high = hits.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hits.get(middle).from() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<Hit> found = new ArrayList<>();
        for (int i = low; i < hits.size() && hits.get(i).from() < to; i++) {
            if (hits.get(i).to() <= to) {
                found.add(hits.get(i));
            }
        }
        return found;
    }
}
