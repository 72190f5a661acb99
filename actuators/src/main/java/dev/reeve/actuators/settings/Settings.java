package dev.reeve.actuators.settings;

import dev.reeve.core.actions.UndoableBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One section of an operator's settings, read by name. {@link #finish()} refuses what nobody asked for, so that a
/// mistyped name is never silently without effect.
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private final String path;
    private final Map<String, Object> values;
    private final Set<String> asked = new TreeSet<>();

    public Settings(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    /// The settings of a lever, under `levers.NAME`.
    public static Settings ofLever(String name, Map<String, Object> values) {
        Map<String, Object> own = new LinkedHashMap<>(values);
        own.remove("type");
        return new Settings("levers." + name, own);
    }

    public String path(String name) {
        return path + "." + name;
    }

    public boolean has(String name) {
        asked.add(name);
        return values.get(name) != null;
    }

    public String text(String name, String remedy) {
        return findText(name).orElseThrow(() -> missing(name, remedy));
    }

    public Optional<String> findText(String name) {
        return find(name).map(value -> scalar(name, value));
    }

    public String word(String name, String otherwise, Set<String> words) {
        String word = findText(name).orElse(otherwise);
        if (!words.contains(word)) {
            throw wrong(name, "is \"" + word + '"', "write one of " + String.join(", ", new TreeSet<>(words)));
        }
        return word;
    }

    public boolean flag(String name, boolean otherwise) {
        return Boolean.parseBoolean(word(name, Boolean.toString(otherwise), Set.of("true", "false")));
    }

    /// Reads `undoable-by`: who besides us can take back what the lever does.
    public UndoableBy undoableBy() {
        String word = word("undoable-by", "only-us", Set.of("only-us", "client", "reseller", "billing"));
        return UndoableBy.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public int number(String name, int otherwise, int least, int most) {
        String text = findText(name).orElse(Integer.toString(otherwise));
        boolean digits = text.length() <= 10 && text.matches("-?[0-9]+");
        if (!digits || Long.parseLong(text) < least || Long.parseLong(text) > most) {
            throw wrong(name, "is \"" + text + '"', "write a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    /// Reads `250ms`, `10s`, `5m`, `2h` or `1d`.
    public Duration duration(String name, Duration otherwise, Duration most) {
        Optional<String> text = findText(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text.get());
        if (!matcher.matches()) {
            throw wrong(name, "is \"" + text.get() + '"', "write a length of time such as 250ms, 10s, 5m, 2h or 1d");
        }
        Duration duration =
                Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), millis(matcher.group(2))));
        if (duration.isZero() || duration.compareTo(most) > 0) {
            throw wrong(
                    name, "is \"" + text.get() + '"', "write more than nothing and at most " + most.toSeconds() + "s");
        }
        return duration;
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    /// A list of words; one word alone is a list of one.
    public List<String> texts(String name) {
        Object value = find(name).orElse(List.of());
        if (!(value instanceof List<?> list)) {
            return List.of(scalar(name, value));
        }
        List<String> texts = new ArrayList<>();
        for (Object each : list) {
            texts.add(scalar(name, each));
        }
        return List.copyOf(texts);
    }

    public List<String> requiredTexts(String name, String remedy) {
        List<String> texts = texts(name);
        if (texts.isEmpty()) {
            throw missing(name, remedy);
        }
        return texts;
    }

    /// The values by name, as text, in the file's order.
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        section(name).values.forEach((key, value) -> texts.put(key, scalar(name + "." + key, value)));
        return texts;
    }

    /// A section below this one; empty when it is not there.
    public Settings section(String name) {
        Object value = find(name).orElse(Map.of());
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "is one value", "write a section with names and values");
        }
        Map<String, Object> inner = new LinkedHashMap<>();
        map.forEach((key, each) -> inner.put(String.valueOf(key), each));
        return new Settings(path(name), inner);
    }

    public Settings requiredSection(String name, String remedy) {
        if (!has(name)) {
            throw missing(name, remedy);
        }
        return section(name);
    }

    /// A value of any shape, such as the tree of a JSON body.
    public Optional<Object> find(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name));
    }

    public Optional<Pattern> pattern(String name) {
        return findText(name).map(text -> compile(name, text));
    }

    public Pattern compile(String name, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw wrong(name, "is no regular expression (" + e.getDescription() + ")", "write one in Java's syntax");
        }
    }

    /// Call last.
    public void finish() {
        for (String name : values.keySet()) {
            if (!asked.contains(name)) {
                throw wrong(name, "is no setting here", "write one of " + String.join(", ", asked));
            }
        }
    }

    public SettingException wrong(String name, String problem, String remedy) {
        return new SettingException(path(name), problem, remedy);
    }

    private SettingException missing(String name, String remedy) {
        return wrong(name, "is missing", remedy);
    }

    private String scalar(String name, Object value) {
        return switch (value) {
            case String text -> text;
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> throw wrong(name, "has more than one value", "write one");
        };
    }
}
