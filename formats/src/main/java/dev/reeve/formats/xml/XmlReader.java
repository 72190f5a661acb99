package dev.reeve.formats.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an element and what is in it out of any text, leniently: notices are written by programs that join
/// strings, with bare ampersands, tags left open and prose around them.
///
/// There is no document type here, so no entity can be declared, expanded or fetched: `&amp;` and its four
/// siblings and numbers are all that is known. A library was not taken because it hands out neither bytes nor
/// anything of a document that is broken at its end.
public final class XmlReader {
    /// Deepest nesting: notices have six.
    static final int DEPTH_MAX = 40;

    /// Most elements: a report of a day with 10,000 addresses has about 200,000.
    static final int ELEMENTS_MAX = 400_000;

    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w:.-]{1,80})\\s{0,20}=\\s{0,20}(?:\"([^\"<]{0,2000})\"|'([^'<]{0,2000})')");
    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);");

    private final String source;
    private int at;
    private int elements;

    private XmlReader(String source, int at) {
        this.source = source;
        this.at = at;
    }

    /// @param tag name of the element, without namespace
    /// @param from where to look from
    /// @return the first one, and nothing of what follows it; empty when there is none
    public static Optional<Found> find(String source, String tag, int from) {
        Pattern open =
                Pattern.compile("<(?:[\\w.-]{1,40}:)?" + Pattern.quote(tag) + "(?=[\\s>/])", Pattern.CASE_INSENSITIVE);
        Matcher matcher = open.matcher(source);
        if (from >= source.length() || !matcher.find(from)) {
            return Optional.empty();
        }
        XmlReader reader = new XmlReader(source, matcher.start());
        XmlElement element = reader.element(0);
        return Optional.of(new Found(element, matcher.start(), reader.at));
    }

    /// @param end index after it
    public record Found(XmlElement element, int begin, int end) {}

    /// At its opening bracket.
    private XmlElement element(int depth) {
        elements++;
        int close = tagEnd(at);
        String tag = source.substring(at + 1, close);
        boolean empty = tag.endsWith("/");
        String name = localName(tag);
        Map<String, String> attributes = attributes(tag);
        at = Math.min(close + 1, source.length());
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        int textAt = at;
        int textEnd = at;
        boolean begun = false;
        while (!empty && at < source.length()) {
            int next = source.indexOf('<', at);
            next = next < 0 ? source.length() : next;
            if (next > at) {
                String piece = source.substring(at, next);
                if (!piece.isBlank()) {
                    textAt = begun ? textAt : at + leading(piece);
                    textEnd = next - trailing(piece);
                    begun = true;
                    text.append(decode(piece));
                }
                at = next;
                continue;
            }
            if (source.startsWith("<![CDATA[", at)) {
                int end = source.indexOf("]]>", at);
                end = end < 0 ? source.length() : end;
                String piece = source.substring(Math.min(at + 9, end), end);
                textAt = begun ? textAt : at + 9 + leading(piece);
                textEnd = end - trailing(piece);
                begun = true;
                text.append(piece);
                at = Math.min(end + 3, source.length());
            } else if (source.startsWith("<!--", at)) {
                int end = source.indexOf("-->", at);
                at = end < 0 ? source.length() : end + 3;
            } else if (source.startsWith("</", at)) {
                int end = tagEnd(at);
                String closed = localName(source.substring(Math.min(at + 2, end), end));
                if (closed.equals(name) || depth == 0) {
                    at = Math.min(end + 1, source.length());
                }
                if (closed.equals(name) || depth > 0) {
                    break;
                }
            } else if (isTag(at) && depth < DEPTH_MAX && elements < ELEMENTS_MAX) {
                children.add(element(depth + 1));
            } else {
                text.append('<');
                at++;
            }
        }
        return new XmlElement(
                name, attributes, text.toString().strip(), textAt, Math.max(0, textEnd - textAt), children);
    }

    private boolean isTag(int bracket) {
        return bracket + 1 < source.length() && Character.isLetter(source.charAt(bracket + 1));
    }

    /// Index of the closing bracket, quotes minded; the end where there is none.
    private int tagEnd(int from) {
        char quote = 0;
        for (int i = from + 1; i < source.length() && i < from + 20_000; i++) {
            char c = source.charAt(i);
            if (quote == 0 && c == '>') {
                return i;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        int plain = source.indexOf('>', from);
        return plain < 0 ? source.length() : plain;
    }

    private static String localName(String tag) {
        int end = 0;
        while (end < tag.length() && !Character.isWhitespace(tag.charAt(end)) && tag.charAt(end) != '/') {
            end++;
        }
        String name = tag.substring(0, end);
        return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(tag.length() > 20_000 ? tag.substring(0, 20_000) : tag);
        while (matcher.find() && attributes.size() < 100) {
            String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            String name = matcher.group(1);
            attributes.putIfAbsent(
                    name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT), decode(value == null ? "" : value));
        }
        return attributes;
    }

    private static int leading(String piece) {
        int i = 0;
        while (i < piece.length() && Character.isWhitespace(piece.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int trailing(String piece) {
        int i = piece.length();
        while (i > 0 && Character.isWhitespace(piece.charAt(i - 1))) {
            i--;
        }
        return piece.length() - i;
    }

    private static String decode(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return ENTITY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(entity(match.group(1))));
    }

    private static String entity(String name) {
        return switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> character(name);
        };
    }

    private static String character(String number) {
        boolean hex = number.charAt(1) == 'x' || number.charAt(1) == 'X';
        int code = hex ? Integer.parseInt(number.substring(2), 16) : Integer.parseInt(number.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : "\uFFFD";
    }
}
