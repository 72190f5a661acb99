package dev.reeve.formats.text;

import dev.reeve.formats.text.Phrases.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which ideas stand near a mention, in any language: ours, yours, from, against, another's. One word of a file each,
/// told apart by where it stands: before it in its sentence, behind it, in the name of its field or column, or in what
/// introduces its list. What they mean together is learned and not written down.
final class Concepts {
    /// The order is that of the file of trees.
    enum Concept {
        OUR,
        YOUR,
        THIRD,
        FROM,
        TO,
        VICTIM,
        SOURCE,
        CHECK,
        HOSTED,
        ORIGINAL,
        NOT,
        RELAY,
        HELP,
        PAST,
        MACHINE,
        CUSTOMER,
        ACT,
        BUSINESS,
        THANKS,
        /// Closed, cleaned, gone: a state.
        DONE
    }

    enum Where {
        BEFORE,
        BEHIND,
        LABEL,
        INTRODUCTION,
        /// The last words of its line, where a remark stands: `<- this is me`.
        LINE_END
    }

    private static final int CONCEPTS_COUNT = Concept.values().length;
    static final int COUNT = CONCEPTS_COUNT * Where.values().length;

    private static final Phrases WORDS = Phrases.load("concepts.txt");
    private static final Map<String, Concept> CONCEPTS = WORDS.tags().stream()
            .collect(Collectors.toUnmodifiableMap(
                    tag -> tag, tag -> Concept.valueOf(tag.substring(2).toUpperCase(Locale.ROOT))));
    private static final int REACH_MAX = 200;
    private static final int LABEL_MAX = 80;

    /// How far up a list is followed to what introduces it.
    private static final int LIST_MAX = 400;

    private static final Pattern JOINT = Pattern.compile("[^\\p{L}\\n]*(?:\\p{L}{1,5}[^\\p{L}\\n]*)?\\n?[^\\p{L}\\n]*");

    private final Page page;
    private final Hits hits;
    private final double[][] found;

    private Concepts(Page page) {
        this.page = page;
        this.hits = page.concepts();
        this.found = new double[page.mentions().size()][COUNT];
    }

    /// One row for each mention of the page, of {@link #COUNT} numbers from 0 to 1: 1 is right beside it.
    static double[][] of(Page page) {
        Concepts concepts = new Concepts(page);
        if (!page.mentions().isEmpty()) {
            concepts.find();
        }
        return concepts.found;
    }

    static Hits hits(Phrases.Text text) {
        return Hits.all(WORDS.find(text));
    }

    static Concept concept(Hit hit) {
        return Objects.requireNonNull(CONCEPTS.get(hit.tag()));
    }

    /// The names of the numbers, in their order.
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Where where : Where.values()) {
            for (Concept concept : Concept.values()) {
                names.add(where + "." + concept);
            }
        }
        return names;
    }

    static int index(Concept concept, Where where) {
        return where.ordinal() * CONCEPTS_COUNT + concept.ordinal();
    }

    private void find() {
        List<Mention> mentions = page.mentions();
        for (int i = 0; i < mentions.size(); i++) {
            Mention mention = mentions.get(i);
            int line = page.line(mention);
            int previous = i == 0 ? 0 : mentions.get(i - 1).to();
            boolean joined = i > 0 && isJoined(mentions.get(i - 1), mention);
            if (joined) {
                inherit(i, i - 1, Where.BEFORE, 0.95);
                inherit(i, i - 1, Where.INTRODUCTION, 1);
            }
            near(i, Where.BEFORE, Math.max(previous, sentenceBegin(mention.from())), mention.from(), mention.from());
            label(i, mention, line, previous);
            if (mention.from() <= page.lines().afterBullet(line) + 2) {
                introduced(i, line);
            }
        }
        for (int i = mentions.size() - 1; i >= 0; i--) {
            Mention mention = mentions.get(i);
            int next = i + 1 < mentions.size()
                    ? mentions.get(i + 1).from()
                    : page.text().length();
            if (i + 1 < mentions.size() && isJoined(mention, mentions.get(i + 1))) {
                inherit(i, i + 1, Where.BEHIND, 0.95);
            }
            near(i, Where.BEHIND, mention.to(), Math.min(next, sentenceEnd(mention.to())), mention.to());
            int lineEnd = page.lines().to(page.line(mention));
            int remark =
                    Math.max(next < lineEnd ? mentions.get(lastOfLine(i)).to() : mention.to(), lineEnd - LABEL_MAX / 2);
            if (lineEnd - mention.to() > LABEL_MAX / 2 || next < lineEnd) {
                near(i, Where.LINE_END, remark, lineEnd, lineEnd);
            }
        }
    }

    private int lastOfLine(int index) {
        int end = page.lines().to(page.line(page.mentions().get(index)));
        int last = index;
        while (last + 1 < page.mentions().size()
                && page.mentions().get(last + 1).to() <= end) {
            last++;
        }
        return last;
    }

    private boolean isJoined(Mention a, Mention b) {
        return a.what() instanceof Mention.Ip == b.what() instanceof Mention.Ip
                && b.from() - a.to() < 40
                && b.from() >= a.to()
                && JOINT.matcher(page.text()).region(a.to(), b.from()).matches();
    }

    private void inherit(int to, int from, Where where, double factor) {
        int begin = where.ordinal() * CONCEPTS_COUNT;
        for (int at = begin; at < begin + CONCEPTS_COUNT; at++) {
            found[to][at] = Math.max(found[to][at], found[from][at] * factor);
        }
    }

    private void near(int mention, Where where, int from, int to, int anchor) {
        for (Hit hit : hits.within(from, to)) {
            int begin = Math.min(anchor, hit.to());
            int end = Math.max(anchor, hit.from());
            put(mention, where, hit, 1.0 / (1 + words(begin, end) * 0.5));
        }
    }

    private void put(int mention, Where where, Hit hit, double weight) {
        int at = index(concept(hit), where);
        found[mention][at] = Math.max(found[mention][at], weight);
    }

    /// Words that lie between; two signs of a script without spaces are one.
    private double words(int from, int to) {
        double words = 0;
        boolean inside = false;
        for (int i = from; i < to; i++) {
            char c = page.text().charAt(i);
            if (c >= 0x2E80 && Character.isLetter(c)) {
                words += 0.5;
                inside = false;
            } else if (Character.isLetterOrDigit(c)) {
                words += inside ? 0 : 1;
                inside = true;
            } else {
                inside = false;
            }
        }
        return words;
    }

    private int sentenceBegin(int at) {
        String text = page.text();
        int from = Math.max(0, at - REACH_MAX);
        for (int i = at - 2; i >= from; i--) {
            char c = text.charAt(i);
            char then = text.charAt(i + 1);
            if ((c == '.' || c == '!' || c == '?' || c == ';') && (then == ' ' || then == '\n')
                    || c == '。'
                    || c == '\n' && then == '\n') {
                return i + 1;
            }
        }
        return from;
    }

    private int sentenceEnd(int at) {
        String text = page.text();
        int to = Math.min(text.length(), at + REACH_MAX / 2);
        for (int i = at; i < to; i++) {
            char c = text.charAt(i);
            char then = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
            if ((c == '.' || c == '!' || c == '?' || c == ';') && (then == ' ' || then == '\n')
                    || c == '。'
                    || c == '\n' && (then == '\n' || isItem(page.lines().at(i) + 1))) {
                return i;
            }
        }
        return to;
    }

    private boolean isItem(int line) {
        return line >= page.lines().count()
                || page.lines().afterBullet(line) > page.lines().content(line);
    }

    private void label(int index, Mention mention, int line, int previous) {
        Optional<Columns.Cell> column = page.columns().above(line, mention.from());
        column.ifPresent(cell -> hits.within(cell.from(), cell.to()).forEach(h -> put(index, Where.LABEL, h, 1)));
        if (column.isPresent()) {
            return;
        }
        int begin = Math.max(Math.max(page.lines().content(line), previous), mention.from() - LABEL_MAX);
        int end = mention.from();
        while (end > begin && " \t\"'<([{".indexOf(page.text().charAt(end - 1)) >= 0) {
            end--;
        }
        boolean separated =
                end > begin && ":=|】]>".indexOf(page.text().charAt(end - 1)) >= 0 || mention.from() - end >= 2;
        if (separated) {
            int labelEnd = end;
            int labelBegin = begin;
            for (int i = labelEnd - 2; i > begin; i--) {
                char c = page.text().charAt(i);
                if (c == ';' || c == '|' || c == ',' || c == '\t' || c == '{') {
                    labelBegin = i;
                    break;
                }
            }
            hits.within(labelBegin, labelEnd).forEach(h -> put(index, Where.LABEL, h, 1));
        }
    }

    /// The last sentence above the list that the line is in.
    private void introduced(int index, int line) {
        int up = line - 1;
        int tried = 0;
        int at = index - 1;
        while (up >= 0 && tried++ < LIST_MAX) {
            if (page.lines().isBlank(up) || page.lines().isRuler(up)) {
                up--;
                continue;
            }
            while (at >= 0 && page.mentions().get(at).from() > page.lines().to(up)) {
                at--;
            }
            boolean has =
                    at >= 0 && page.mentions().get(at).from() >= page.lines().from(up);
            if (has) {
                int first = at;
                while (first > 0
                        && page.mentions().get(first - 1).from() >= page.lines().from(up)) {
                    first--;
                }
                if (page.mentions().get(first).from() <= page.lines().afterBullet(up) + 2) {
                    inherit(index, first, Where.INTRODUCTION, 1);
                    return;
                }
            }
            int to = page.lines().to(up);
            int from = Math.max(
                    sentenceBegin(Math.max(2, to - 1)),
                    has ? page.mentions().get(at).to() : 0);
            if (from < to) {
                near(index, Where.INTRODUCTION, from, to, to);
            }
            return;
        }
    }
}
