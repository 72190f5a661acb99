package dev.reeve.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Turns composed YAML into maps, lists and words, and remembers the line of every path.
final class YamlTree {
    /// Settings are three or four deep.
    private static final int DEPTH_MAX = 20;

    private final Map<String, Integer> lines = new HashMap<>();

    Map<String, Object> map(String path, MappingNode node) {
        if (path.chars().filter(c -> c == '.').count() > DEPTH_MAX) {
            throw new YamlEngineException("nested more than " + DEPTH_MAX + " deep");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new YamlEngineException("a name is a list or a map");
            }
            String below = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            int line = key.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            if (map.containsKey(key.getValue())) {
                throw new YamlEngineException("line " + line + ": " + below + " stands there twice");
            }
            lines.put(below, line);
            Object value = value(below, tuple.getValueNode());
            if (value != null) {
                map.put(key.getValue(), value);
            }
        }
        return map;
    }

    private @Nullable Object value(String path, Node node) {
        return switch (node) {
            case MappingNode mapping -> map(path, mapping);
            case SequenceNode sequence -> {
                List<Object> list = new ArrayList<>();
                for (Node each : sequence.getValue()) {
                    Object value = value(path + ".", each);
                    if (value != null) {
                        list.add(value);
                    }
                }
                yield list;
            }
            case ScalarNode scalar -> scalar(scalar);
            case AnchorNode anchor -> value(path, anchor.getRealNode());
            default -> throw new YamlEngineException("a kind of YAML that settings don't have");
        };
    }

    private static @Nullable Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        return scalar.getTag().equals(Tag.INT) && text.matches("-?(0|[1-9][0-9]{0,17})") ? Long.valueOf(text) : text;
    }

    /// The line of a setting, or of what it should stand below.
    int line(String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }
}
