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

    public ContentType {
        parameters = Map.copyOf(parameters);
    }

    public static ContentType parse(String value) {
        int semicolon = value.indexOf(';');
        String type =
                (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(value);
        while (matcher.find() && parameters.size() < 32) {
            String text = matcher.group(2) != null ? matcher.group(2).replaceAll("\\\\(.)", "$1") : matcher.group(3);
            parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT).replaceFirst("\\*.*", ""), text);
        }
        return new ContentType(type.isEmpty() ? "text/plain" : type, parameters);
    }

    /// Empty when there is none.
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
