package dev.reeve.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A sum of small decision trees that was learned from labelled mails (boosting: Friedman 2001). What they ask can be
/// read: a line is a tree, written front to back, `TRAIT<1.5` with the smaller side first, `=0.12` where it ends.
///
/// Public only for what trains them; see the file beside this class.
public final class Trees {
    private static final int NODES_MAX = 10_000;

    /// What each node asks for; -1 at an end.
    private final int[] trait;

    /// What it is compared with, or what it ends with.
    private final double[] value;

    /// The smaller side; the other stands behind it, so that where to go is counted and not guessed.
    private final int[] below;

    /// The first nodes are the roots.
    private final int roots;

    /// @param nodes trait and right side of each; the left one follows it
    private Trees(List<int[]> nodes, List<Double> values, List<Integer> roots) {
        this.trait = new int[nodes.size()];
        this.value = new double[nodes.size()];
        this.below = new int[nodes.size()];
        this.roots = roots.size();
        int next = this.roots;
        int[] written = new int[nodes.size()];
        for (int i = 0; i < this.roots; i++) {
            written[i] = roots.get(i);
        }
        for (int i = 0; i < nodes.size(); i++) {
            int[] node = nodes.get(written[i]);
            trait[i] = node[0];
            value[i] = values.get(written[i]);
            if (node[0] >= 0) {
                below[i] = next;
                written[next++] = written[i] + 1;
                written[next++] = node[1];
            }
        }
    }

    /// @param name of a file beside this class
    /// @param traits their names, in the order of the numbers that are judged
    static Trees load(String name, List<String> traits) {
        try (InputStream in = Trees.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no trees " + name);
            }
            return of(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList(),
                    traits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Trees of(List<String> lines, List<String> traits) {
        Map<String, Integer> indexes = new HashMap<>();
        for (String trait : traits) {
            indexes.put(trait, indexes.size());
        }
        List<int[]> nodes = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Integer> roots = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            roots.add(nodes.size());
            String[] words = line.strip().split(" ", -1);
            if (read(words, 0, indexes, nodes, values) != words.length || nodes.size() > NODES_MAX) {
                throw new IllegalStateException("this is no tree: " + line);
            }
        }
        return new Trees(nodes, values, roots);
    }

    private static int read(
            String[] words, int at, Map<String, Integer> indexes, List<int[]> nodes, List<Double> values) {
        String word = words[at];
        int node = nodes.size();
        int[] made = {-1, -1};
        nodes.add(made);
        if (word.startsWith("=")) {
            values.add(Double.parseDouble(word.substring(1)));
            return at + 1;
        }
        int sign = word.indexOf('<');
        Integer index = sign < 0 ? null : indexes.get(word.substring(0, sign));
        if (index == null) {
            throw new IllegalStateException("no trait " + word);
        }
        values.add(Double.parseDouble(word.substring(sign + 1)));
        made[0] = index;
        int next = read(words, at + 1, indexes, nodes, values);
        made[1] = nodes.size();
        if (made[1] <= node) {
            throw new IllegalStateException("a tree goes on after its end");
        }
        return read(words, next, indexes, nodes, values);
    }

    /// From minus to plus infinity; zero is undecided.
    public double sum(double[] traits) {
        double sum = 0;
        for (int root = 0; root < roots; root++) {
            int node = root;
            while (trait[node] >= 0) {
                node = below[node] + (traits[trait[node]] < value[node] ? 0 : 1);
            }
            sum += value[node];
        }
        return sum;
    }

    /// From 0 to 1.
    public double share(double[] traits) {
        return 1 / (1 + Math.exp(-sum(traits)));
    }
}
