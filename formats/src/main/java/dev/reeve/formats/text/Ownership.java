package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Whose each row of a list is, where its rows say so: by a column of owners, by `yours: true`, by a mark that the
/// letter
/// explains. One list often goes to all networks that it is about, and only its own rows accuse the one that reads it.
final class Ownership {
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /// Most characters of a row that are looked at.
    private static final int ROW_MAX = 1_000;

    private static final int MARK_MIN = 5;

    private static final int CELL_WORDS_MAX = 3;

    /// Where no other mention says anything else.
    private static final double ONLY = 0.99;

    private static final double OTHERS = 4;
    private static final double YOURS = 1.5;

    /// Most marks that a letter may explain.
    private static final int MARKS_MAX = 50;

    private static final Set<String> YES =
            Set.of("true", "yes", "y", "ja", "oui", "si", "sí", "sim", "da", "да", "tak", "evet", "1", "x");
    private static final Set<String> NO =
            Set.of("false", "no", "n", "nein", "nee", "non", "não", "nao", "нет", "nie", "hayır", "0");

    private final Reporters reporters;
    private final Map<Mention, Boolean> rows = new IdentityHashMap<>();

    Ownership(List<Page> pages, Reporters reporters) {
        this.reporters = reporters;
        Set<String> marks = new HashSet<>();
        pages.forEach(page -> marks(page, marks));
        pages.forEach(page -> read(page, marks));
    }

    /// Sets which share of its mentions stands in rows of the reader's, and which in rows of others.
    void measure(Judge.Candidate candidate, double[] traits) {
        for (Mention mention : candidate.mentions) {
            Boolean ours = rows.get(mention);
            if (ours != null) {
                traits[(ours ? Trait.ROW_YOURS : Trait.ROW_OTHERS).ordinal()] += 1.0 / candidate.mentions.size();
            }
        }
    }

    /// What a list says of whose its rows are counts more than anything beside it: on all mails that teach, such rows
    /// were right without exception.
    static void tell(Collection<Judge.Candidate> candidates) {
        for (Judge.Candidate candidate : candidates) {
            double others = candidate.traits[Trait.ROW_OTHERS.ordinal()];
            double yours = candidate.traits[Trait.ROW_YOURS.ordinal()];
            if (others + yours > ONLY) {
                double odds = Company.odds(candidate) - others * OTHERS + yours * YOURS;
                candidate.accused = 1 / (1 + Math.exp(-odds));
            }
        }
    }

    /// A sign for whose row it stands in; empty where its list doesn't say.
    String of(Mention mention) {
        Boolean ours = rows.get(mention);
        return ours == null ? "" : ours ? "/yours" : "/others";
    }

    private record Row(List<Mention> mentions, boolean yours) {}

    /// Words that look like a mark and stand in one line with "yours": a number of a network, a name in capitals.
    private static void marks(Page page, Set<String> marks) {
        Set<Integer> lines = new HashSet<>();
        page.mentions().forEach(m -> lines.add(page.line(m)));
        for (Phrases.Hit hit : page.concepts().list()) {
            int line = page.lines().at(hit.from());
            if (Concepts.concept(hit) == Concepts.Concept.YOUR && !lines.contains(line)) {
                words(page, line, List.of()).stream()
                        .filter(word -> marks.size() < MARKS_MAX && isMark(word))
                        .forEach(word -> marks.add(word.toLowerCase(Locale.ROOT)));
            }
        }
    }

    /// Shorter words in capitals are names of protocols and zones.
    private static boolean isMark(String word) {
        return word.length() >= MARK_MIN
                && word.chars().anyMatch(Character::isLetter)
                && word.chars().noneMatch(Character::isLowerCase)
                && !word.startsWith("CVE");
    }

    private void read(Page page, Set<String> marks) {
        List<Row> list = new ArrayList<>();
        int last = -1;
        String like = "";
        List<Mention> mentions = page.mentions();
        for (int i = 0; i < mentions.size(); ) {
            int line = page.line(mentions.get(i));
            int end = i;
            while (end < mentions.size() && page.line(mentions.get(end)) == line) {
                end++;
            }
            String begins = begin(page, mentions.get(i), line);
            if (last >= 0 && (!begins.equals(like) || !follows(page, last, line))) {
                settle(list);
            }
            List<Mention> here = mentions.subList(i, end);
            list.add(new Row(here, isYours(page, line, here, marks)));
            last = line;
            like = begins;
            i = end;
        }
        settle(list);
    }

    /// What stands before the first thing that a row names; rows of one list begin alike.
    private static String begin(Page page, Mention first, int line) {
        int from = page.lines().content(line);
        int to = Math.min(Math.max(from, first.from()), from + ROW_MAX);
        return first.what().getClass().getSimpleName()
                + DIGITS.matcher(page.text().substring(from, to))
                        .replaceAll("0")
                        .strip();
    }

    private static boolean follows(Page page, int row, int next) {
        for (int line = row + 1; line < next; line++) {
            if (!page.lines().isBlank(line) && !page.lines().isRuler(line)) {
                return false;
            }
        }
        return true;
    }

    /// Rows tell something where they differ.
    private void settle(List<Row> list) {
        boolean some = list.stream().anyMatch(Row::yours);
        boolean all = list.stream().allMatch(Row::yours);
        if (some && !all) {
            list.forEach(row -> row.mentions().forEach(m -> rows.put(m, row.yours())));
        }
        list.clear();
    }

    private boolean isYours(Page page, int line, List<Mention> mentions, Set<String> marks) {
        int from = page.lines().from(line);
        int to = Math.min(page.lines().to(line), from + ROW_MAX);
        boolean yours = false;
        for (Phrases.Hit hit : page.concepts().within(from, to)) {
            boolean inside = mentions.stream().anyMatch(m -> m.from() < hit.to() && hit.from() < m.to());
            switch (Concepts.concept(hit)) {
                case THIRD, OUR -> {
                    if (!inside) {
                        return false;
                    }
                }
                case YOUR -> yours |= !inside && isCell(page.text(), hit, from, to);
                default -> {}
            }
        }
        List<String> words = words(page, line, mentions);
        for (String word : words) {
            String plain = word.toLowerCase(Locale.ROOT);
            if (yours && NO.contains(plain)) {
                return false;
            }
            yours |= marks.contains(plain) || reporters.isOurName(plain);
        }
        return yours || answers(page, line);
    }

    /// Whether a word stands in a cell or a short remark of its own, and not in a sentence.
    private static boolean isCell(String text, Phrases.Hit hit, int from, int to) {
        int begin = hit.from();
        while (begin > from && !parts(text, begin - 1)) {
            begin--;
        }
        int end = hit.to();
        while (end < to && !parts(text, end)) {
            end++;
        }
        return text.substring(begin, end).strip().split("\\s+", CELL_WORDS_MAX + 1).length <= CELL_WORDS_MAX;
    }

    private static boolean parts(String text, int at) {
        char c = text.charAt(at);
        return "|;,\t()[]{}<>\"=:".indexOf(c) >= 0 || c == ' ' && at + 1 < text.length() && text.charAt(at + 1) == ' ';
    }

    /// Whether its cell says yes below a head that says "yours".
    private static boolean answers(Page page, int line) {
        int from = page.lines().from(line);
        int to = Math.min(page.lines().to(line), from + ROW_MAX);
        String text = page.text();
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            int begin = at;
            if (end > at
                    && YES.contains(text.substring(at, end).toLowerCase(Locale.ROOT))
                    && page.columns()
                            .above(line, begin)
                            .filter(head -> page.concepts().within(head.from(), head.to()).stream()
                                    .anyMatch(h -> Concepts.concept(h) == Concepts.Concept.YOUR))
                            .isPresent()) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// The words of a line apart from what it names.
    private static List<String> words(Page page, int line, List<Mention> mentions) {
        List<String> words = new ArrayList<>();
        int from = page.lines().content(line);
        int to = Math.min(page.lines().to(line), from + ROW_MAX);
        String text = page.text();
        int at = from;
        while (at < to) {
            int here = at;
            Mention inside = mentions.stream()
                    .filter(m -> m.from() <= here && here < m.to())
                    .findFirst()
                    .orElse(null);
            if (inside != null) {
                at = inside.to();
                continue;
            }
            int end = at;
            while (end < to
                    && (Character.isLetterOrDigit(text.charAt(end)) || end > at && isInside(text.charAt(end)))) {
                end++;
            }
            int stop = end;
            while (stop > at && isInside(text.charAt(stop - 1))) {
                stop--;
            }
            if (stop > at) {
                words.add(text.substring(at, stop));
            }
            at = Math.max(end, at + 1);
        }
        return words;
    }

    private static boolean isInside(char c) {
        return c == '-' || c == '_' || c == '.';
    }
}
