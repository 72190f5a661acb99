package dev.reeve.formats.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// Words with where they stand, each once, in the order in which they came: what stands around a thing, or in a mail,
/// and what was learned. A mail has hundreds, so they are kept in a table of their own and never spelled out, but where
/// something is learned from them.
final class Cues {
    /// Where a word stands, as it is spelled out before it.
    enum Place {
        BEFORE("b:", false),
        BEFORE_FIRST("b1:", false),
        BEFORE_SECOND("b2:", false),
        BEFORE_BOTH("b12:", true),
        BEFORE_SIGN("bp:", false),
        BEHIND("a:", false),
        BEHIND_FIRST("a1:", false),
        BEHIND_SECOND("a2:", false),
        BEHIND_BOTH("a12:", true),
        BEHIND_SIGN("ap:", false),
        COLUMN("c:", false),
        LABEL("l:", false),
        ROW("r:", false),
        INTRODUCTION("i:", false),
        OLD_SUBJECT("s:>", true),
        SUBJECT("s:", true),
        OLD_WORDS("w:>", true),
        WORDS("w:", true),
        /// What holds without any word.
        ALWAYS("*", false);

        private final String name;

        /// Whether two words may stand there, with a line between them.
        private final boolean paired;

        Place(String name, boolean paired) {
            this.name = name;
            this.paired = paired;
        }

        private static Place of(String cue) {
            for (Place place : values()) {
                if (cue.startsWith(place.name)) {
                    return place;
                }
            }
            throw new IllegalStateException("no cue " + cue);
        }
    }

    private static final int SIZE = 64;

    private int count;
    private Place[] places = new Place[SIZE];
    private String[] words = new String[SIZE];

    /// The second of two; empty where there is but one.
    private String[] thens = new String[SIZE];

    private int[] hashes = new int[SIZE];

    /// Where each stands, counted from one; open addressing.
    private int[] table = new int[SIZE * 2];

    static Cues of(Collection<String> spelled) {
        Cues cues = new Cues();
        spelled.forEach(cues::add);
        return cues;
    }

    /// As it is spelled out.
    void add(String spelled) {
        Place place = Place.of(spelled);
        String word = spelled.substring(place.name.length());
        int line = place.paired ? word.indexOf('_') : -1;
        if (line < 0) {
            add(place, word);
        } else {
            add(place, word.substring(0, line), word.substring(line + 1));
        }
    }

    void add(Place place, String word) {
        add(place, word, "");
    }

    void add(Place place, String word, String then) {
        int hash = hash(place, word, then);
        int slot = slot(place, word, then, hash);
        if (table[slot] > 0) {
            return;
        }
        if (count == places.length) {
            grow();
            slot = slot(place, word, then, hash);
        }
        places[count] = place;
        words[count] = word;
        thens[count] = then;
        hashes[count] = hash;
        table[slot] = ++count;
    }

    private static int hash(Place place, String word, String then) {
        int hash = ((place.ordinal() + 1) * 31 + word.hashCode()) * 31 + then.hashCode();
        return hash ^ hash >>> 15;
    }

    /// Where it is in the table, or would be.
    private int slot(Place place, String word, String then, int hash) {
        int slot = hash & table.length - 1;
        while (table[slot] > 0) {
            int at = table[slot] - 1;
            if (hashes[at] == hash && places[at] == place && words[at].equals(word) && thens[at].equals(then)) {
                return slot;
            }
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private void grow() {
        places = Arrays.copyOf(places, count * 2);
        words = Arrays.copyOf(words, count * 2);
        thens = Arrays.copyOf(thens, count * 2);
        hashes = Arrays.copyOf(hashes, count * 2);
        table = new int[count * 4];
        for (int i = 0; i < count; i++) {
            int slot = hashes[i] & table.length - 1;
            while (table[slot] > 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = i + 1;
        }
    }

    int size() {
        return count;
    }

    /// Whether two words are one cue.
    boolean isPair(int index) {
        return !thens[index].isEmpty();
    }

    /// Which one of these a word is; -1 where it is none.
    int find(Place place, String word) {
        return table[slot(place, word, "", hash(place, word, ""))] - 1;
    }

    /// Which one of these another's is; -1 where it is none.
    int find(Cues others, int index) {
        return table[slot(others.places[index], others.words[index], others.thens[index], others.hashes[index])] - 1;
    }

    /// As they are learned from.
    Set<String> spelled() {
        Set<String> spelled = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            spelled.add(places[i].name + words[i] + (isPair(i) ? "_" + thens[i] : ""));
        }
        return spelled;
    }
}
