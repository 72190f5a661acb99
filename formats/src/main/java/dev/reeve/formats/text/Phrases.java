package dev.reeve.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds all phrases of a vocabulary in one pass over a text, however many there are: a phrase begins where a
/// word does, and from there what follows is sought in a tree of all phrases (a trie), which most words leave after
/// a letter or two.
///
/// A vocabulary is a file of lines `tag weight: phrase; phrase`. A phrase in an alphabet is matched at whole words; a
/// `*`
/// at its end leaves the end open. Scripts without spaces between words are matched anywhere.
public final class Phrases {
    /// Most hits in one text: beyond that it says nothing new.
    private static final int HITS_MAX = 200_000;

    private static final Pattern HYPHEN = Pattern.compile("(?<=\\p{L})-(?=\\p{L})");

    /// Longest phrase.
    private static final int LENGTH_MAX = 128;

    /// @param from first character
    /// @param to the one after the last
    public record Hit(String tag, double weight, int from, int to) {
        public int length() {
            return to - from;
        }
    }

    private record Entry(String tag, double weight, int length, boolean openEnd) {}

    /// What ends at each node.
    private Entry[][] entries = new Entry[0][];

    /// What leads on from a node stands from its first to the first of the next.
    private int[] first = new int[0];

    private char[] signs = new char[0];
    private int[] children = new int[0];

    /// For each node a bit for the characters that may lead on: most don't, and the table needn't be asked.
    private long[] leads = new long[0];

    /// Where each character leads from the start: most of a text is spent there.
    private final int[] begin = new int[1 << 16];

    /// The same while it is read.
    private long[] keys = new long[1 << 12];
    private int[] next = new int[1 << 12];
    private final List<List<Entry>> ends = new ArrayList<>();
    private int used;

    private Phrases() {
        ends.add(List.of());
    }

    /// @param name of a file beside this class
    public static Phrases load(String... names) {
        Phrases phrases = new Phrases();
        for (String name : names) {
            try (InputStream in = Phrases.class.getResourceAsStream("/dev/reeve/formats/text/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("no vocabulary " + name);
                }
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> phrases.line(name, line));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        phrases.link();
        return phrases;
    }

    private void line(String name, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int colon = line.indexOf(": ");
        String[] head = line.substring(0, Math.max(0, colon)).split(" ", -1);
        if (colon < 0 || head.length != 2) {
            throw new IllegalStateException(
                    name + ": a line is written \"tag weight: phrase; phrase\", not \"" + line + '"');
        }
        double weight = Double.parseDouble(head[1]);
        for (String phrase : line.substring(colon + 2).split(";", -1)) {
            if (!phrase.isBlank()) {
                add(head[0], weight, Folding.fold(phrase.strip()));
            }
        }
    }

    private void add(String tag, double weight, String phrase) {
        boolean open = phrase.endsWith("*");
        String chars = (open ? phrase.substring(0, phrase.length() - 1) : phrase).replace('_', ' ');
        chars = HYPHEN.matcher(chars).replaceAll(" ");
        if (chars.length() >= LENGTH_MAX) {
            throw new IllegalStateException("a phrase has less than " + LENGTH_MAX + " characters: " + phrase);
        }
        int node = 0;
        for (int i = 0; i < chars.length(); i++) {
            int child = go(node, chars.charAt(i));
            if (child < 0) {
                child = ends.size();
                ends.add(List.of());
                put(node, chars.charAt(i), child);
            }
            node = child;
        }
        int length = chars.length();
        if (ends.get(node).stream().anyMatch(e -> e.tag().equals(tag) && e.length() == length && e.openEnd() == open)) {
            return;
        }
        List<Entry> entries = new ArrayList<>(ends.get(node));
        entries.add(new Entry(tag, weight, length, open));
        ends.set(node, List.copyOf(entries));
    }

    /// The tags of all phrases.
    Set<String> tags() {
        Set<String> tags = new HashSet<>();
        for (Entry[] here : entries) {
            for (Entry entry : here) {
                tags.add(entry.tag());
            }
        }
        return tags;
    }

    private int go(int node, char c) {
        long key = (long) node << 16 | c;
        int mask = keys.length - 1;
        for (int i = hash(key) & mask; ; i = i + 1 & mask) {
            if (next[i] == 0) {
                return -1;
            }
            if (keys[i] == key) {
                return next[i];
            }
        }
    }

    private void put(int node, char c, int child) {
        if (used * 2 >= keys.length) {
            long[] oldKeys = keys;
            int[] oldNext = next;
            keys = new long[oldKeys.length * 2];
            next = new int[oldKeys.length * 2];
            used = 0;
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldNext[i] != 0) {
                    insert(oldKeys[i], oldNext[i]);
                }
            }
        }
        insert((long) node << 16 | c, child);
    }

    private void insert(long key, int child) {
        int mask = keys.length - 1;
        int i = hash(key) & mask;
        while (next[i] != 0) {
            i = i + 1 & mask;
        }
        keys[i] = key;
        next[i] = child;
        used++;
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /// Puts what leads on from each node beside each other.
    private void link() {
        int[][] edges = new int[used][];
        int count = 0;
        leads = new long[ends.size()];
        for (int i = 0; i < keys.length; i++) {
            if (next[i] != 0) {
                edges[count++] = new int[] {(int) (keys[i] >>> 16), (int) (keys[i] & 0xFFFF), next[i]};
                leads[(int) (keys[i] >>> 16)] |= 1L << keys[i];
            }
        }
        Arrays.sort(edges, Comparator.<int[]>comparingInt(e -> e[0]).thenComparingInt(e -> e[1]));
        first = new int[ends.size() + 1];
        signs = new char[count];
        children = new int[count];
        for (int i = 0; i < count; i++) {
            first[edges[i][0] + 1] = i + 1;
            signs[i] = (char) edges[i][1];
            children[i] = edges[i][2];
            if (edges[i][0] == 0) {
                begin[signs[i]] = children[i];
            }
        }
        for (int node = 1; node < first.length; node++) {
            first[node] = Math.max(first[node], first[node - 1]);
        }
        Entry[] nothing = {};
        entries = ends.stream()
                .map(here -> here.isEmpty() ? nothing : here.toArray(Entry[]::new))
                .toArray(Entry[][]::new);
        keys = new long[0];
        next = new int[0];
        ends.clear();
    }

    private int child(int node, char c) {
        if ((leads[node] >>> c & 1) != 0) {
            for (int i = first[node]; i < first[node + 1]; i++) {
                if (signs[i] == c) {
                    return children[i];
                }
            }
        }
        return -1;
    }

    /// A text as phrases are sought in it, put together once for all vocabularies: blanks together are one, and names
    /// of fields are words too.
    public static final class Text {
        private final String folded;
        private final char[] signs;
        private final int[] places;
        private final int length;

        private Text(String folded) {
            this.folded = folded;
            this.signs = new char[folded.length()];
            this.places = new int[folded.length()];
            int count = 0;
            char before = 'a';
            for (int i = 0; i < folded.length(); i++) {
                char c = folded.charAt(i);
                boolean blank = c == ' ' || c == '\n';
                boolean again = blank && (before == ' ' || before == '\n' && c == ' ');
                if (!again) { // a phrase may be set apart or go on in the next line
                    boolean paragraph = c == '\n' && before == '\n';
                    signs[count] = paragraph ? '\n' : blank || joins(folded, i) ? ' ' : c;
                    places[count++] = i;
                }
                before = c;
            }
            this.length = count;
        }

        /// @param folded see {@link Folding}
        public static Text of(String folded) {
            return new Text(folded);
        }
    }

    /// All that is found, in the order in which they begin, of those that begin together the longest first.
    public List<Hit> find(Text text) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < text.length && hits.size() < HITS_MAX; i++) {
            int node = begin[text.signs[i]];
            if (node != 0 && begins(text.folded, text.places[i])) {
                follow(text, i, node, hits);
            }
        }
        return hits;
    }

    private void follow(Text text, int begin, int beginning, List<Hit> hits) {
        int order = hits.size();
        int at = begin;
        for (int node = beginning; node > 0; node = ++at < text.length ? child(node, text.signs[at]) : -1) {
            int to = text.places[at] + 1;
            int longer = order;
            for (Entry entry : entries[node]) {
                if (entry.openEnd() || ends(text.folded, to)) {
                    hits.add(longer++, new Hit(entry.tag(), entry.weight(), text.places[begin], to));
                }
            }
        }
    }

    private static boolean joins(String text, int at) {
        char c = text.charAt(at);
        return c == '_' || c == '-' && isHyphen(text, at);
    }

    /// Between two letters it only joins words; before a number it may be a sign.
    private static boolean isHyphen(String text, int at) {
        return at > 0
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }

    private static boolean begins(String text, int at) {
        return at == 0 || !isAlphabetic(text.charAt(at)) || !isAlphabetic(text.charAt(at - 1));
    }

    private static boolean ends(String text, int at) {
        return at >= text.length() || !isAlphabetic(text.charAt(at - 1)) || !isAlphabetic(text.charAt(at));
    }

    /// Letters of scripts that set words apart.
    private static boolean isAlphabetic(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0xC0 && c < 0x2000 && Character.isLetter(c);
    }
}
