package dev.reeve.formats.text;

import java.util.regex.Pattern;

/// Joins lines that a mail program broke: `format=flowed` (RFC 3676), where a line that ends in a space goes on, an
/// address in angle brackets that was broken for its length, and one that fills its line and goes on in the next.
final class FlowedText {
    /// Narrower texts break no URL.
    private static final int FULL_MIN = 70;

    /// Where mail programs break a line, whatever the lines around it are.
    private static final int MARGIN_MIN = 76;

    private static final int MARGIN_MAX = 80;

    private static final Pattern URL = Pattern.compile("(?i)[ \\t>*-]{0,6}h(?:tt|xx)ps?\\[?:]?//\\S{40,}");
    private static final Pattern REST = Pattern.compile("(?=.*[/?&=%_]|[a-z0-9.]{1,4}$)[\\w./?&=%~+#:;,-]+");
    private static final Pattern NAMES =
            Pattern.compile("(?i)^(?:https?:|hxxps?:|www\\.|\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{4}-\\d\\d|[0-9a-f]{32,}$)");

    private FlowedText() {}

    /// @param deleteSpace `DelSp=yes`: the space before the break was added; but a URL that begins a line is a word
    static MappedText flowed(MappedText source, boolean deleteSpace) {
        String text = source.text();
        MappedText.Builder out = new MappedText.Builder(source.part(), text.length());
        int line = 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            int next = Math.min(end + 1, text.length());
            boolean signature = text.startsWith("-- \n", line);
            boolean soft = end > line
                    && text.charAt(end - 1) == ' '
                    && !signature
                    && next < text.length()
                    && depth(text, line) == depth(text, next);
            int stop = soft && deleteSpace && !text.startsWith("http", next) ? end - 1 : end;
            out.add(source, line, stop);
            if (soft) {
                next += depth(text, next);
                next += next < text.length() && text.charAt(next) == ' ' && depth(text, line) > 0 ? 1 : 0;
            } else if (end < text.length()) {
                out.add(source, end);
            }
            line = next;
        }
        return out.build();
    }

    private static int depth(String text, int line) {
        int i = line;
        while (i < text.length() && text.charAt(i) == '>') {
            i++;
        }
        return i - line;
    }

    /// A URL in angle brackets may be broken anywhere (RFC 3986 appendix C).
    static MappedText bracketed(MappedText source) {
        String text = source.text();
        int open = text.indexOf("<http");
        if (open < 0) {
            return source;
        }
        MappedText.Builder out = new MappedText.Builder(source.part(), text.length());
        int done = 0;
        while (open >= 0) {
            int close = text.indexOf('>', open);
            boolean near = close > 0 && close - open < 2_000 && breaks(text, open, close);
            int to = near ? close : open + 1;
            for (int i = done; i < to; i++) {
                boolean dropped =
                        near && i > open && (text.charAt(i) == '\n' || text.charAt(i) == ' ' || text.charAt(i) == '\t');
                if (!dropped) {
                    out.add(source, i);
                }
            }
            done = to;
            open = text.indexOf("<http", to);
        }
        out.add(source, done, text.length());
        return out.build();
    }

    /// A URL at the beginning of a line that fills it, and the rest of it alone in the next: the mail program broke it.
    static MappedText wrapped(MappedText source) {
        String text = source.text();
        if (!text.contains("//")) {
            return source;
        }
        int longest = text.lines().mapToInt(String::length).max().orElse(0);
        if (longest < FULL_MIN) {
            return source;
        }
        MappedText.Builder out = new MappedText.Builder(source.part(), text.length());
        int line = 0;
        while (line < text.length()) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end;
            out.add(source, line, end);
            int length = end - line;
            boolean full = length >= FULL_MIN && length >= longest - 2
                    || length >= MARGIN_MIN && length <= MARGIN_MAX && isLastOfParagraph(text, end + 1);
            if (end < text.length() && !(full && isUrl(text.substring(line, end)) && isRest(text, end + 1))) {
                out.add(source, end);
            }
            line = end + 1;
        }
        return out.build();
    }

    /// Whether a line is the last before a blank one.
    private static boolean isLastOfParagraph(String text, int line) {
        int end = text.indexOf('\n', line);
        if (end < 0) {
            return true;
        }
        int next = text.indexOf('\n', end + 1);
        return text.substring(end, next < 0 ? text.length() : next).isBlank();
    }

    private static boolean isUrl(String line) {
        return URL.matcher(line).matches();
    }

    /// One word that no sentence has, and that names nothing by itself.
    private static boolean isRest(String text, int from) {
        int end = text.indexOf('\n', from);
        String line = text.substring(from, end < 0 ? text.length() : end);
        return REST.matcher(line).matches() && !NAMES.matcher(line).find();
    }

    /// Whether there are line breaks, and only few and nothing else that a URL can't have.
    private static boolean breaks(String text, int open, int close) {
        int lines = 0;
        for (int i = open; i < close; i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
            if (i > open && text.charAt(i) == '<'
                    || text.charAt(i) == ' ' && text.charAt(i - 1) != '\n' && text.charAt(i - 1) != ' ') {
                return false;
            }
        }
        return lines > 0 && lines < 30;
    }
}
