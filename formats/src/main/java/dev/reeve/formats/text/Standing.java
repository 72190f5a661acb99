package dev.reeve.formats.text;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Measures where a thing stands in the message: in which part, quoted or signed, how in its line, how far down.
final class Standing {
    private static final Pattern EPOCH = Pattern.compile("\\b1[67]\\d{8}\\b");

    /// Digits of a time that is counted in seconds.
    private static final int EPOCH_DIGITS = 10;

    private static final int LINE_MAX = 2_000;

    /// Most things in its line that each is compared with.
    private static final int LOOK_MAX = 200;

    /// Most lines of a signature.
    private static final int SIGNATURE_MAX = 6;

    private final List<Page> pages;
    private final List<Quotes> quotes;
    private final Map<Mention, Integer> indexes;
    private final int[] starts;
    private final int length;
    private final int[] closings;

    /// @param indexes of each mention in its page
    Standing(List<Page> pages, List<Quotes> quotes, Map<Mention, Integer> indexes) {
        this.pages = pages;
        this.quotes = quotes;
        this.indexes = indexes;
        this.starts = new int[pages.size()];
        this.closings = new int[pages.size()];
        int at = 0;
        for (int i = 0; i < pages.size(); i++) {
            starts[i] = at;
            at += pages.get(i).text().length();
            closings[i] = closing(pages.get(i));
        }
        this.length = Math.max(1, at);
    }

    /// Where the letter ends and the sender's address begins: a line of dashes, or the last words of greeting.
    private static int closing(Page page) {
        if (page.section().role() != Section.Role.BODY) {
            return Integer.MAX_VALUE;
        }
        for (int line = page.lines().count() - 1; line >= 0; line--) {
            String text =
                    page.text().substring(page.lines().from(line), page.lines().to(line));
            if (text.equals("-- ") || text.equals("--")) {
                return page.lines().from(line);
            }
        }
        int from = page.text().length() / 2;
        for (Phrases.Hit hit : page.said().closings().list()) {
            if (hit.from() >= from
                    && hit.from() - page.lines().content(page.lines().at(hit.from())) < 4) {
                return hit.from();
            }
        }
        return Integer.MAX_VALUE;
    }

    void measure(Judge.Candidate candidate, double[] traits) {
        int count = candidate.mentions.size();
        double[] sum = new double[Trait.COUNT];
        int first = Integer.MAX_VALUE;
        boolean link = true;
        boolean closing = true;
        for (Mention mention : candidate.mentions) {
            Page page = pages.get(mention.section());
            int line = page.line(mention);
            Section.Role role = page.section().role();
            sum[Trait.IN_SUBJECT.ordinal()] += role == Section.Role.SUBJECT ? count : 0;
            sum[Trait.SHARE_BODY.ordinal()] += role == Section.Role.BODY ? 1 : 0;
            sum[Trait.SHARE_FILE.ordinal()] += role == Section.Role.FILE ? 1 : 0;
            sum[Trait.SHARE_SAMPLE.ordinal()] += role == Section.Role.SAMPLE ? 1 : 0;
            sum[Trait.SHARE_QUOTED.ordinal()] += quotes.get(mention.section()).isNew(line) ? 0 : 1;
            sum[Trait.SHARE_OURS.ordinal()] += quotes.get(mention.section()).isOurs(line) ? 1 : 0;
            line(page, mention, line, sum);
            link &= mention.inLink();
            sum[Trait.SHARE_SIGNED.ordinal()] += isSigned(page, line) ? 1 : 0;
            closing &= mention.from() > closings[mention.section()];
            first = Math.min(first, starts[mention.section()] + mention.from());
        }
        for (int i = 0; i < sum.length; i++) {
            if (sum[i] > 0) {
                traits[i] = sum[i] / count;
            }
        }
        traits[Trait.LINK_ONLY.ordinal()] = link ? 1 : 0;
        traits[Trait.AFTER_CLOSING.ordinal()] = closing ? 1 : 0;
        traits[Trait.MENTIONS.ordinal()] = Math.log(count);
        traits[Trait.POSITION.ordinal()] = (double) first / length;
    }

    /// Whether the mark of a signature (RFC 3676 4.3) stands just above.
    private static boolean isSigned(Page page, int line) {
        for (int up = line - 1; up >= 0 && up >= line - SIGNATURE_MAX; up--) {
            String text =
                    page.text().substring(page.lines().content(up), page.lines().to(up));
            if (text.equals("-- ") || text.equals("--")) {
                return true;
            }
            if (text.startsWith("--")) {
                return false;
            }
        }
        return false;
    }

    private void line(Page page, Mention mention, int line, double[] sum) {
        int from = page.lines().from(line);
        int to = Math.min(page.lines().to(line), from + LINE_MAX);
        boolean begins = mention.from() <= page.lines().afterBullet(line) + 2;
        boolean ends = true;
        for (int i = mention.to(); i < to; i++) {
            ends &= !Character.isLetterOrDigit(page.text().charAt(i));
        }
        sum[Trait.SHARE_LINE_START.ordinal()] += begins ? 1 : 0;
        sum[Trait.SHARE_ALONE.ordinal()] += begins && ends ? 1 : 0;
        sum[Trait.SHARE_TIMED.ordinal()] += isTimed(page.text(), from, Math.max(from, to)) ? 1 : 0;
        int index = indexes.getOrDefault(mention, 0);
        boolean before = false;
        boolean after = false;
        int first = Math.max(0, index - LOOK_MAX);
        for (int i = index - 1; i >= first && !before && page.mentions().get(i).from() >= from; i--) {
            before = isLike(page.mentions().get(i), mention);
        }
        int last = Math.min(page.mentions().size(), index + LOOK_MAX);
        for (int i = index + 1; i < last && !after && page.mentions().get(i).to() <= to; i++) {
            after = isLike(page.mentions().get(i), mention);
        }
        sum[Trait.SHARE_WITH_OTHERS.ordinal()] += before || after ? 1 : 0;
        sum[Trait.SHARE_FIRST_OF_LINE.ordinal()] += after && !before ? 1 : 0;
        sum[Trait.SHARE_LAST_OF_LINE.ordinal()] += before && !after ? 1 : 0;
    }

    /// Whether a time stands there, with its seconds or counted in them.
    private static boolean isTimed(String text, int from, int to) {
        int digits = 0;
        boolean epoch = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c == ':' || c == '.') && digits > 0 && isTwo(text, i + 1, to)) {
                char next = i + 3 < to ? text.charAt(i + 3) : ' ';
                if ((next == ':' || next == '.') && isTwo(text, i + 4, to)) {
                    return true;
                }
            }
            digits = isDigit(c) ? digits + 1 : 0;
            epoch |= digits == EPOCH_DIGITS;
        }
        return epoch && EPOCH.matcher(text).region(from, to).find();
    }

    private static boolean isTwo(String text, int at, int to) {
        return at + 1 < to && isDigit(text.charAt(at)) && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLike(Mention a, Mention b) {
        return a.what() instanceof Mention.Ip == b.what() instanceof Mention.Ip
                && !(a.what() instanceof Mention.Box)
                && !a.what().key().equals(b.what().key());
    }
}
