package dev.reeve.formats.text;

import dev.reeve.formats.text.Phrases.Hit;
import java.util.ArrayList;
import java.util.List;

/// The phrases of one family that a text holds, in its order. Of phrases that lie in each other only the longest says
/// something: `our crawler` is not `our`.
final class Hits {
    private final List<Hit> hits;

    private Hits(List<Hit> hits) {
        this.hits = hits;
    }

    /// @param hits in the order of {@link Phrases#find}
    static Hits all(List<Hit> hits) {
        return new Hits(hits);
    }

    /// Without those that lie within longer ones.
    ///
    /// @param hits in the order of {@link Phrases#find}
    static Hits longest(List<Hit> hits) {
        List<Hit> longest = new ArrayList<>();
        int reach = -1;
        int begun = -1;
        for (Hit hit : hits) {
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
