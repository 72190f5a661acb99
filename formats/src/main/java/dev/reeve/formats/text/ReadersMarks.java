package dev.reeve.formats.text;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// By what a letter calls its reader in its lists: words that it explains as theirs, such as the number of their
/// network
/// or a name in capitals, and the names of the provider itself.
final class ReadersMarks {
    private static final Pattern AS_NUMBER = Pattern.compile("\\bas\\d{3,10}\\b");
    private static final Set<String> AS_WORD = Set.of("AS", "as", "ASN", "asn");

    /// The number of a network without its AS; no year.
    private static final Pattern NUMBER = Pattern.compile("(?!(?:19|20)\\d\\d$)\\d{4,10}");

    private static final Pattern HEAD_WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._@-]*[\\p{L}\\p{N}])?");

    private static final int MARK_MIN = 5;

    /// Most marks that a letter may explain.
    private static final int MARKS_MAX = 50;

    /// Most clauses of lines that name things which are read for marks.
    private static final int CLAUSES_MAX = 50;

    /// Most numbers of networks that are looked at in one text.
    private static final int NETWORKS_MAX = 200;

    private final Reporters reporters;
    private final Set<String> marks = new HashSet<>();

    ReadersMarks(List<Page> pages, Reporters reporters) {
        this.reporters = reporters;
        pages.forEach(this::marks);
        network(pages);
    }

    /// @param word in lower case
    boolean contains(String word) {
        return marks.contains(word);
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

    /// The only network that a letter speaks of outside its lists, and not as its own, is the reader's:
    /// `to the abuse team of AS64502`.
    private void network(List<Page> pages) {
        Set<String> spoken = new HashSet<>();
        for (Page page : pages) {
            BitSet naming = new BitSet();
            page.mentions().forEach(mention -> naming.set(page.line(mention)));
            AS_NUMBER.matcher(page.folded()).results().limit(NETWORKS_MAX).forEach(found -> {
                int line = page.lines().at(found.start());
                boolean others = page
                        .concepts()
                        .within(page.lines().from(line), page.lines().to(line))
                        .stream()
                        .map(Concepts::concept)
                        .anyMatch(c -> c == Concepts.Concept.THIRD || c == Concepts.Concept.OUR);
                if (!naming.get(line) && !others) {
                    spoken.add(found.group().toUpperCase(Locale.ROOT));
                }
            });
        }
        if (spoken.size() == 1) {
            marks(List.copyOf(spoken));
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
            marks(RowStates.words(page.text(), from, to, List.of()));
        }
    }

    /// Whether a clause ends there.
    static boolean ends(String text, int at) {
        return ".;!?".indexOf(text.charAt(at)) >= 0 && (at + 1 == text.length() || text.charAt(at + 1) <= ' ');
    }

    /// Whether it is the provider that reads, by name.
    boolean isOurs(Mention mention) {
        return switch (mention.what()) {
            case Mention.Box box -> reporters.isOurs(box.domain());
            case Mention.Name name -> reporters.isOurSelf(name.domain());
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
        marks(RowStates.words(page, line, mentions));
    }

    private void marks(List<String> words) {
        if (words.stream().anyMatch(AS_WORD::contains)) {
            words.stream().filter(word -> NUMBER.matcher(word).matches()).forEach(marks::add);
        }
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
}
