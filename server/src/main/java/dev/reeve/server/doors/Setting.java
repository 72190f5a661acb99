package dev.reeve.server.doors;

import dev.reeve.server.settings.RawSection;
import dev.reeve.server.settings.SetupException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One named entry of a section of doors, read with errors that name line, setting and what to write.
record Setting(RawSection section, String sectionName, String name, Map<String, String> values) {
    private static final Pattern LENGTH = Pattern.compile("([0-9]{1,6}) ?(s|m|h|d)");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");

    Setting(RawSection section, String sectionName, String name, Object value) {
        this(section, sectionName, name, texts(section, sectionName, name, value));
    }

    private static Map<String, String> texts(RawSection section, String sectionName, String name, Object value) {
        if (!(value instanceof Map<?, ?> map) || !NAME.matcher(name).matches()) {
            throw new SetupException(section.place(name) + ": " + sectionName + "." + name
                    + " is a name of small letters, digits and dashes with settings below it");
        }
        Map<String, String> texts = new HashMap<>();
        map.forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
        return Map.copyOf(texts);
    }

    void only(String... known) {
        values.keySet().stream()
                .filter(key -> !List.of(known).contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw wrong(key, "is no setting of it; there are " + String.join(", ", known));
                });
    }

    String required(String key, String example) {
        String text = values.getOrDefault(key, "");
        if (text.isBlank()) {
            throw wrong(key, "is missing; write, say, " + example);
        }
        return text;
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    int port(String key, int otherwise) {
        String text = values.getOrDefault(key, String.valueOf(otherwise));
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw wrong(key, "is a port from 1 to 65535, not " + text);
        }
        return port;
    }

    String choice(String key, String... words) {
        String text = values.getOrDefault(key, words[0]);
        if (!List.of(words).contains(text)) {
            throw wrong(key, "is one of " + String.join(", ", words) + ", not " + text);
        }
        return text;
    }

    Duration length(String key, String otherwise) {
        String text = values.getOrDefault(key, otherwise);
        Matcher m = LENGTH.matcher(text);
        if (!m.matches()) {
            throw wrong(key, "is a length of time such as 15 m or 6 h, not " + text);
        }
        long count = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    SetupException wrong(String key, String why) {
        String path = name + "." + key;
        return new SetupException(section.place(path) + ": " + sectionName + "." + path + " " + why);
    }
}
