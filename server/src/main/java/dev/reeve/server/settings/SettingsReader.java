package dev.reeve.server.settings;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads `reeve.yaml` against {@link Keys}, finding everything that is wrong in one go.
final class SettingsReader {
    /// A settings file is written by hand; more than this is another file.
    private static final int CHARS_MAX = 1_000_000;

    /// Deepest nesting of a raw section.
    private static final int DEPTH_MAX = 20;

    private final String file;
    private final Map<String, Key> keys;
    private final Map<String, Object> values = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private SettingsReader(String file, List<Key> keys) {
        this.file = file;
        this.keys = keys.stream().collect(Collectors.toMap(Key::path, key -> key, (a, b) -> a, LinkedHashMap::new));
    }

    /// @param path null for no file at all
    /// @return the value of every key that is set or has a default
    static Map<String, Object> read(@Nullable Path path, Map<String, String> environment, List<Key> keys) {
        String name = path == null || path.getFileName() == null
                ? "reeve.yaml"
                : path.getFileName().toString();
        SettingsReader reader = new SettingsReader(name, keys);
        if (path != null) {
            reader.readFile(path);
        }
        reader.readEnvironment(environment);
        reader.fillDefaults();
        if (!reader.problems.isEmpty()) {
            throw SetupException.of(reader.problems);
        }
        return reader.values;
    }

    private void readFile(Path path) {
        try {
            String text = Files.readString(path);
            LoadSettings how = LoadSettings.builder()
                    .setLabel(file)
                    .setCodePointLimit(CHARS_MAX)
                    .build();
            Optional<Node> root = new Compose(how).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode top) {
                section("", top);
            } else if (root.isPresent() && !isEmpty(root.get())) {
                wrong(root.get(), "the file is not a list of settings", "lines such as `policy: my-policy.yaml`");
            }
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark().map(this::place).orElse(file);
            problems.add(new Problem(place, "this is not YAML: " + e.getProblem(), "key: value, indented by spaces"));
        } catch (YamlEngineException e) {
            problems.add(new Problem(file, "this is not YAML: " + e.getMessage(), "key: value, indented by spaces"));
        } catch (MalformedInputException e) {
            problems.add(new Problem(file, "the file is not in UTF-8", "the same text, saved as UTF-8"));
        } catch (IOException e) {
            throw new SetupException(
                    "the settings " + path + " can't be read (" + e.getClass().getSimpleName()
                            + "); check the path and its permissions",
                    e);
        }
    }

    private void section(String prefix, MappingNode section) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : section.getValue()) {
            String word = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String path = prefix.isEmpty() ? word : prefix + "." + word;
            Key key = keys.get(path);
            if (!seen.add(word)) {
                wrong(entry.getKeyNode(), path + " stands here a second time", "it once");
            } else if (key != null) {
                value(key, entry.getValueNode());
            } else if (keys.values().stream().noneMatch(k -> k.isWithin(path))) {
                unknown(prefix, path, entry.getKeyNode());
            } else if (entry.getValueNode() instanceof MappingNode inner) {
                section(path, inner);
            } else if (!isEmpty(entry.getValueNode())) {
                wrong(entry.getValueNode(), path + " is a section", path + ": with its keys indented below");
            }
        }
    }

    private void unknown(String prefix, String path, Node where) {
        List<String> siblings = keys.keySet().stream()
                .filter(k -> prefix.isEmpty() || k.startsWith(prefix + "."))
                .map(k -> prefix.isEmpty() ? k : k.substring(prefix.length() + 1))
                .map(k -> k.indexOf('.') < 0 ? k : k.substring(0, k.indexOf('.')))
                .distinct()
                .toList();
        String word = prefix.isEmpty() ? path : path.substring(prefix.length() + 1);
        String write = Spelling.nearest(word, siblings).orElseGet(() -> "one of " + String.join(", ", siblings));
        wrong(where, "there is no setting " + path, write);
    }

    private void value(Key key, Node node) {
        if (isEmpty(node)) {
            return;
        }
        switch (key.shape()) {
            case Shape.One one -> one(key.path(), one, node).ifPresent(v -> values.put(key.path(), v));
            case Shape.Several several -> several(key, several, node);
            case Shape.Numbers numbers -> numbers(key, numbers, node);
            case Shape.Raw raw -> raw(key, node);
        }
    }

    private Optional<Object> one(String path, Shape.One shape, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            wrong(node, path + " is one value", shape.phrase());
            return Optional.empty();
        }
        try {
            return Optional.of(shape.parse(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            wrong(node, path + " can't be " + quoted(scalar.getValue()), shape.phrase());
            return Optional.empty();
        }
    }

    private void several(Key key, Shape.Several shape, Node node) {
        List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        values.put(
                key.path(),
                items.stream()
                        .flatMap(item -> one(key.path(), shape.each(), item).stream())
                        .toList());
    }

    private void numbers(Key key, Shape.Numbers shape, Node node) {
        if (!(node instanceof MappingNode map)) {
            wrong(node, key.path() + " is a section", shape.phrase());
            return;
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!shape.names().contains(name)) {
                String write = Spelling.nearest(name, shape.names())
                        .orElseGet(() -> "one of " + String.join(", ", shape.names()));
                wrong(entry.getKeyNode(), "there is no limit " + name, write);
                continue;
            }
            one(key.path() + "." + name, new Shape.Whole(0, shape.max()), entry.getValueNode())
                    .ifPresent(number -> numbers.put(name, (Integer) number));
        }
        values.put(key.path(), Map.copyOf(numbers));
    }

    private void raw(Key key, Node node) {
        Map<String, String> places = new HashMap<>();
        values.put(key.path(), new RawSection(plain("", node, places, 0), places));
    }

    private Object plain(String path, Node node, Map<String, String> places, int depth) {
        node.getStartMark().ifPresent(mark -> places.put(path, place(mark)));
        if (depth > DEPTH_MAX) {
            wrong(node, "this is nested too deep", "at most " + DEPTH_MAX + " levels");
            return "";
        }
        return switch (node) {
            case MappingNode map -> plainMap(path, map, places, depth);
            case SequenceNode list -> {
                List<Object> items = new ArrayList<>();
                for (Node item : list.getValue()) {
                    items.add(plain(path + "[" + items.size() + "]", item, places, depth + 1));
                }
                yield List.copyOf(items);
            }
            case ScalarNode scalar -> scalar.getValue();
            default -> "";
        };
    }

    private Map<String, Object> plainMap(String path, MappingNode map, Map<String, String> places, int depth) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String word = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String inner = path.isEmpty() ? word : path + "." + word;
            if (plain.containsKey(word)) {
                wrong(entry.getKeyNode(), inner + " stands here a second time", "it once");
            }
            plain.put(word, plain(inner, entry.getValueNode(), places, depth + 1));
        }
        return java.util.Collections.unmodifiableMap(plain);
    }

    private void readEnvironment(Map<String, String> environment) {
        for (Key key : keys.values()) {
            String text = key.variable() == null ? null : environment.get(key.variable());
            if (text == null || text.isBlank() || !(key.shape() instanceof Shape.One one)) {
                continue;
            }
            try {
                values.put(key.path(), one.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(
                        String.valueOf(key.variable()), key.path() + " can't be " + quoted(text), one.phrase()));
            }
        }
    }

    private void fillDefaults() {
        for (Key key : keys.values()) {
            String text = key.otherwise();
            if (text == null || values.containsKey(key.path())) {
                continue;
            }
            if (key.shape() instanceof Shape.One one) {
                values.put(key.path(), one.parse(text));
            } else if (key.shape() instanceof Shape.Several several) {
                values.put(key.path(), List.of(several.each().parse(text)));
            }
        }
        problems.sort(Comparator.comparing(Problem::place, SettingsReader::byLine));
    }

    /// Orders `reeve.yaml:9:1` before `reeve.yaml:10:1`.
    private static int byLine(String a, String b) {
        return padded(a).compareTo(padded(b));
    }

    private static String padded(String place) {
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(place)
                .replaceAll(number -> "0".repeat(Math.max(0, 9 - number.group().length())) + number.group());
    }

    private void wrong(Node where, String what, String write) {
        String place = where.getStartMark().map(this::place).orElse(file);
        problems.add(new Problem(place, what, write));
    }

    private String place(Mark mark) {
        return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
    }

    /// `key:` with nothing after it is as good as no key.
    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getValue().isEmpty()
                && scalar.getScalarStyle() == org.snakeyaml.engine.v2.common.ScalarStyle.PLAIN;
    }

    private static String quoted(String text) {
        return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
    }
}
