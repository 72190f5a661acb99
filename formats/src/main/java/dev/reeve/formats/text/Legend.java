package dev.reeve.formats.text;

import dev.reeve.formats.text.Concepts.Concept;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a letter says of the fields of its log: `"ClientAddr" is our load balancer, look at "RealIP"`,
/// "the first column is our CDN".
final class Legend {
    /// The name of the field right before a value: `rip=`, `"ClientAddr":"`.
    private static final Pattern KEY = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_.-]*)[\"']?\\s?[=:]\\s?[\"'(\\[<]?$");

    /// A word as letters quote the name of a field: `"target"`, `lip=`, `proxy_addr`.
    private static final Pattern WORD = Pattern.compile("[\"'“„‘«`]\\s?([\\p{L}_][\\p{L}\\p{N}_.-]*)\\s?[\"'”“’»`]"
            + "|\\b([\\p{L}_][\\p{L}\\p{N}_.-]*)=(?=[\\s,;)])"
            + "|\\b(\\p{L}+_[\\p{L}\\p{N}_]*)\\b");

    private static final Pattern FIRST = Pattern.compile(
            "\\b(?:first|erste|1st|première|premier|primera|primer|primo|prima|primeira|primeiro|eerste|första|første|pierwsz[ay]|první|перв[ыао]\\p{L}+)\\s+"
                    + "(?:column|field|address|ip|spalte|feld|adresse|colonne|champ|columna|campo|colonna|coluna|kolom|veld|kolumn|fält|kolumna|pole|sloupec|столбец|колонка|поле)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern IS = Pattern.compile(
            "[\\s:=–—-]*(?:(?:is|are|was|holds|means|names|shows|ist|sind|zeigt|nennt|est|sont|es|son|è|sono|é|são|zijn|är|er|это|je|jest)\\s|[:=–—])",
            Pattern.CASE_INSENSITIVE);

    private static final int KEY_MAX = 40;
    private static final int CLAUSE_MAX = 80;

    /// Fewer are no log.
    private static final int ROWS_MIN = 2;

    /// Most words of a text that are looked up.
    private static final int WORDS_MAX = 2_000;

    /// Where the name of a field stands in the log itself.
    private record Place(int section, int from) {}

    private Legend() {}

    /// @return what stands in a field that the letter says is the writer's own, or another's
    static Set<Mention> of(List<Page> pages) {
        Map<String, List<Mention>> fields = new HashMap<>();
        Set<Place> places = new HashSet<>();
        List<Mention> first = new ArrayList<>();
        for (Page page : pages) {
            for (List<Mention> row : page.rows()) {
                for (Mention mention : row) {
                    key(page, mention).ifPresent(key -> {
                        places.add(new Place(page.section().index(), key.from()));
                        String name =
                                page.text().substring(key.from(), key.to()).toLowerCase(Locale.ROOT);
                        fields.computeIfAbsent(name, k -> new ArrayList<>()).add(mention);
                    });
                }
                if (row.size() > 1 && row.getFirst().from() == page.lines().content(page.line(row.getFirst()))) {
                    first.add(row.getFirst());
                }
            }
        }
        fields.values().removeIf(mentions -> mentions.size() < ROWS_MIN);
        Set<Mention> told = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Page page : pages) {
            if (!fields.isEmpty()) {
                WORD.matcher(page.text()).results().limit(WORDS_MAX).forEach(word -> {
                    int group = word.group(1) != null ? 1 : word.group(2) != null ? 2 : 3;
                    String name = word.group(group).toLowerCase(Locale.ROOT);
                    if (fields.containsKey(name)
                            && !places.contains(new Place(page.section().index(), word.start(group)))
                            && isOwn(page, word.end())) {
                        told.addAll(fields.getOrDefault(name, List.of()));
                        fields.remove(name); // once is enough, however often it is said
                    }
                });
            }
            if (first.size() >= ROWS_MIN) {
                FIRST.matcher(page.text())
                        .results()
                        .limit(1)
                        .filter(word -> isOwn(page, word.end()))
                        .forEach(word -> told.addAll(first));
            }
        }
        return told;
    }

    private static Optional<Columns.Cell> key(Page page, Mention mention) {
        int line = page.line(mention);
        Optional<Columns.Cell> column = page.columns().above(line, mention.from());
        if (column.isPresent()) {
            return column;
        }
        int from = Math.max(page.lines().from(line), mention.from() - KEY_MAX);
        return KEY.matcher(page.text())
                .region(from, Math.max(from, mention.from()))
                .results()
                .map(key -> new Columns.Cell(key.start(1), key.end(1)))
                .findFirst();
    }

    /// Whether the clause behind the name of a field says so.
    private static boolean isOwn(Page page, int from) {
        String text = page.text();
        int to = from;
        while (to < Math.min(text.length(), from + CLAUSE_MAX) && ".,;!?\n(".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        if (!IS.matcher(text).region(from, to).lookingAt()) {
            return false;
        }
        List<Phrases.Hit> hits = page.concepts().within(from, to);
        boolean own = has(hits, Concept.OUR) || has(hits, Concept.THIRD) || has(hits, Concept.VICTIM);
        boolean source = has(hits, Concept.SOURCE)
                || hits.stream().anyMatch(h -> Concepts.concept(h) == Concept.YOUR && !RowStates.isDenied(h, hits));
        return own && !source;
    }

    private static boolean has(List<Phrases.Hit> hits, Concept concept) {
        return hits.stream().anyMatch(hit -> Concepts.concept(hit) == concept);
    }
}
