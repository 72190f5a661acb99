package dev.reeve.formats.text;

import dev.reeve.formats.text.Phrases.Hit;
import java.util.List;

/// All words that are known, found in one pass.
final class Vocabulary {
    private static final Phrases PHRASES = Phrases.load("roles.txt", "kinds.txt", "zones.txt", "talk.txt");

    private Vocabulary() {}

    /// `est`, `ist` and `art` are words; `EST`, `IST` and `ART` are zones.
    private static boolean isName(String text, Hit hit) {
        if (hit.length() > 4) {
            return true;
        }
        for (int i = hit.from(); i < hit.to(); i++) {
            if (Character.isLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// What a section says, by family.
    ///
    /// @param labels names of fields and columns
    /// @param before words of prose that tell parties apart and stand before them
    /// @param after the same, after them
    /// @param kinds what was going on
    /// @param zones time zones
    /// @param talk what kind of mail it is
    /// @param closings the last words of a letter
    record Said(Hits labels, Hits before, Hits after, Hits kinds, Hits zones, Hits talk, Hits closings) {}

    static Said of(Section section) {
        List<Hit> all = PHRASES.find(section.folded());
        return new Said(
                Hits.of(all, h -> h.tag().endsWith(".label"), true),
                Hits.of(all, h -> h.tag().contains(".before."), true),
                Hits.of(all, h -> h.tag().contains(".after."), true),
                Hits.of(all, h -> h.tag().indexOf('/') > 0 && !h.tag().startsWith("zone"), true),
                Hits.of(all, h -> h.tag().startsWith("zone=") && isName(section.plain(), h), true),
                Hits.of(all, h -> h.tag().startsWith("talk."), true),
                Hits.of(all, h -> h.tag().equals("closing"), true));
    }
}
