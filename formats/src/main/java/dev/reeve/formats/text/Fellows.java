package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Things that are named in one breath, as in "from A, B and C", or in rows that begin alike: what is said of one
/// holds for all.
final class Fellows {
    /// What stands between two of an enumeration; a comma alone, without a space, parts the fields of a log.
    private static final Pattern BREATH = Pattern.compile(
            "[\\s>]*(?:[、،][\\s>]*|[,;][\\s>]+|(?:[,;][\\s>]*)?(?:\\b(?:and|und|sowie|et|y|e|en|och|og|ve|i|oraz|ja|и|та|și|si|a)\\b|&|\\+|和|及|と|및)[\\s>]*)"
                    // the word that led to the first may be said again
                    + "(?:\\b(?:from|of|by|at|on|in|von|vom|aus|auf|de|du|des|sur|à|en|em|da|do|di|dal|su|van|op|från|fra|på|od|z|ze|na|iz|из|от|с|на|з|із|від)\\b[\\s>]*)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /// What joins a page with its address: brackets, a sign, the gap of a table, "on".
    private static final Pattern HOSTED = Pattern.compile(
            "[^.;:!?\\n\\d(\\[]*[(\\[（]\\s*(?:IP:?\\s*)?"
                    + "|[ \\t\"]*(?:[-=–—|;,]|[-=]+>|→)?[ \\t\"]*"
                    + "|\\s(?:on|at|auf|unter|bei|op|på|su|sur|en|em|na|aan|la|de|à)\\s",
            Pattern.CASE_INSENSITIVE);
    /// Cells of a table before what a row names: a date, a clock time, the name of a service.
    private static final Pattern CELLS =
            Pattern.compile("\\s*(?:[\\p{L}\\p{N}_.:/+-]+(?: [\\p{L}\\p{N}_.:/+-]+){0,2}(?: ?[;,|\\t] ?|  +)){1,4}");

    private static final Pattern CELL_WORDS = Pattern.compile("\\p{L}+(?: \\p{L}+)*");

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern BLOCK =
            Pattern.compile("[\\s>]*(?:[0-9A-Fa-f:.]{7,45}[\\s,;>]+){2,}[0-9A-Fa-f:.]*[\\s,;>]*");
    private static final int BLOCK_MAX = 1_000;
    private static final int BETWEEN_MAX = 24;
    private static final int BEFORE_MAX = 60;
    private static final int COLUMNS_MAX = 6;

    /// Odds (their logarithm) further apart than this say that something tells them apart: `A (attacker), B (victim)`.
    private static final double APART_MAX = 4;

    /// In an enumeration without any other words little can.
    private static final double ENUMERATED_APART_MAX = 7;

    private Fellows() {}

    /// Lets each group share its lot. The best among them counts as much as all together: what is said once is
    /// often said of the first alone.
    static void level(List<Group> groups) {
        for (Group group : groups) {
            DoubleSummaryStatistics odds =
                    group.members().stream().mapToDouble(Company::odds).summaryStatistics();
            if (odds.getMax() - odds.getMin() <= (group.enumerated() ? ENUMERATED_APART_MAX : APART_MAX)) {
                double shared = (odds.getMax() + odds.getAverage()) / 2;
                group.members().forEach(c -> c.accused = 1 / (1 + Math.exp(-shared)));
            }
        }
    }

    /// @param enumerated whether nothing but commas and "and" stands between them
    /// @param hosted whether they are a page or name and the address behind it
    record Group(List<Judge.Candidate> members, boolean enumerated, boolean hosted) {}

    /// @return groups of two and more, nobody in two of them
    static List<Group> of(List<Page> pages, Collection<Judge.Candidate> candidates) {
        Map<Mention, Judge.Candidate> owners = new IdentityHashMap<>();
        for (Judge.Candidate candidate : candidates) {
            candidate.mentions.forEach(m -> owners.putIfAbsent(m, candidate));
        }
        List<Group> groups = new ArrayList<>();
        Set<Judge.Candidate> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Page page : pages) {
            int[] perLine = new int[page.lines().count()];
            page.mentions().forEach(m -> perLine[page.line(m)]++);
            Set<Judge.Candidate> group = new LinkedHashSet<>();
            boolean enumerated = true;
            for (int i = 0; i < page.mentions().size(); i++) {
                Mention mention = page.mentions().get(i);
                if (i > 0 && !together(page, page.mentions().get(i - 1), mention, perLine)) {
                    close(group, enumerated, groups, taken);
                    enumerated = true;
                } else if (i > 0) {
                    enumerated &= isBreath(page, page.mentions().get(i - 1), mention);
                }
                Judge.Candidate owner = owners.get(mention);
                if (owner != null) {
                    group.add(owner);
                }
            }
            close(group, enumerated, groups, taken);
            columns(page, owners, groups, taken);
        }
        pages.forEach(page -> hosts(page, owners, groups));
        return groups;
    }

    /// A page and the address behind it, in brackets or the next cell: `https://a.test/b (192.0.2.1)`.
    private static void hosts(Page page, Map<Mention, Judge.Candidate> owners, List<Group> groups) {
        for (int i = 0; i + 1 < page.mentions().size(); i++) {
            Mention named = page.mentions().get(i);
            Mention address = page.mentions().get(i + 1);
            Judge.Candidate owner = owners.get(named);
            Judge.Candidate host = owners.get(address);
            if (owner != null
                    && host != null
                    && owner != host
                    && !(named.what() instanceof Mention.Ip)
                    && address.what() instanceof Mention.Ip
                    && address.from() >= named.to()
                    && address.from() - named.to() <= BETWEEN_MAX
                    && HOSTED.matcher(page.text())
                            .region(named.to(), address.from())
                            .matches()) {
                groups.add(new Group(List.of(owner, host), false, true));
            }
        }
    }

    /// Rows that name as many things, each behind the same word or none, as in `src=A dst=B`: what one column names is
    /// of one sort.
    private static void columns(
            Page page, Map<Mention, Judge.Candidate> owners, List<Group> groups, Set<Judge.Candidate> taken) {
        List<List<Mention>> run = new ArrayList<>();
        for (List<Mention> row : page.rows()) {
            if (!run.isEmpty() && !isLike(page, run.getLast(), row)) {
                column(run, owners, groups, taken);
            }
            run.add(row);
        }
        column(run, owners, groups, taken);
    }

    private static void column(
            List<List<Mention>> run,
            Map<Mention, Judge.Candidate> owners,
            List<Group> groups,
            Set<Judge.Candidate> taken) {
        for (int i = 0; run.size() > 1 && i < run.getFirst().size(); i++) {
            Set<Judge.Candidate> group = new LinkedHashSet<>();
            for (List<Mention> row : run) {
                Judge.Candidate owner = owners.get(row.get(i));
                if (owner != null) {
                    group.add(owner);
                }
            }
            close(group, false, groups, taken);
        }
        run.clear();
    }

    private static boolean isLike(Page page, List<Mention> a, List<Mention> b) {
        if (a.size() != b.size()
                || a.size() < 2
                || a.size() > COLUMNS_MAX
                || page.line(b.getFirst()) != page.line(a.getFirst()) + 1) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).what() instanceof Mention.Ip != b.get(i).what() instanceof Mention.Ip
                    || !lead(page, a, i).equals(lead(page, b, i))) {
                return false;
            }
        }
        return true;
    }

    /// The word right before one of a row.
    private static String lead(Page page, List<Mention> row, int i) {
        Mention mention = row.get(i);
        int from = i > 0 ? row.get(i - 1).to() : page.lines().content(page.line(mention));
        String text =
                page.text().substring(Math.max(from, mention.from() - BEFORE_MAX), Math.max(from, mention.from()));
        String plain = DIGITS.matcher(text).replaceAll("0").strip();
        return plain.substring(plain.lastIndexOf(' ') + 1);
    }

    private static void close(
            Set<Judge.Candidate> group, boolean enumerated, List<Group> groups, Set<Judge.Candidate> taken) {
        if (group.size() < 2) {
            group.clear();
            return;
        }
        List<Judge.Candidate> fresh =
                group.stream().filter(c -> !taken.contains(c)).toList();
        // A list that says whose each row is tells its rows apart.
        fresh.stream()
                .collect(Collectors.partitioningBy(c -> c.traits[Trait.ROW_OTHERS.ordinal()] > 0.5))
                .values()
                .forEach(alike -> {
                    if (alike.size() > 1) {
                        groups.add(new Group(alike, enumerated, false));
                        taken.addAll(alike);
                    }
                });
        group.clear();
    }

    private static boolean together(Page page, Mention a, Mention b, int[] perLine) {
        if (a.what() instanceof Mention.Ip != b.what() instanceof Mention.Ip
                || a.what() instanceof Mention.Box
                || b.what() instanceof Mention.Box
                || b.from() < a.to()) {
            return false;
        }
        int first = page.line(a);
        int second = page.line(b);
        if (second == first + 1 && perLine[first] == 1 && perLine[second] == 1) {
            return before(page, a, first).equals(before(page, b, second));
        }
        if (page.text().substring(a.to(), b.from()).isBlank() && isBare(page, a, b)) {
            return true;
        }
        return isBreath(page, a, b);
    }

    /// Whether nothing but what joins an enumeration stands between them.
    static boolean isBreath(Page page, Mention a, Mention b) {
        return b.from() >= a.to()
                && b.from() - a.to() <= BETWEEN_MAX
                && BREATH.matcher(page.text()).region(a.to(), b.from()).matches();
    }

    /// Two of a block that has nothing but addresses, from the line of the one to that of the other.
    private static boolean isBare(Page page, Mention a, Mention b) {
        int from = page.lines().from(page.line(a));
        int to = page.lines().to(page.line(b));
        return b.from() - a.to() <= BETWEEN_MAX
                && to - from <= BLOCK_MAX
                && BLOCK.matcher(page.text()).region(from, to).matches();
    }

    private static String before(Page page, Mention mention, int line) {
        String text = page.text()
                .substring(page.lines().content(line), Math.max(page.lines().content(line), mention.from()));
        if (text.length() > BEFORE_MAX) {
            return text;
        }
        String plain = DIGITS.matcher(text).replaceAll("0").strip();
        return CELLS.matcher(text).matches() ? CELL_WORDS.matcher(plain).replaceAll("a") : plain;
    }
}
