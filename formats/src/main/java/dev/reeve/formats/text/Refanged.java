package dev.reeve.formats.text;

import java.util.List;
import java.util.Set;

/// Takes the disguises off addresses, so that only one way of writing them is left to be read: `hxxp`, `[.]`, `(dot)`,
/// ` dot `, dots set apart by spaces, full-width signs, invisible characters.
final class Refanged {
    /// Names that end a name whose dots were written out or set apart; there prose must not be taken for one.
    private static final Set<String> ENDS = Set.of(
            "com", "net", "org", "info", "biz", "test", "example", "invalid", "ru", "de", "fr", "nl", "it", "es", "pl",
            "br", "cn", "uk", "eu", "io", "co", "us", "in", "jp", "kr", "tr", "ua", "xyz", "top", "shop", "site",
            "online", "club", "live", "app", "dev", "icu", "ch", "at", "be", "cz", "se", "no", "fi", "dk", "me", "tk",
            "ml", "ga", "cf", "gq", "pw", "cc", "tv", "su", "ro", "hu", "pt", "gr", "ca", "au");

    /// How `://` is written.
    private static final List<String> SEPARATORS =
            List.of("://", "[://]", "[:]//", "[:]/ /", " :// ", " ://", ": //", "(:)//", "[:]\\\\", ":\\\\", "[:// ]");

    /// How a dot is written that is set apart.
    private static final List<String> JOINTS = List.of(
            " . ",
            " dot ",
            " DOT ",
            " punkt ",
            " (dot) ",
            " [dot] ",
            " punto ",
            " ponto ",
            " point ",
            " kropka ",
            " nokta ");

    private final MappedText source;
    private final String text;
    private final MappedText.Builder out;
    private int at;

    /// Where the last slash with a stroke before it was taken; the rest of its address has them too.
    private int slashed = Integer.MAX_VALUE;

    private Refanged(MappedText source) {
        this.source = source;
        this.text = source.text();
        this.out = new MappedText.Builder(source.part(), text.length());
    }

    static MappedText of(MappedText raw) {
        Refanged plain = new Refanged(raw);
        while (plain.at < plain.text.length()) {
            plain.step();
        }
        return plain.out.build();
    }

    private void step() {
        char c = text.charAt(at);
        if (c > 0x7F) {
            wide(c);
            return;
        }
        switch (c) {
            case '[', '(', '{' -> bracket(c);
            case '\\' -> backslash();
            case 'h', 'H' -> scheme();
            case ' ' -> space();
            default -> plain();
        }
    }

    /// All up to the next sign that may be a disguise.
    private void plain() {
        int end = at + 1;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        out.add(source, at, end);
        at = end;
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c <= 0x7F && "[({\\hH".indexOf(c) < 0;
    }

    private void wide(char c) {
        if (c >= 0xFF01 && c <= 0xFF5E) {
            out.add((char) (c - 0xFEE0), source, at, at + 1);
        } else if (c == 0x3000 || c == 0xA0 || c >= 0x2000 && c <= 0x200A || c == 0x202F) {
            out.add(' ', source, at, at + 1);
        } else if (c == 0x2024) {
            out.add('.', source, at, at + 1);
        } else if (!(c >= 0x200B && c <= 0x200F || c == 0xFEFF || c == 0xAD || c == 0x2060)) {
            out.add(source, at);
        }
        at++;
    }

    /// `[.]`, `(dot)`, `{at}`, `[:]`, `[://]`, `[.com]`.
    private void bracket(char open) {
        char close = open == '[' ? ']' : open == '(' ? ')' : '}';
        int end = text.indexOf(close, at + 1);
        if (end < 0 || end - at > 12) {
            out.add(source, at++);
            return;
        }
        String inside = text.substring(at + 1, end).strip();
        String meant = meant(inside, open);
        if (meant.isEmpty()) {
            out.add(source, at++);
            return;
        }
        boolean apart = out.last() == ' ' && out.length() > 1 && end + 1 < text.length() && text.charAt(end + 1) == ' ';
        if (apart) {
            out.cut(out.length() - 1);
            end++;
        }
        out.add(meant, source, at, end + 1);
        at = end + 1;
        if (apart && meant.startsWith(".")) {
            pathApart();
        }
    }

    /// `name [dot] test / path`: after dots that are set apart, the slash is too, even in the next line.
    private void pathApart() {
        while (at < text.length() && isLabel(text.charAt(at))) {
            out.add(source, at++);
        }
        if (text.startsWith(" / ", at)) {
            apart();
        } else if (text.startsWith("\n/ ", at)) {
            at++;
            apart();
        }
    }

    private static String meant(String inside, char open) {
        return switch (inside) {
            case ".", "dot", "DOT", "Dot", "punkt", "point", "punto", "ponto", "kropka", "nokta", "точка" -> ".";
            case "," -> open == '[' ? "." : "";
            case ":" -> ":";
            case "://" -> "://";
            case "/" -> open == '[' ? "/" : "";
            case "@", "at", "AT" -> "@";
            default -> inside.length() > 1 && inside.charAt(0) == '.' && isWord(inside.substring(1)) ? inside : "";
        };
    }

    private static boolean isWord(String word) {
        return word.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
    }

    private void backslash() {
        boolean dot = at + 1 < text.length() && text.charAt(at + 1) == '.';
        if (dot) {
            out.add('.', source, at, at + 2);
            at += 2;
        } else if (at + 1 < text.length()
                && text.charAt(at + 1) == '/'
                && (out.last() == ':' || at > slashed && at - slashed < 300)) {
            out.add('/', source, at, at + 2); // as JSON may write a slash
            slashed = at;
            at += 2;
        } else {
            out.add(source, at++);
        }
    }

    /// `hxxp`, `hXXps`, `h**p`, `htxp`, `h__p` before `://` in any of its disguises.
    private void scheme() {
        boolean begins = out.length() == 0 || !Character.isLetterOrDigit(out.last());
        if (!begins || at + 4 >= text.length()) {
            out.add(source, at++);
            return;
        }
        char p = text.charAt(at + 3);
        boolean disguised = (p == 'p' || p == 'P') && isMask(text.charAt(at + 1)) && isMask(text.charAt(at + 2));
        int s = at + 4;
        boolean secure = s < text.length() && (text.charAt(s) == 's' || text.charAt(s) == 'S');
        int after = secure ? s + 1 : s;
        int colon = disguised ? separator(after) : -1;
        if (!disguised || colon < 0) {
            out.add(source, at++);
            return;
        }
        out.add("http", source, at, at + 4);
        if (secure) {
            out.add('s', source, s, s + 1);
        }
        out.add("://", source, after, colon);
        at = colon;
        if (at < text.length() && text.charAt(at) == ' ') {
            apart();
        }
    }

    private static boolean isMask(char c) {
        return c == 'x' || c == 'X' || c == 't' || c == 'T' || c == '*' || c == '_' || c == '-';
    }

    /// The first character after `://`, however it is written; -1 where there is none.
    private int separator(int from) {
        for (String form : SEPARATORS) {
            if (text.startsWith(form, from)) {
                return from + form.length() - (form.endsWith(" ") ? 1 : 0);
            }
        }
        return -1;
    }

    /// What follows a scheme with spaces around each of its signs: up to the end of the line.
    private void apart() {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        int stop = at;
        boolean sign = true;
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (c != ' ') {
                boolean now = c == '.' || c == '/' || c == '-' || c == '?' || c == '=' || c == '&' || c == ':';
                if (!now && !sign && text.charAt(i - 1) == ' ') {
                    break;
                }
                sign = now;
                stop = i + 1;
            }
        }
        for (int i = at; i < stop; i++) {
            if (text.charAt(i) != ' ') {
                out.add(source, i);
            }
        }
        at = stop;
    }

    /// ` dot ` and ` . ` between the labels of a name or the numbers of an address.
    private void space() {
        if (isGap()) {
            at++; // https://name .test/: the space stands there to disguise it
            return;
        }
        int join = joint(at);
        boolean word = out.length() > 0 && isLabel(out.last());
        if (join < 0 || !word || !isName(at)) {
            out.add(source, at++);
            return;
        }
        while (join > 0) {
            out.add('.', source, at, join);
            at = join;
            while (at < text.length() && isLabel(text.charAt(at))) {
                out.add(source, at++);
            }
            join = joint(at);
        }
        if (text.startsWith(" / ", at)) {
            apart();
        }
    }

    /// A space within the name of a page, before a dot and an end of names as it is.
    private boolean isGap() {
        if (!text.startsWith(" .", at) || out.length() == 0 || !isLabel(out.last())) {
            return false;
        }
        int begin = at;
        while (begin > 0 && at - begin < 100 && (isLabel(text.charAt(begin - 1)) || text.charAt(begin - 1) == '.')) {
            begin--;
        }
        int end = at + 2;
        while (end < text.length() && isLabel(text.charAt(end))) {
            end++;
        }
        return begin > 2
                && text.startsWith("://", begin - 3)
                && ENDS.contains(text.substring(at + 2, end).toLowerCase(java.util.Locale.ROOT));
    }

    /// The first character of the label after a joint that begins here; -1 where there is none.
    private int joint(int from) {
        if (from + 2 >= text.length() || text.charAt(from) != ' ' || ".dDp([kn".indexOf(text.charAt(from + 1)) < 0) {
            return -1;
        }
        for (String form : JOINTS) {
            if (text.startsWith(form, from)
                    && from + form.length() < text.length()
                    && isLabel(text.charAt(from + form.length()))) {
                return from + form.length();
            }
        }
        return -1;
    }

    /// Whether the joints that begin here hold a name together: its last label is a known one, or all are numbers.
    private boolean isName(int from) {
        int i = from;
        int labels = 0;
        String label = "";
        for (int join = joint(i); join > 0 && labels < 12; join = joint(i)) {
            i = join;
            while (i < text.length() && isLabel(text.charAt(i))) {
                i++;
            }
            label = text.substring(join, Math.min(i, join + 64)).toLowerCase(java.util.Locale.ROOT);
            labels++;
        }
        boolean number = !label.isEmpty() && label.chars().allMatch(c -> c >= '0' && c <= '9');
        return ENDS.contains(label) || number && labels == 3 && Character.isDigit(out.last());
    }

    private static boolean isLabel(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }
}
