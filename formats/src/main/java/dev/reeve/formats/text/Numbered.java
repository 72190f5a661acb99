package dev.reeve.formats.text;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rows that a letter speaks of by their numbers: "1 and 3 are yours, 2 I left in".
final class Numbered {
    /// A line that begins a row with its number: `2) …`, `hop 3  …`, `--1--`.
    private static final Pattern ROW = Pattern.compile(
            "^\\s*(?:--|\\[|\\(|#)?\\s*(?:(?:hop|no|nr|row|line|item|case|sample|event|incident|zeile|z|ligne|riga|fila|№)\\.?\\s+)?"
                    + "(\\d{1,2})(?:[).:\\]|]|--|\\s{2}|\\t)",
            Pattern.CASE_INSENSITIVE);

    private static final String LIST =
            "(\\d{1,2}(?:\\s*(?:,|;|&|and|und|et|y|e|och|og|en|i|и)\\s*\\d{1,2})*)(?![\\d.:/%-])";

    /// "Row 2 is yours": a word for rows before the numbers.
    private static final Pattern NAMED = Pattern.compile(
            "\\b(?:hops?|no|nr|numbers?|nummern?|steps?|rows?|lines?|items?|entr(?:y|ies)|cases?|samples?|events?|incidents?|zeilen?|punkte?|"
                    + "lignes?|num[eé]ros?|n[uú]meros?|l[ií]neas?|filas?|righe|riga|regels?|rad(?:er)?|řádky?|wiersze?|строк[аи]|пункты?)\\.?\\s+"
                    + LIST,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// "1 and 3 are yours": the numbers are what the sentence is about.
    private static final Pattern ABOUT = Pattern.compile(
            "(?:^|[\\s(])" + LIST
                    + "\\s+(?:is|are|belongs?|gehört|gehören|ist|sind|est|sont|es|son|è|sono|é|são|zijn|är|er|to)\\s",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /// How far before "yours" the numbers may stand, and behind it.
    private static final int REACH_MAX = 60;

    /// Most places in a text that speak of the reader and are read.
    private static final int HITS_MAX = 100;

    /// Most lines of a row.
    private static final int LINES_MAX = 12;

    private Numbered() {}

    /// @return for each thing that a numbered row names whether the row is the reader's; empty where no letter says so
    static Map<Mention, Boolean> of(List<Page> pages) {
        Map<Mention, Boolean> told = new IdentityHashMap<>();
        Map<Mention, Integer> rows = new IdentityHashMap<>();
        pages.forEach(page -> rows(page, rows));
        if (rows.isEmpty()) {
            return told;
        }
        Set<Integer> all = Set.copyOf(rows.values());
        Set<Integer> yours = beside(Concepts.Concept.YOUR, pages, all);
        Set<Integer> others = beside(Concepts.Concept.THIRD, pages, all);
        boolean chosen = !yours.isEmpty() && yours.size() < all.size();
        rows.forEach((mention, row) -> {
            if (chosen) {
                told.put(mention, yours.contains(row));
            } else if (others.contains(row) && others.size() < all.size()) {
                told.put(mention, false);
            }
        });
        return told;
    }

    private static void rows(Page page, Map<Mention, Integer> rows) {
        Map<Mention, Integer> here = new IdentityHashMap<>();
        int row = 0;
        int begin = 0;
        int line = -1;
        for (Mention mention : page.mentions()) {
            while (line < page.line(mention)) {
                line++;
                Matcher matcher = ROW.matcher(page.text()
                        .substring(page.lines().from(line), page.lines().to(line)));
                if (matcher.find()) {
                    int number = Integer.parseInt(matcher.group(1));
                    boolean next = number == row + 1 && (row > 0 || number == 1);
                    row = next || number == 1 ? number : 0;
                    begin = line;
                } else if (page.lines().isBlank(line) || line - begin > LINES_MAX) {
                    begin = -LINES_MAX - 1;
                }
            }
            if (row > 0 && line - begin <= LINES_MAX) {
                here.put(mention, row);
            }
        }
        if (here.containsValue(2)) {
            rows.putAll(here);
        }
    }

    private static Set<Integer> beside(Concepts.Concept concept, List<Page> pages, Set<Integer> all) {
        Set<Integer> numbers = new HashSet<>();
        pages.forEach(page -> numbers.addAll(beside(concept, page, all)));
        return numbers;
    }

    /// The numbers that stand beside "yours", or beside "another's", in a clause that names nothing.
    private static Set<Integer> beside(Concepts.Concept concept, Page page, Set<Integer> all) {
        Set<Integer> beside = new HashSet<>();
        List<Phrases.Hit> hits = page.concepts().list().stream()
                .filter(hit -> Concepts.concept(hit) == concept && RowStates.isWord(page.text(), hit))
                .limit(HITS_MAX)
                .toList();
        for (Phrases.Hit hit : hits) {
            int from = hit.from();
            while (from > Math.max(0, hit.from() - REACH_MAX) && !ends(page.text(), from - 1)) {
                from--;
            }
            boolean denied = RowStates.isDenied(hit, page.concepts().within(from, hit.to()));
            if (!denied && !page.names(from, hit.to())) {
                Set<Integer> numbers = numbers(page.text().substring(from, hit.to()));
                if (all.containsAll(numbers)) {
                    beside.addAll(numbers);
                }
            }
        }
        return beside;
    }

    private static Set<Integer> numbers(String clause) {
        Set<Integer> numbers = new HashSet<>();
        for (Pattern pattern : List.of(NAMED, ABOUT)) {
            Matcher matcher = pattern.matcher(clause);
            while (matcher.find()) {
                NUMBER.matcher(matcher.group(1)).results().forEach(n -> numbers.add(Integer.parseInt(n.group())));
            }
        }
        return numbers;
    }

    private static boolean ends(String text, int at) {
        char c = text.charAt(at);
        return ReadersMarks.ends(text, at)
                || c == '('
                || c == '\n' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    }
}
