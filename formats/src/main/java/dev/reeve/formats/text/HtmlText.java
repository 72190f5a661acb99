package dev.reeve.formats.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a reader of an HTML document sees: blocks as lines, cells of a row apart, scripts, styles and hidden parts left
/// out. Where a link leads stands behind its words in `⟨…⟩`, if the words don't say so themselves.
final class HtmlText {
    static final char LINK_OPEN = '\u27E8';
    static final char LINK_CLOSE = '\u27E9';

    /// Longest tag that is read; longer ones are passed over.
    private static final int TAG_LENGTH_MAX = 10_000;

    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "tr",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "table",
            "thead",
            "tbody",
            "pre",
            "blockquote",
            "section",
            "article",
            "header",
            "footer",
            "address",
            "center",
            "form",
            "body",
            "html",
            "br",
            "title");
    private static final Set<String> UNSEEN =
            Set.of("script", "style", "head", "noscript", "template", "svg", "object");
    private static final Set<String> VOID =
            Set.of("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr");
    private static final Map<String, Character> ENTITIES = Map.ofEntries(
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("amp", '&'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("nbsp", ' '),
            Map.entry("ndash", '–'),
            Map.entry("mdash", '—'),
            Map.entry("lsquo", '‘'),
            Map.entry("rsquo", '’'),
            Map.entry("ldquo", '“'),
            Map.entry("rdquo", '”'),
            Map.entry("bull", '•'),
            Map.entry("hellip", '…'),
            Map.entry("copy", '©'),
            Map.entry("reg", '®'),
            Map.entry("trade", '™'),
            Map.entry("laquo", '«'),
            Map.entry("raquo", '»'),
            Map.entry("rarr", '→'),
            Map.entry("larr", '←'),
            Map.entry("middot", '·'),
            Map.entry("euro", '€'),
            Map.entry("auml", 'ä'),
            Map.entry("ouml", 'ö'),
            Map.entry("uuml", 'ü'),
            Map.entry("Auml", 'Ä'),
            Map.entry("Ouml", 'Ö'),
            Map.entry("Uuml", 'Ü'),
            Map.entry("szlig", 'ß'),
            Map.entry("eacute", 'é'),
            Map.entry("egrave", 'è'),
            Map.entry("agrave", 'à'),
            Map.entry("aacute", 'á'),
            Map.entry("iacute", 'í'),
            Map.entry("oacute", 'ó'),
            Map.entry("uacute", 'ú'),
            Map.entry("ntilde", 'ñ'),
            Map.entry("ccedil", 'ç'),
            Map.entry("atilde", 'ã'),
            Map.entry("otilde", 'õ'),
            Map.entry("ecirc", 'ê'),
            Map.entry("acirc", 'â'),
            Map.entry("ocirc", 'ô'),
            Map.entry("ugrave", 'ù'),
            Map.entry("igrave", 'ì'),
            Map.entry("ograve", 'ò'),
            Map.entry("period", '.'),
            Map.entry("colon", ':'),
            Map.entry("lbrack", '['),
            Map.entry("rbrack", ']'),
            Map.entry("sol", '/'),
            Map.entry("commat", '@'),
            Map.entry("num", '#'),
            Map.entry("shy", '\u00AD'),
            Map.entry("zwnj", '\u200B'));

    private final MappedText source;
    private final String text;
    private final MappedText.Builder out;
    private int at;
    private int pre;
    private boolean rowBegun;

    /// The name of the element that hides what follows, and how deep in itself; null where all is seen.
    private @Nullable String hider;

    private int hidden;

    /// Where the open link leads, as a place in the source; -1 where there is none.
    private int linkFrom = -1;

    private int linkTo;
    private int linkWords;

    private HtmlText(MappedText source) {
        this.source = source;
        this.text = source.text();
        this.out = new MappedText.Builder(source.part(), text.length());
    }

    /// Whether a text that says it is plain is a document all the same.
    static boolean isHtml(String text) {
        String begin =
                text.substring(0, Math.min(text.length(), 600)).stripLeading().toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html") || begin.startsWith("<body");
    }

    static MappedText of(MappedText source) {
        HtmlText html = new HtmlText(source);
        while (html.at < html.text.length()) {
            html.step();
        }
        html.closeLink();
        return html.out.build();
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '<' && tag()) {
            return;
        }
        if (hider != null) {
            at++;
        } else if (c == '&' && entity()) {
            return;
        } else if (pre == 0 && (c == '\n' || c == '\t' || c == ' ')) {
            space(at);
            at++;
        } else {
            out.add(source, at++);
        }
    }

    private void space(int index) {
        if (out.last() != ' ' && out.last() != '\n') {
            out.add(' ', source, index, index + 1);
        }
    }

    private boolean entity() {
        int semicolon = text.indexOf(';', at);
        if (semicolon < 0 || semicolon - at > 10) {
            return false;
        }
        String name = text.substring(at + 1, semicolon);
        int code = name.startsWith("#") ? number(name) : ENTITIES.getOrDefault(name, '\0');
        if (code <= 0 || code > 0x10FFFF) {
            return false;
        }
        String shown = code == '\n' ? " " : Character.toString(code);
        out.add(shown, source, at, semicolon + 1);
        at = semicolon + 1;
        return true;
    }

    private static int number(String name) {
        try {
            return name.startsWith("#x") || name.startsWith("#X")
                    ? Integer.parseInt(name.substring(2), 16)
                    : Integer.parseInt(name.substring(1));
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    /// Reads a tag or comment; false where the sign stands for itself.
    private boolean tag() {
        if (text.startsWith("<!--", at)) {
            int end = text.indexOf("-->", at + 4);
            at = end < 0 ? text.length() : end + 3;
            return true;
        }
        int name = at + (at + 1 < text.length() && text.charAt(at + 1) == '/' ? 2 : 1);
        if (name >= text.length() || !isLetter(text.charAt(name)) && text.charAt(name) != '!') {
            return false;
        }
        int end = endOfTag(name);
        if (end < 0) {
            return false;
        }
        int nameEnd = name;
        while (nameEnd < end && (Character.isLetterOrDigit(text.charAt(nameEnd)))) {
            nameEnd++;
        }
        if (nameEnd < end && (text.charAt(nameEnd) == '@' || text.charAt(nameEnd) == ':' && nameEnd - name > 2)) {
            return false; // <name@host> and <http://…> in text that isn't quite HTML
        }
        String element = text.substring(name, nameEnd).toLowerCase(Locale.ROOT);
        boolean closing = name == at + 2;
        if (hider != null) {
            hide(element, closing);
        } else if (closing) {
            close(element);
        } else {
            open(element, nameEnd, end);
        }
        at = end + 1;
        return true;
    }

    /// The closing sign, quoted values passed over; -1 where there is none near.
    private int endOfTag(int from) {
        char quote = 0;
        for (int i = from; i < text.length() && i < from + TAG_LENGTH_MAX; i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && text.charAt(i - 1) == '=') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return -1;
    }

    private void hide(String element, boolean closing) {
        if (element.equals(hider) && !VOID.contains(element)) {
            hidden += closing ? -1 : 1;
            if (hidden == 0) {
                hider = null;
            }
        }
    }

    private void open(String element, int from, int to) {
        boolean selfClosing = text.charAt(to - 1) == '/';
        if (!VOID.contains(element) && !selfClosing && (UNSEEN.contains(element) || isHidden(from, to))) {
            hider = element;
            hidden = 1;
        } else if (element.equals("td") || element.equals("th")) {
            if (rowBegun) {
                out.add(" | ", source, at, to + 1);
            }
            rowBegun = true;
        } else if (element.equals("a")) {
            closeLink();
            openLink(from, to);
        } else if (BLOCKS.contains(element)) {
            line(element);
        }
        pre += element.equals("pre") && !selfClosing ? 1 : 0;
    }

    private void close(String element) {
        if (element.equals("a")) {
            closeLink();
        } else if (BLOCKS.contains(element) && !element.equals("br")) {
            line(element);
        }
        pre -= element.equals("pre") && pre > 0 ? 1 : 0;
    }

    private void line(String element) {
        rowBegun = element.equals("tr") || element.equals("table") ? false : rowBegun;
        if (rowBegun && !element.equals("br")) {
            space(at);
            return; // blocks within a cell don't break the row
        }
        if (rowBegun) {
            space(at);
        } else if (out.last() != '\n' || element.equals("br") || element.equals("p")) {
            out.add('\n', source, at, at + 1);
        }
    }

    private boolean isHidden(int from, int to) {
        String attributes = text.substring(from, to).toLowerCase(Locale.ROOT).replace(" ", "");
        return attributes.contains("display:none")
                || attributes.contains("visibility:hidden")
                || attributes.contains("font-size:0;")
                || attributes.contains("font-size:0px")
                || attributes.contains("mso-hide:all");
    }

    private void openLink(int from, int to) {
        int href = text.indexOf("href", from);
        href = href < 0 || href > to ? text.indexOf("HREF", from) : href;
        if (href < 0 || href > to) {
            return;
        }
        int i = href + 4;
        while (i < to && (text.charAt(i) == ' ' || text.charAt(i) == '=')) {
            i++;
        }
        char quote = i < to ? text.charAt(i) : ' ';
        boolean quoted = quote == '"' || quote == '\'';
        int begin = quoted ? i + 1 : i;
        int end = begin;
        while (end < to && (quoted ? text.charAt(end) != quote : text.charAt(end) != ' ')) {
            end++;
        }
        linkFrom = begin;
        linkTo = end;
        linkWords = out.length();
    }

    private void closeLink() {
        if (linkFrom < 0) {
            return;
        }
        String target = text.substring(linkFrom, linkTo).strip();
        String words = out.tail(linkWords);
        boolean web = target.regionMatches(true, 0, "http", 0, 4)
                || target.regionMatches(true, 0, "hxxp", 0, 4)
                || target.startsWith("ftp");
        String bare = target.replaceFirst("^[a-zA-Z]+://", "").replace("&amp;", "&");
        if (web && !words.contains(bare)) {
            out.add(LINK_OPEN, source, linkFrom, linkFrom + 1);
            int from = linkFrom;
            while (from < linkTo) {
                boolean ampersand = text.startsWith("&amp;", from);
                out.add(text.charAt(from), source, from, from + 1);
                from += ampersand ? 5 : 1;
            }
            out.add(LINK_CLOSE, source, linkTo - 1, linkTo);
        }
        linkFrom = -1;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
