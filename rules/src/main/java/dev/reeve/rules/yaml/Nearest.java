package dev.reeve.rules.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The word that somebody probably meant.
public final class Nearest {
    private Nearest() {}

    /// The candidate with the fewest edits, if these are at most a third of the word.
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(c -> edits(word, c) <= Math.max(1, Math.max(word.length(), c.length()) / 3))
                .min(Comparator.<String>comparingInt(c -> edits(word, c)).thenComparing(c -> c));
    }

    /// Levenshtein's distance, where two neighbours swapped count one.
    private static int edits(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, 1 + Math.min(last[j], now[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                now[j] = swapped ? Math.min(now[j], before[j - 2] + 1) : now[j];
            }
            before = last;
            last = now;
        }
        return last[b.length()];
    }
}
