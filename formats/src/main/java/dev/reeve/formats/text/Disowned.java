package dev.reeve.formats.text;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// What its sentence says is another's: `from 192.0.2.1 (a different provider, told)`,
/// `192.0.2.1 and 192.0.2.2, which are not yours`.
final class Disowned {
    /// How far behind a thing its sentence is read.
    private static final int REACH_MAX = 140;

    /// Most words between the two.
    private static final int WORDS_MAX = 8;

    /// A shorter line was not broken because it was full.
    private static final int FULL = 55;

    private final Page page;
    private final Set<Mention> found = Collections.newSetFromMap(new IdentityHashMap<>());

    private Disowned(Page page) {
        this.page = page;
    }

    static Set<Mention> of(Page page) {
        Disowned disowned = new Disowned(page);
        for (int i = page.mentions().size() - 1; i >= 0; i--) {
            Mention mention = page.mentions().get(i);
            Mention next = i + 1 < page.mentions().size() ? page.mentions().get(i + 1) : null;
            boolean along = next != null && disowned.found.contains(next) && Fellows.isBreath(page, mention, next);
            if (along || disowned.isDisowned(mention, next == null ? page.text().length() : next.from())) {
                disowned.found.add(mention);
            }
        }
        return disowned.found;
    }

    private boolean isDisowned(Mention mention, int next) {
        if (next <= mention.to()) {
            return false;
        }
        int end = end(mention, Math.min(next, mention.to() + REACH_MAX));
        List<Phrases.Hit> hits = page.concepts().within(mention.to(), end);
        for (Phrases.Hit hit : hits) {
            if (Concepts.concept(hit) == Concepts.Concept.YOUR && !RowStates.isDenied(hit, hits)) {
                return false;
            }
            if (Concepts.concept(hit) == Concepts.Concept.THIRD) {
                String between = page.text().substring(mention.to(), hit.from());
                return between.strip().split("\\s+", WORDS_MAX + 2).length <= WORDS_MAX;
            }
        }
        return false;
    }

    /// Where the sentence ends, or the line if it was broken on purpose.
    private int end(Mention mention, int max) {
        String text = page.text();
        for (int i = mention.to(); i < max; i++) {
            char c = text.charAt(i);
            boolean last = i + 1 == text.length() || text.charAt(i + 1) <= ' ';
            if (".!?".indexOf(c) >= 0 && last || c == '。') {
                return i;
            }
            if (c == '\n') {
                int line = page.lines().at(i);
                boolean full = i - page.lines().content(line) >= FULL;
                if (!full || line + 1 < page.lines().count() && page.lines().isBlank(line + 1)) {
                    return i;
                }
            }
        }
        return max;
    }
}
