package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
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

    /// One or two cells of a table before what it names.
    private static final Pattern CELL_BEFORE =
            Pattern.compile("\\s*(?:[\\p{L}\\p{N}_.-]+(?: ?[;,|\\t] ?|  +)){1,3}\"?");

    private static final Pattern AS_NUMBER = Pattern.compile("as\\d{3,10}");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.-]+");

    /// Most characters of a row that are looked at.
    private static final int ROW_MAX = 1_000;

    private static final int MARK_MIN = 5;

    private static final int CELL_WORDS_MAX = 3;
    private static final int HEAD_WORDS_MAX = 12;

    /// Most lines from the first row of a list up to its head.
    private static final int HEAD_GAP_MAX = 3;

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

    private enum State {
        YOURS,
        OTHERS,
        DONE,
        OPEN
    }

    private record Row(List<Mention> mentions, State state) {}

    /// Words that look like a mark and stand in one line with "yours" or with our own name: a number of a network, a
    /// name in capitals.
    private void marks(Page page, Set<String> marks) {
        Set<Integer> lines = new HashSet<>();
        for (Mention mention : page.mentions()) {
            if (isOurs(mention)) {
                int line = page.line(mention);
                mark(page, line, List.of(mention), marks);
                if (line > 0 && mention.from() == page.lines().content(line)) {
                    mark(page, line - 1, List.of(), marks);
                }
            } else {
                lines.add(page.line(mention));
            }
        }
        for (Phrases.Hit hit : page.concepts().list()) {
            int line = page.lines().at(hit.from());
            if (Concepts.concept(hit) == Concepts.Concept.YOUR && !lines.contains(line)) {
                mark(page, line, List.of(), marks);
            }
        }
    }

    private boolean isOurs(Mention mention) {
        return switch (mention.what()) {
            case Mention.Box box ->
                reporters.isOurs(box.mailbox().substring(box.mailbox().indexOf('@') + 1));
            case Mention.Name name -> reporters.isOurs(name.domain());
            case Mention.Ip ip -> false;
            case Mention.Net net -> false;
            case Mention.Url url -> false;
        };
    }

    private static void mark(Page page, int line, List<Mention> mentions, Set<String> marks) {
        words(page, line, mentions).stream()
                .filter(word -> marks.size() < MARKS_MAX && isMark(word))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .forEach(word -> {
                    marks.add(word);
                    if (AS_NUMBER.matcher(word).matches()) {
                        marks.add(word.substring(2)); // a column of numbers has no AS before them
                    }
                });
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
        Map<Mention, State> headed = new IdentityHashMap<>();
        State head = State.OPEN;
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
            boolean follows = last >= 0 && follows(page, last, line);
            if (!follows || !begins.equals(like)) {
                settle(list);
            }
            head = follows && indent(page, last) == indent(page, line) ? head : head(page, line);
            List<Mention> here = mentions.subList(i, end);
            list.add(new Row(here, state(page, line, here, marks)));
            for (Mention mention : here) {
                headed.put(mention, head);
            }
            last = line;
            like = begins;
            i = end;
        }
        settle(list);
        boolean yours = headed.containsValue(State.YOURS) && headed.containsValue(State.OTHERS);
        boolean open = headed.containsValue(State.OPEN);
        headed.forEach((mention, state) -> {
            if (yours && (state == State.YOURS || state == State.OTHERS)) {
                rows.putIfAbsent(mention, state == State.YOURS);
            } else if (open && state == State.DONE) {
                rows.putIfAbsent(mention, false);
            }
        });
    }

    /// What the line above a list says of all of it: `Hosts (yours):`, `Others, for context only:`.
    private static State head(Page page, int row) {
        int line = row - 1;
        while (line >= 0 && (page.lines().isBlank(line) || page.lines().isRuler(line)) && row - line <= HEAD_GAP_MAX) {
            line--;
        }
        if (line < 0 || row - line > HEAD_GAP_MAX) {
            return State.OPEN;
        }
        int from = page.lines().content(line);
        int to = page.lines().to(line);
        String text = page.text().substring(from, to).strip();
        boolean named = page.mentions().stream().anyMatch(m -> m.from() >= from && m.from() < to);
        int words = text.split("\\s+", HEAD_WORDS_MAX + 1).length;
        if (named || words > CELL_WORDS_MAX && (words > HEAD_WORDS_MAX || !text.endsWith(":"))) {
            return State.OPEN;
        }
        Set<Concepts.Concept> said = EnumSet.noneOf(Concepts.Concept.class);
        page.concepts().within(from, to).forEach(hit -> said.add(Concepts.concept(hit)));
        if (said.contains(Concepts.Concept.THIRD)) {
            return State.OTHERS;
        }
        if (said.contains(Concepts.Concept.YOUR)) {
            return State.YOURS;
        }
        if (said.contains(Concepts.Concept.OUR)) {
            return State.OTHERS;
        }
        return words <= CELL_WORDS_MAX && said.contains(Concepts.Concept.DONE) ? State.DONE : State.OPEN;
    }

    /// What stands before the first thing that a row names; rows of one list begin alike. In a table other words may
    /// stand there, in a letter not.
    private static String begin(Page page, Mention first, int line) {
        int from = page.lines().content(line);
        int to = Math.min(Math.max(from, first.from()), from + ROW_MAX);
        String before = page.text().substring(from, to);
        String alike = CELL_BEFORE.matcher(before).matches()
                ? WORD.matcher(before).replaceAll("a")
                : DIGITS.matcher(before).replaceAll("0").strip();
        return first.what().getClass().getSimpleName() + alike;
    }

    /// Nothing but what belongs to a row stands between it and the next: blank lines, and lines that go further in.
    private static boolean follows(Page page, int row, int next) {
        for (int line = row + 1; line < next; line++) {
            boolean further = indent(page, line) > indent(page, row);
            if (!page.lines().isBlank(line) && !page.lines().isRuler(line) && !further) {
                return false;
            }
        }
        return true;
    }

    private static int indent(Page page, int line) {
        return page.lines().content(line) - page.lines().from(line);
    }

    /// Rows tell something where they differ.
    private void settle(List<Row> list) {
        boolean yours = list.stream().anyMatch(row -> row.state() == State.YOURS)
                && list.stream().anyMatch(row -> row.state() != State.YOURS);
        boolean open = list.stream().anyMatch(row -> row.state() == State.OPEN);
        for (Row row : list) {
            if (yours) {
                row.mentions().forEach(m -> rows.put(m, row.state() == State.YOURS));
            } else if (open && row.state() == State.DONE) {
                row.mentions().forEach(m -> rows.put(m, false));
            }
        }
        list.clear();
    }

    private State state(Page page, int line, List<Mention> mentions, Set<String> marks) {
        int from = page.lines().from(line);
        int to = Math.min(page.lines().to(line), from + ROW_MAX);
        Set<Concepts.Concept> said = EnumSet.noneOf(Concepts.Concept.class);
        for (Phrases.Hit hit : page.concepts().within(from, to)) {
            Concepts.Concept concept = Concepts.concept(hit);
            boolean inside = mentions.stream().anyMatch(m -> m.from() < hit.to() && hit.from() < m.to());
            boolean anywhere = concept == Concepts.Concept.THIRD || concept == Concepts.Concept.OUR;
            if (!inside && (anywhere || isCell(page.text(), hit, from, to))) {
                said.add(concept);
            }
        }
        if (said.contains(Concepts.Concept.THIRD) || said.contains(Concepts.Concept.OUR)) {
            return State.OTHERS;
        }
        List<String> words = words(page, line, mentions).stream()
                .map(w -> w.toLowerCase(Locale.ROOT))
                .toList();
        boolean yours = said.contains(Concepts.Concept.YOUR);
        if (yours && words.stream().anyMatch(NO::contains)) {
            return State.OTHERS;
        }
        if (yours
                || words.stream().anyMatch(word -> marks.contains(word) || reporters.isOurName(word))
                || answers(page, line)) {
            return State.YOURS;
        }
        return said.contains(Concepts.Concept.DONE) ? State.DONE : State.OPEN;
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
        return "|;,\t()[]{}<>\"=:–—".indexOf(c) >= 0
                || c == ' ' && at + 1 < text.length() && text.charAt(at + 1) == ' ';
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
