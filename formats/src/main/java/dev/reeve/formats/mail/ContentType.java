package dev.reeve.formats.mail;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A media type with its parameters, read as leniently as senders write it.
///
/// @param mimeType in lower case; `text/plain` where there is none (RFC 2045 §5.2)
public record ContentType(String mimeType, Map<String, String> parameters) {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w*.-]{1,40})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,1000})\"|([^;\\s]{0,1000}))");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    public ContentType {
        parameters = Map.copyOf(parameters);
    }

    public static ContentType parse(String value) {
        int semicolon = value.indexOf(';');
        String type =
                (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        if (semicolon < 0) {
            return new ContentType(type.isEmpty() ? "text/plain" : type, Map.of());
        }
        Matcher matcher = PARAMETER.matcher(value);
        while (matcher.find() && parameters.size() < 32) {
            String quoted = matcher.group(2);
            String text = quoted == null
                    ? matcher.group(3)
                    : quoted.indexOf('\\') < 0
                            ? quoted
                            : ESCAPED.matcher(quoted).replaceAll("$1");
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            int star = name.indexOf('*');
            parameters.putIfAbsent(star < 0 ? name : name.substring(0, star), text);
        }
        return new ContentType(type.isEmpty() ? "text/plain" : type, parameters);
    }

    /// Empty when there is none.
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
