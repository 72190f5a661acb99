package dev.reeve.formats.text;

import java.util.List;

/// A section taken apart once: its lines, what it names and what it says.
record Page(Section section, Lines lines, List<Mention> mentions, Vocabulary.Said said) {
    Page {
        mentions = List.copyOf(mentions);
    }

    static Page of(Section section) {
        return new Page(
                section,
                Lines.of(section.plain()),
                ResourceScanner.scan(section.plain(), section.index()),
                Vocabulary.of(section));
    }

    String text() {
        return section.plain();
    }

    String folded() {
        return section.folded();
    }

    int line(Mention mention) {
        return lines.at(mention.from());
    }
}
