package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What one row of a list says of what it names: that it is the reader's, another's, or done with.
final class RowStates {
    enum State {
        YOURS,
        /// Another's, or the writer's own.
        OTHERS,
        /// Not clearly anybody's, but not the reader's.
        UNCLEAR,
        DONE,
        /// Nothing of this.
        OPEN
    }

    /// "Thank you" and "for your information" say nothing of whose a row is.
    private static final Pattern CIVIL = Pattern.compile(
            "\\b(?:thank|dank|merci|graci|obrigad|grazi|inform|referen|record|kenntnis|dziękuj|tak\\b|tack)",
            Pattern.CASE_INSENSITIVE);

    /// Most characters of a row that are looked at.
    static final int ROW_MAX = 1_000;

    /// Most things in a row that its words are told from.
    private static final int NAMED_MAX = 40;

    /// Longest word for yes.
    private static final int YES_MAX = 4;

    static final int CELL_WORDS_MAX = 3;
    private static final int REMARK_WORDS_MAX = 5;

    /// Shorter words for what is the writer's or the reader's are also numbers of rows and parts of logs: `(i)`, `me`.
    private static final int OUR_MIN = 3;

    /// What a column of verdicts says of what is no matter.
    private static final Set<String> FINE = Set.of(
            "ok",
            "ham",
            "green",
            "grün",
            "vert",
            "verde",
            "gone",
            "benign",
            "legit",
            "legitimate",
            "withdrawn",
            "false positive",
            "info",
            "informational",
            "ignore",
            "please ignore",
            "sinkhole",
            "sinkholed",
            "honeypot");

    private static final Set<String> YES =
            Set.of("true", "yes", "y", "ja", "oui", "si", "sí", "sim", "da", "да", "tak", "evet", "1", "x");
    private static final Set<String> NO =
            Set.of("false", "no", "n", "nein", "nee", "non", "não", "nao", "нет", "nie", "hayır", "0");

    /// Short words for the reader, which in a sentence of another language mean anything.
    private static final Set<String> YOU = Set.of("u", "vy", "ni", "er", "ön", "su", "wy", "lei", "siz");

    private final Reporters reporters;
    private final ReadersMarks marks;

    RowStates(Reporters reporters, ReadersMarks marks) {
        this.reporters = reporters;
        this.marks = marks;
    }

    /// @param named what the row names, in its order
    State of(Page page, int line, List<Mention> named) {
        List<Mention> mentions = named.subList(0, Math.min(named.size(), NAMED_MAX));
        int from = page.lines().from(line);
        int to = Math.min(page.lines().to(line), from + ROW_MAX);
        Set<Concepts.Concept> said = EnumSet.noneOf(Concepts.Concept.class);
        boolean unclear = false;
        List<Phrases.Hit> hits = page.concepts().within(from, to);
        for (Phrases.Hit hit : hits) {
            Concepts.Concept concept = Concepts.concept(hit);
            if (mentions.stream().anyMatch(m -> m.from() < hit.to() && hit.from() < m.to())
                    || isDenied(hit, hits)
                    || concept == Concepts.Concept.OUR && !isWord(page.text(), hit)) {
                continue;
            }
            if (isRemark(page.text(), hit, from, to)) {
                said.add(concept);
            }
            unclear |= concept == Concepts.Concept.THIRD || concept == Concepts.Concept.OUR;
        }
        if (said.contains(Concepts.Concept.THIRD) || said.contains(Concepts.Concept.OUR)) {
            return State.OTHERS;
        }
        if (unclear) {
            return State.UNCLEAR;
        }
        List<String> words = words(page, line, mentions);
        words.replaceAll(word -> word.toLowerCase(Locale.ROOT));
        boolean yours = said.contains(Concepts.Concept.YOUR);
        if (yours && words.stream().anyMatch(NO::contains)) {
            return State.OTHERS;
        }
        List<String> cells = cells(page.text(), from, to);
        if (said.contains(Concepts.Concept.DONE) || isFine(cells, words)) {
            return State.DONE;
        }
        if (yours || mentions.stream().anyMatch(marks::isOurs)) {
            return State.YOURS;
        }
        for (String word : words) {
            if (marks.contains(word) || reporters.isOurName(word)) {
                return State.YOURS;
            }
        }
        for (String cell : cells) {
            if (YOU.contains(cell.toLowerCase(Locale.ROOT)) || reporters.isOurName(cell)) {
                return State.YOURS;
            }
        }
        return answers(page, line) ? State.YOURS : State.OPEN;
    }

    /// Whether it only belongs to what denies it: "not yours".
    static boolean isDenied(Phrases.Hit hit, List<Phrases.Hit> all) {
        return Concepts.concept(hit) == Concepts.Concept.YOUR
                && all.stream()
                        .anyMatch(other -> Concepts.concept(other) == Concepts.Concept.THIRD
                                && other.from() <= hit.from()
                                && hit.to() <= other.to());
    }

    /// Whether it is long enough, and no part of a name: `nas1` is not "nas".
    static boolean isWord(String text, Phrases.Hit hit) {
        boolean ends = hit.to() == text.length() || !Character.isDigit(text.charAt(hit.to()));
        return text.charAt(hit.from()) >= 0x2E80 || hit.length() >= OUR_MIN && ends;
    }

    /// Whether a cell or remark says that nothing is wrong; `200 OK` says that a page is there.
    private static boolean isFine(List<String> cells, List<String> words) {
        for (String cell : cells) {
            if (FINE.contains(cell.toLowerCase(Locale.ROOT))) {
                return !words.contains("200");
            }
        }
        return false;
    }

    /// The cells and remarks of a row, whose words may stand apart.
    private static List<String> cells(String text, int from, int to) {
        List<String> cells = new ArrayList<>();
        int begin = from;
        while (cells.size() < NAMED_MAX && begin < to) {
            int end = begin;
            while (end < to && !isCut(text, end, to)) {
                end++;
            }
            String cell = text.substring(begin, end).strip();
            if (!cell.isEmpty()) {
                cells.add(cell);
            }
            begin = end + 1;
        }
        return cells;
    }

    /// Whether a cell ends there: at a sign, or at a gap.
    private static boolean isCut(String text, int at, int to) {
        char c = text.charAt(at);
        return c == '|'
                || c == ';'
                || c == ','
                || c == '\t'
                || c == '"'
                || c == '('
                || c == ')'
                || c == '['
                || c == ']'
                || c == ' ' && at + 1 < to && text.charAt(at + 1) == ' ';
    }

    /// Whether a word stands in a cell or a short remark of its own, and not in a sentence.
    private static boolean isRemark(String text, Phrases.Hit hit, int from, int to) {
        int begin = hit.from();
        while (begin > from && !parts(text, begin - 1)) {
            begin--;
        }
        int end = hit.to();
        while (end < to && !parts(text, end)) {
            end++;
        }
        String cell = text.substring(begin, end).strip();
        boolean state = Concepts.concept(hit) == Concepts.Concept.DONE
                && !text.substring(begin, hit.from()).isBlank();
        int wordsMax = state ? CELL_WORDS_MAX : REMARK_WORDS_MAX;
        return cell.split("\\s+", wordsMax + 1).length <= wordsMax
                && !CIVIL.matcher(cell).find();
    }

    private static boolean parts(String text, int at) {
        char c = text.charAt(at);
        return "|;,\t()[]{}<>\"=:–—".indexOf(c) >= 0
                || c == ' ' && at + 1 < text.length() && text.charAt(at + 1) == ' ';
    }

    /// Whether a head asks for what is the reader's: `van u`.
    private static boolean isYou(String head) {
        String word = head.strip().toLowerCase(Locale.ROOT);
        return YOU.contains(word.substring(word.lastIndexOf(' ') + 1));
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
                            .filter(head -> isYou(text.substring(head.from(), head.to()))
                                    || page.concepts().within(head.from(), head.to()).stream()
                                            .anyMatch(h -> Concepts.concept(h) == Concepts.Concept.YOUR))
                            .isPresent()) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// The words of a line apart from what it names.
    static List<String> words(Page page, int line, List<Mention> mentions) {
        int from = page.lines().content(line);
        return words(page.text(), from, Math.min(page.lines().to(line), from + ROW_MAX), mentions);
    }

    static List<String> words(String text, int from, int to, List<Mention> mentions) {
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
