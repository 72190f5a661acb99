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

    /// The lower bits of a key have room for its number in the table.
    private static final int KEY_BITS = 24;

    private int count;
    private Place[] places = new Place[SIZE];

    /// Two for each; the second is empty where there is but one.
    private String[] words = new String[SIZE * 2];

    /// Hash and place of each.
    private long[] keys = new long[SIZE];

    /// Open addressing: the key of each with its number, counted from one, so that what is not there is seldom looked
    /// at.
    private long[] table = new long[SIZE * 2];

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
        long key = key(place, word, then);
        int slot = slot(key, word, then);
        if (table[slot] != 0) {
            return;
        }
        if (count == places.length) {
            grow();
            slot = slot(key, word, then);
        }
        places[count] = place;
        words[count * 2] = word;
        words[count * 2 + 1] = then;
        keys[count++] = key;
        table[slot] = key | count;
    }

    private static long key(Place place, String word, String then) {
        int hash = ((place.ordinal() + 1) * 31 + word.hashCode()) * 31 + then.hashCode();
        return ((long) (hash ^ hash >>> 15) << 8 | place.ordinal()) << KEY_BITS;
    }

    private static int begin(long key, int length) {
        return (int) (key >>> KEY_BITS + 8) & length - 1;
    }

    /// Where it is in the table, or would be.
    private int slot(long key, String word, String then) {
        int slot = begin(key, table.length);
        while (table[slot] != 0) {
            long differs = table[slot] ^ key;
            if (differs >>> KEY_BITS == 0) {
                int at = (int) differs - 1;
                if (words[at * 2].equals(word) && words[at * 2 + 1].equals(then)) {
                    return slot;
                }
            }
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private void grow() {
        if (count * 2 >= 1 << KEY_BITS) {
            throw new IllegalStateException("too many words");
        }
        places = Arrays.copyOf(places, count * 2);
        words = Arrays.copyOf(words, count * 4);
        keys = Arrays.copyOf(keys, count * 2);
        table = new long[count * 4];
        for (int i = 0; i < count; i++) {
            int slot = begin(keys[i], table.length);
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = keys[i] | i + 1;
        }
    }

    int size() {
        return count;
    }

    /// Whether two words are one cue.
    boolean isPair(int index) {
        return !words[index * 2 + 1].isEmpty();
    }

    /// Which one of these a word is; -1 where it is none.
    int find(Place place, String word) {
        return number(slot(key(place, word, ""), word, ""));
    }

    /// Which one of these another's is; -1 where it is none.
    int find(Cues others, int index) {
        return number(slot(others.keys[index], others.words[index * 2], others.words[index * 2 + 1]));
    }

    private int number(int slot) {
        return (int) (table[slot] & (1 << KEY_BITS) - 1) - 1;
    }

    /// As they are learned from.
    Set<String> spelled() {
        Set<String> spelled = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            spelled.add(places[i].name + words[i * 2] + (isPair(i) ? "_" + words[i * 2 + 1] : ""));
        }
        return spelled;
    }
}
