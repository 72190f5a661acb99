package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A section taken apart once: its lines, what it names, what it says, its tables.
final class Page {
    private final Section section;
    private final Lines lines;
    private final List<Mention> mentions;
    private final Vocabulary.Said said;
    private final Columns columns;
    private final Hits concepts;
    /// Only where somebody asks: a long log names nobody.
    private @Nullable Wording wording;

    private Page(Section section) {
        this.section = section;
        this.lines = Lines.of(section.plain());
        this.mentions = List.copyOf(ResourceScanner.scan(section.plain(), section.index()));
        Phrases.Text words = Phrases.Text.of(section.folded());
        this.said = Vocabulary.of(section, words);
        this.concepts = Concepts.hits(words);
        this.columns = new Columns(section, lines, mentions, said);
    }

    static Page of(Section section) {
        return new Page(section);
    }

    Section section() {
        return section;
    }

    Lines lines() {
        return lines;
    }

    List<Mention> mentions() {
        return mentions;
    }

    /// Whether anything is named between two places, were it in part.
    boolean names(int from, int to) {
        int low = 0;
        int high = mentions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (mentions.get(middle).to() <= from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < mentions.size() && mentions.get(low).from() < to;
    }

    /// The same, those of one line together.
    List<List<Mention>> rows() {
        List<List<Mention>> rows = new ArrayList<>();
        for (int i = 0; i < mentions.size(); ) {
            int line = line(mentions.get(i));
            int end = i;
            while (end < mentions.size() && line(mentions.get(end)) == line) {
                end++;
            }
            rows.add(mentions.subList(i, end));
            i = end;
        }
        return rows;
    }

    Vocabulary.Said said() {
        return said;
    }

    Columns columns() {
        return columns;
    }

    String text() {
        return section.plain();
    }

    String folded() {
        return section.folded();
    }

    /// Single words that tell who is who.
    Hits concepts() {
        return concepts;
    }

    /// All words, as they are learned from.
    Wording wording() {
        if (wording == null) {
            wording = Wording.of(this);
        }
        return wording;
    }

    int line(Mention mention) {
        return lines.at(mention.from());
    }
}
