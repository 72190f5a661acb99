package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What one row of a list says of what it names: that it is the reader's, another's, or done with.
final class RowStates {
    enum State {
        YOURS,
        OTHERS,
        DONE,
        /// Nothing of this.
        OPEN
    }

    private static final Pattern AS_NUMBER = Pattern.compile("as\\d{3,10}");

    /// "Thank you" and "for your information" say nothing of whose a row is.
    private static final Pattern CIVIL = Pattern.compile(
            "\\b(?:thank|dank|merci|graci|obrigad|grazi|inform|referen|record|kenntnis|dziękuj|tak\\b|tack)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern HEAD_WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._@-]*[\\p{L}\\p{N}])?");

    /// Most characters of a row that are looked at.
    static final int ROW_MAX = 1_000;

    /// Most things in a row that its words are told from.
    private static final int NAMED_MAX = 40;

    private static final int MARK_MIN = 5;

    /// Longest word for yes.
    private static final int YES_MAX = 4;

    /// Most marks that a letter may explain.
    private static final int MARKS_MAX = 50;

    /// Most clauses of lines that name things which are read for marks.
    private static final int CLAUSES_MAX = 50;

    static final int CELL_WORDS_MAX = 3;

    private static final Set<String> YES =
            Set.of("true", "yes", "y", "ja", "oui", "si", "sí", "sim", "da", "да", "tak", "evet", "1", "x");
    private static final Set<String> NO =
            Set.of("false", "no", "n", "nein", "nee", "non", "não", "nao", "нет", "nie", "hayır", "0");

    private final Reporters reporters;

    /// Words that the letter explains as the reader's.
    private final Set<String> marks = new HashSet<>();

    RowStates(List<Page> pages, Reporters reporters) {
        this.reporters = reporters;
        pages.forEach(this::marks);
    }

    /// Words that look like a mark and stand in one line with "yours" or with our own name: a number of a network, a
    /// name in capitals.
    private void marks(Page page) {
        Set<Integer> done = new HashSet<>();
        for (Mention mention : page.mentions()) {
            int line = page.line(mention);
            if (isOurs(mention) && done.add(line)) {
                mark(page, line, List.of(mention));
                if (line > 0 && mention.from() == page.lines().content(line)) {
                    mark(page, line - 1, List.of());
                }
            }
            done.add(line);
        }
        int clauses = 0;
        for (Phrases.Hit hit : page.concepts().list()) {
            int line = page.lines().at(hit.from());
            if (Concepts.concept(hit) == Concepts.Concept.YOUR) {
                if (done.add(line)) {
                    mark(page, line, List.of());
                } else if (clauses++ < CLAUSES_MAX) {
                    clause(page, hit, line);
                }
            }
        }
    }

    /// A clause that names nothing, in a line that does: `Target: 192.0.2.1. You are AS64502.`
    private void clause(Page page, Phrases.Hit hit, int line) {
        int from = hit.from();
        while (from > page.lines().from(line) && !ends(page.text(), from - 1)) {
            from--;
        }
        int to = hit.to();
        while (to < page.lines().to(line) && !ends(page.text(), to)) {
            to++;
        }
        if (!page.names(from, to)) {
            marks(words(page.text(), from, to, List.of()));
        }
    }

    private static boolean ends(String text, int at) {
        return ".;!?".indexOf(text.charAt(at)) >= 0 && (at + 1 == text.length() || text.charAt(at + 1) <= ' ');
    }

    private boolean isOurs(Mention mention) {
        return switch (mention.what()) {
            case Mention.Box box -> reporters.isOurs(box.domain());
            case Mention.Name name -> reporters.isOurs(name.domain());
            case Mention.Ip ip -> false;
            case Mention.Net net -> false;
            case Mention.Url url -> false;
        };
    }

    /// Whether a short head is the reader's name, or a mark that the letter explains as theirs.
    boolean isOurs(String head) {
        return HEAD_WORD
                .matcher(head)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT))
                .anyMatch(word -> marks.contains(word)
                        || reporters.isOurName(word)
                        || reporters.isOurs(word.substring(word.indexOf('@') + 1)));
    }

    private void mark(Page page, int line, List<Mention> mentions) {
        marks(words(page, line, mentions));
    }

    private void marks(List<String> words) {
        words.stream()
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

    /// @param named what the row names, in its order
    State of(Page page, int line, List<Mention> named) {
        List<Mention> mentions = named.subList(0, Math.min(named.size(), NAMED_MAX));
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
        List<String> words = words(page, line, mentions);
        words.replaceAll(word -> word.toLowerCase(Locale.ROOT));
        if (said.contains(Concepts.Concept.YOUR)) {
            return words.stream().anyMatch(NO::contains) ? State.OTHERS : State.YOURS;
        }
        for (String word : words) {
            if (marks.contains(word) || reporters.isOurName(word)) {
                return State.YOURS;
            }
        }
        if (hasOurName(page.text(), from, to) || answers(page, line)) {
            return State.YOURS;
        }
        return said.contains(Concepts.Concept.DONE) ? State.DONE : State.OPEN;
    }

    /// Whether one of its cells is our name, whose words may stand apart.
    private boolean hasOurName(String text, int from, int to) {
        int begin = from;
        for (int cells = 0; cells < NAMED_MAX && begin < to; cells++) {
            int end = begin;
            while (end < to && !isCut(text, end, to)) {
                end++;
            }
            if (reporters.isOurName(text.substring(begin, end))) {
                return true;
            }
            begin = end + 1;
            while (begin < to && text.charAt(end) == ' ' && text.charAt(begin) == ' ') {
                begin++;
            }
        }
        return false;
    }

    /// Whether a cell ends there: at a sign, or at a gap.
    private static boolean isCut(String text, int at, int to) {
        char c = text.charAt(at);
        return c == '|'
                || c == ';'
                || c == ','
                || c == '\t'
                || c == '"'
                || c == ' ' && at + 1 < to && text.charAt(at + 1) == ' ';
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
        String cell = text.substring(begin, end).strip();
        return words(cell) <= CELL_WORDS_MAX && !CIVIL.matcher(cell).find();
    }

    /// How many words a stripped text has.
    static int words(String text) {
        int words = 1;
        for (int i = 1; i < text.length(); i++) {
            words += isSpace(text.charAt(i)) && !isSpace(text.charAt(i - 1)) ? 1 : 0;
        }
        return words;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
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
                    && end - at <= YES_MAX
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
        int from = page.lines().content(line);
        return words(page.text(), from, Math.min(page.lines().to(line), from + ROW_MAX), mentions);
    }

    private static List<String> words(String text, int from, int to, List<Mention> mentions) {
        List<String> words = new ArrayList<>();
        int at = from;
        int next = 0;
        while (at < to) {
            while (next < mentions.size() && mentions.get(next).to() <= at) {
                next++;
            }
            if (next < mentions.size() && mentions.get(next).from() <= at) {
                at = mentions.get(next).to();
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
