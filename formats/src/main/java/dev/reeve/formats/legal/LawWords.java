package dev.reeve.formats.legal;

import dev.reeve.formats.text.Phrases;
import dev.reeve.formats.text.Phrases.Hit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The words of notices of law that a text has, and where.
final class LawWords {
    private static final Phrases PHRASES = Phrases.load("legal.txt");

    private static final Set<String> NOTICE =
            Set.of("law.notice", "law.withdraw", "law.counter", "law.perjury", "law.good-faith", "law.area.order");

    private final List<Hit> hits;
    private final String folded;

    private LawWords(List<Hit> hits, String folded) {
        this.hits = hits;
        this.folded = folded;
    }

    static LawWords of(String folded) {
        List<Hit> hits = PHRASES.find(Phrases.Text.of(folded));
        hits.sort(Comparator.comparingInt(Hit::to).thenComparingInt(Hit::from));
        return new LawWords(hits, folded);
    }

    /// Whether it has none of those that make a notice.
    boolean isEmpty() {
        return hits.stream().noneMatch(h -> NOTICE.contains(h.tag()));
    }

    List<Hit> of(String tag, Answers answers) {
        return hits.stream()
                .filter(h -> h.tag().equals("law." + tag) && answers.isSaid(h.from()))
                .toList();
    }

    /// How much is said of it: each phrase once.
    double weight(String tag, Answers answers) {
        Set<String> seen = new HashSet<>();
        double weight = 0;
        for (Hit hit : of(tag, answers)) {
            weight += seen.add(folded.substring(hit.from(), hit.to())) ? hit.weight() : 0;
        }
        return weight;
    }
}
