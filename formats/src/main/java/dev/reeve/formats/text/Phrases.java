package dev.reeve.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Finds all phrases of a vocabulary in one pass over a text, however many there are (Aho and Corasick 1975).
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

    private final List<List<Entry>> ends = new ArrayList<>();
    private int[] fail = new int[0];

    /// For each node a bit for the characters that may lead on: most don't, and the table needn't be asked.
    private long[] leads = new long[0];

    /// Where each character leads from the start: most of a text is spent there.
    private final int[] begin = new int[1 << 16];

    private long[] keys = new long[1 << 12];
    private int[] next = new int[1 << 12];
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

    /// Sets where to go on when a phrase breaks off, breadth first.
    private void link() {
        fail = new int[ends.size()];
        leads = new long[ends.size()];
        for (int i = 0; i < keys.length; i++) {
            if (next[i] != 0 && keys[i] >>> 16 == 0) {
                begin[(int) keys[i]] = next[i];
            }
        }
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            if (next[i] != 0) {
                edges.add(new int[] {(int) (keys[i] >>> 16), (int) (keys[i] & 0xFFFF), next[i]});
                leads[(int) (keys[i] >>> 16)] |= 1L << keys[i];
            }
        }
        edges.sort((a, b) -> Integer.compare(a[0], b[0]));
        int[] first = new int[ends.size() + 1];
        Arrays.fill(first, -1);
        for (int i = edges.size() - 1; i >= 0; i--) {
            first[edges.get(i)[0]] = i;
        }
        Deque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int node = queue.removeFirst();
            for (int i = first[node]; i >= 0 && i < edges.size() && edges.get(i)[0] == node; i++) {
                int child = edges.get(i)[2];
                if (node != 0) {
                    fail[child] = step(fail[node], (char) edges.get(i)[1]);
                }
                if (!ends.get(fail[child]).isEmpty()) {
                    List<Entry> all = new ArrayList<>(ends.get(child));
                    all.addAll(ends.get(fail[child]));
                    ends.set(child, List.copyOf(all));
                }
                queue.addLast(child);
            }
        }
    }

    private int step(int from, char c) {
        int node = from;
        while (node != 0) {
            int child = (leads[node] >>> c & 1) == 0 ? -1 : go(node, c);
            if (child >= 0) {
                return child;
            }
            node = fail[node];
        }
        return begin[c];
    }

    /// All that is found, in the order of their ends.
    ///
    /// @param folded see {@link Folding}
    public List<Hit> find(String folded) {
        List<Hit> hits = new ArrayList<>();
        int node = 0;
        int[] places = new int[LENGTH_MAX];
        int read = 0;
        for (int i = 0; i < folded.length() && hits.size() < HITS_MAX; i++) {
            char c = folded.charAt(i);
            boolean blank = c == ' ' || c == '\n';
            if (blank && i > 0 && (folded.charAt(i - 1) == ' ' || folded.charAt(i - 1) == '\n' && c == ' ')) {
                continue; // a phrase may be set apart or go on in the next line
            }
            c = c == '_' || c == '-' && isHyphen(folded, i) ? ' ' : c; // names of fields are words too
            boolean paragraph = c == '\n' && i > 0 && folded.charAt(i - 1) == '\n';
            places[read++ % LENGTH_MAX] = i;
            node = step(node, paragraph ? '\n' : blank ? ' ' : c);
            List<Entry> here = ends.get(node);
            for (int e = 0; e < here.size(); e++) {
                Entry entry = here.get(e);
                int from = places[(read - entry.length()) % LENGTH_MAX];
                if (begins(folded, from) && (entry.openEnd() || ends(folded, i + 1))) {
                    hits.add(new Hit(entry.tag(), entry.weight(), from, i + 1));
                }
            }
        }
        return hits;
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
