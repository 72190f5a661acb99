package dev.reeve.formats.text;

import dev.reeve.formats.text.RowStates.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whose each row of a list is, where its rows say so: by a column of owners, by `yours: true`, by a mark that the
/// letter explains, by the head above them. One list often goes to all networks that it is about, and only its own rows
/// accuse the one that reads it; what a list says is done with accuses nobody any more.
final class Ownership {
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private static final String CELL = "[\\p{L}\\p{N}_./-]+(?: [\\p{L}\\p{N}_./-]+){0,2}";

    /// Up to three cells of a table before what it names.
    private static final Pattern CELL_BEFORE = Pattern.compile("\\s*(?:" + CELL + "(?: ?[;,|\\t] ?|  +)){1,3}\"?");

    /// The number or letter of a row: `a)`, `2.`.
    private static final Pattern ITEM = Pattern.compile("^\\s*\\(?\\p{Alnum}{1,2}[).]\\s+");

    /// Before the next step of a chain.
    private static final Pattern ARROW = Pattern.compile("^\\s*(?:->|=>|→|⇒|└─*>?|↳)\\s*");

    private static final Pattern CELL_WORDS = Pattern.compile(CELL);

    /// What a head says between its signs.
    private static final Pattern SHAPE = Pattern.compile("[\\p{L}\\p{N}](?:.*[\\p{L}\\p{N}])?");

    private static final Pattern REMARK = Pattern.compile("\\s*\\([^()]*\\)");

    private static final Pattern HEAD_WORD = Pattern.compile("[\\p{L}\\p{N}][^\\s]*");
    /// Twice the same sign before a head.
    private static final Pattern FRAME = Pattern.compile("([=#*~_-])\\1");

    private static final int HEAD_WORDS_MAX = 12;

    /// Length of what says that something is another's and nothing else.
    private static final int CLEAR_MIN = 8;

    /// Most lines from the first row of a list up to its head.
    private static final int HEAD_GAP_MAX = 3;

    /// Where no other mention says anything else.
    private static final double ONLY = 0.99;

    private static final double OTHERS = 4;
    private static final double YOURS = 1.5;

    private final ReadersMarks marks;
    private final RowStates states;
    private final Map<Mention, Boolean> rows = new IdentityHashMap<>();
    private final Set<Mention> disowned = Collections.newSetFromMap(new IdentityHashMap<>());

    Ownership(List<Page> pages, Reporters reporters) {
        this.marks = new ReadersMarks(pages, reporters);
        this.states = new RowStates(reporters, marks);
        pages.forEach(this::read);
        rows.putAll(Numbered.of(pages));
        Legend.of(pages).forEach(mention -> rows.putIfAbsent(mention, false));
        pages.forEach(page -> disowned.addAll(Disowned.of(page)));
    }

    /// Sets which share of its mentions stands in rows of the reader's, and which in rows of others.
    void measure(Judge.Candidate candidate, double[] traits) {
        for (Mention mention : candidate.mentions) {
            Boolean ours = rows.get(mention);
            if (ours != null && !marks.isOurs(mention)) {
                traits[(ours ? Trait.ROW_YOURS : Trait.ROW_OTHERS).ordinal()] += 1.0 / candidate.mentions.size();
            }
        }
        if (traits[Trait.ROW_YOURS.ordinal()] == 0
                && candidate.mentions.stream().anyMatch(disowned::contains)) {
            traits[Trait.ROW_OTHERS.ordinal()] = 1;
        }
    }

    /// What a list says of whose its rows are counts more than anything beside it. On 2,430 labelled mails it was right
    /// of all 334 things that it spares, and of 147 of the 158 that it accuses.
    static void tell(Collection<Judge.Candidate> candidates) {
        for (Judge.Candidate candidate : candidates) {
            double others = candidate.spared ? 1 : candidate.traits[Trait.ROW_OTHERS.ordinal()];
            double yours = candidate.traits[Trait.ROW_YOURS.ordinal()];
            if (others + yours > ONLY) {
                double odds = Company.odds(candidate) - others * OTHERS + yours * YOURS;
                candidate.accused = 1 / (1 + Math.exp(-odds));
            }
        }
    }

    /// Spares the name of a page that is another's, and the address that stands behind such names and nowhere else.
    static void spread(Collection<Judge.Candidate> candidates, List<Fellows.Group> fellows) {
        Set<String> theirs = new HashSet<>();
        Set<String> rest = new HashSet<>();
        for (Judge.Candidate candidate : candidates) {
            if (candidate.what instanceof Mention.Url page) {
                (isOthers(candidate) ? theirs : rest).add(page.host());
            }
        }
        theirs.removeAll(rest);
        candidates.stream()
                .filter(c -> c.what instanceof Mention.Name name && theirs.contains(name.domain()))
                .forEach(Ownership::spare);
        Map<Judge.Candidate, Integer> behind = new IdentityHashMap<>();
        for (Fellows.Group pair : fellows) {
            if (pair.hosted() && isOthers(pair.members().getFirst())) {
                behind.merge(pair.members().getLast(), 1, Integer::sum);
            }
        }
        behind.forEach((address, times) -> {
            if (times == address.mentions.size()) {
                spare(address);
            }
        });
    }

    private static boolean isOthers(Judge.Candidate candidate) {
        return candidate.spared || candidate.traits[Trait.ROW_OTHERS.ordinal()] > ONLY;
    }

    private static void spare(Judge.Candidate candidate) {
        candidate.spared = candidate.traits[Trait.ROW_YOURS.ordinal()] == 0;
    }

    /// A sign for whose row it stands in; empty where its list doesn't say.
    String of(Mention mention) {
        Boolean ours = rows.get(mention);
        return ours == null ? "" : ours ? "/yours" : "/others";
    }

    private record Row(List<Mention> mentions, State state) {}

    /// @param named whether it says nothing but a name
    /// @param ours whether that is the reader's
    private record Head(State state, boolean named, boolean ours, String text) {
        static final Head NONE = new Head(State.OPEN, false, false, "");

        boolean tells() {
            return state != State.OPEN || ours;
        }

        /// Its signs without its words, as in `== name ==`.
        String shape() {
            String plain = REMARK.matcher(text).replaceAll("").strip();
            return SHAPE.matcher(plain).replaceAll("a");
        }
    }

    private void read(Page page) {
        List<Row> list = new ArrayList<>();
        Map<Mention, Head> headed = new IdentityHashMap<>();
        Head head = Head.NONE;
        int last = -1;
        boolean name = false;
        Mention above = page.mentions().isEmpty() ? null : page.mentions().getFirst();
        for (List<Mention> here : page.rows()) {
            int line = page.line(here.getFirst());
            boolean follows = last >= 0 && follows(page, last, line);
            if (!follows || !beginAlike(page, list.getLast().mentions().getFirst(), here.getFirst())) {
                settle(list);
            }
            boolean named = name;
            name = here.size() == 1 && isName(page, line, here.getFirst());
            boolean goesOn = follows && indent(page, last) == indent(page, line);
            if (named && !name) {
                head = head(page, line, -1);
                headed.put(above, head);
            } else if (!goesOn) {
                head = head(page, line, last);
            }
            list.add(new Row(here, states.of(page, line, here)));
            for (Mention mention : here) {
                headed.put(mention, head);
            }
            above = here.getFirst();
            last = line;
        }
        settle(list);
        heads(headed);
    }

    /// What the heads say, each beside the others: where one is the reader's own name, those that look like it name
    /// others.
    private void heads(Map<Mention, Head> headed) {
        if (headed.values().stream().noneMatch(Head::tells)) {
            return;
        }
        Set<String> ours =
                headed.values().stream().filter(Head::ours).map(Head::shape).collect(Collectors.toSet());
        Map<Mention, State> told = new IdentityHashMap<>();
        headed.forEach((mention, head) -> told.put(
                mention,
                head.state() == State.OPEN && head.named() && ours.contains(head.shape())
                        ? head.ours() ? State.YOURS : State.OTHERS
                        : head.state()));
        boolean yours = told.containsValue(State.YOURS)
                && (told.containsValue(State.OTHERS) || told.containsValue(State.UNCLEAR));
        boolean open = told.containsValue(State.OPEN);
        told.forEach((mention, state) -> {
            if (yours && (state == State.YOURS || state == State.OTHERS || state == State.UNCLEAR)) {
                rows.putIfAbsent(mention, state == State.YOURS);
            } else if (open && (state == State.DONE || state == State.OTHERS)) {
                rows.putIfAbsent(mention, false);
            }
        });
    }

    /// A line that holds a name of a network or mailbox and hardly anything else: `== for abuse@a.example ==`.
    private static boolean isName(Page page, int line, Mention mention) {
        if (!(mention.what() instanceof Mention.Name || mention.what() instanceof Mention.Box)) {
            return false;
        }
        int from = page.lines().content(line);
        String rest = page.text().substring(from, mention.from())
                + page.text()
                        .substring(
                                mention.to(),
                                Math.max(mention.to(), page.lines().to(line)));
        long words = HEAD_WORD.matcher(rest).results().limit(2).count();
        return words == 0 || words == 1 && FRAME.matcher(rest).lookingAt();
    }

    /// What the line above a list says of all of it: `Hosts (yours):`, `Others, for context only:`.
    ///
    /// @param named the last line before it that names something and is no head, or -1
    private Head head(Page page, int row, int named) {
        int line = row - 1;
        while (line >= 0 && (page.lines().isBlank(line) || page.lines().isRuler(line)) && row - line <= HEAD_GAP_MAX) {
            line--;
        }
        if (line < 0 || line == named || row - line > HEAD_GAP_MAX) {
            return Head.NONE;
        }
        int from = page.lines().content(line);
        int to = page.lines().to(line);
        String text = page.text().substring(from, to).strip();
        int words = words(REMARK.matcher(text).replaceAll(""));
        if (words > RowStates.CELL_WORDS_MAX && (words > HEAD_WORDS_MAX || !text.endsWith(":"))) {
            return Head.NONE;
        }
        boolean few = words <= RowStates.CELL_WORDS_MAX;
        boolean ours = few && marks.isOurs(text);
        return new Head(said(page, from, to, few), few, ours, text);
    }

    /// Two signs of a script without spaces are a word.
    private static int words(String text) {
        long signs = text.chars().filter(c -> c >= 0x2E80).count() / 2;
        return (int) Math.max(
                signs,
                HEAD_WORD.matcher(text).results().limit(HEAD_WORDS_MAX + 1).count());
    }

    private static State said(Page page, int from, int to, boolean few) {
        Set<Concepts.Concept> said = EnumSet.noneOf(Concepts.Concept.class);
        List<Phrases.Hit> hits = page.concepts().within(from, to);
        hits.stream().filter(hit -> !RowStates.isDenied(hit, hits)).forEach(hit -> said.add(Concepts.concept(hit)));
        boolean yours = said.contains(Concepts.Concept.YOUR);
        if (said.contains(Concepts.Concept.THIRD)) {
            boolean clear = few || hits.stream().anyMatch(hit -> isClear(hit, from));
            return clear && !yours ? State.OTHERS : State.UNCLEAR;
        }
        if (yours) {
            return State.YOURS;
        }
        if (said.contains(Concepts.Concept.OUR)) {
            return few ? State.OTHERS : State.UNCLEAR;
        }
        return few && said.contains(Concepts.Concept.DONE) ? State.DONE : State.OPEN;
    }

    /// A single word for others may speak of anybody in a sentence: "offered it to others:".
    private static boolean isClear(Phrases.Hit hit, int from) {
        return Concepts.concept(hit) == Concepts.Concept.THIRD && (hit.from() == from || hit.length() >= CLEAR_MIN);
    }

    private static boolean beginAlike(Page page, Mention a, Mention b) {
        return a.what().getClass() == b.what().getClass()
                && begin(page, a, page.line(a)).equals(begin(page, b, page.line(b)));
    }

    /// What stands before the first thing that a row names; rows of one list begin alike. In a table other words may
    /// stand there, in a letter not.
    private static String begin(Page page, Mention first, int line) {
        int from = page.lines().content(line);
        int to = Math.min(Math.max(from, first.from()), from + RowStates.ROW_MAX);
        if (from == to) {
            return "";
        }
        String arrow = ARROW.matcher(page.text().substring(from, to)).replaceFirst("");
        String before = ITEM.matcher(arrow).replaceFirst("");
        return CELL_BEFORE.matcher(before).matches()
                ? CELL_WORDS.matcher(before).replaceAll("a")
                : DIGITS.matcher(before).replaceAll("0").strip();
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
            } else if (open && (row.state() == State.DONE || row.state() == State.OTHERS)) {
                row.mentions().forEach(m -> rows.put(m, false));
            }
        }
        list.clear();
    }
}
