package dev.reeve.rules.yaml;

import dev.reeve.rules.yaml.YamlNode.Entry;
import dev.reeve.rules.yaml.YamlNode.Mapping;
import dev.reeve.rules.yaml.YamlNode.Scalar;
import dev.reeve.rules.yaml.YamlNode.Sequence;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document into a tree with positions. Anchors, aliases, tags and further documents are
/// refused: a policy is read by people, and each value stands where it counts.
public final class YamlTree {
    /// Largest file: the shipped policy has about 60 kB; more than this is a mistake, not a policy.
    public static final int SIZE_BYTES_MAX = 2_000_000;

    /// Deepest nesting: the deepest thing in a policy or a worked case has 6 levels.
    public static final int DEPTH_MAX = 16;

    /// Most values in one file: 40 times the shipped policy.
    public static final int NODES_MAX = 100_000;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(SIZE_BYTES_MAX).build();

    private final Iterator<Event> events;
    private int nodes;

    private YamlTree(Iterator<Event> events) {
        this.events = events;
    }

    /// What came of reading a file.
    public sealed interface Outcome {}

    public record Read(YamlText text, Mapping root) implements Outcome {}

    /// The file is no YAML that we read.
    public record Unreadable(Mark at, String message, String remedy) implements Outcome {}

    public static Outcome parse(byte[] bytes) {
        if (bytes.length > SIZE_BYTES_MAX) {
            return new Unreadable(
                    Mark.START,
                    "the file has " + bytes.length + " bytes, more than " + SIZE_BYTES_MAX,
                    "a smaller file; split worked cases by clause");
        }
        YamlText text;
        try {
            text = YamlText.decode(bytes);
        } catch (CharacterCodingException e) {
            return new Unreadable(Mark.START, "the file is not UTF-8 text", "the file saved as UTF-8");
        }
        try {
            YamlNode root =
                    new YamlTree(new Parse(SETTINGS).parseString(text.text()).iterator()).document();
            return root instanceof Mapping mapping
                    ? new Read(text, mapping)
                    : new Unreadable(root.at(), "the file holds " + root.called(), "keys, as in `policy:`");
        } catch (Refusal refusal) {
            return new Unreadable(refusal.at, refusal.message, refusal.remedy);
        } catch (MarkedYamlEngineException e) {
            Mark at = e.getProblemMark().map(YamlTree::mark).orElse(Mark.START);
            return new Unreadable(
                    at, "this is no YAML: " + problem(e), "check the indentation, colons and quotes here");
        } catch (YamlEngineException e) {
            return new Unreadable(
                    Mark.START, "this is no YAML: " + firstLine(e.getMessage()), "text without control characters");
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        return Optional.ofNullable(e.getProblem()).map(YamlTree::firstLine).orElse("it cannot be read");
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String message) {
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
    }

    private YamlNode document() {
        events.next(); // stream start
        Event first = events.next();
        if (first.getEventId() != Event.ID.DocumentStart) {
            throw new Refusal(mark(first), "the file is empty", "`policy:` and what follows it");
        }
        YamlNode root = node(events.next(), 0);
        events.next(); // document end
        Event last = events.next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw new Refusal(mark(last), "a second document begins here", "one document in one file, without `---`");
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        Mark at = mark(event);
        if (event instanceof AliasEvent
                || event instanceof NodeEvent named && named.getAnchor().isPresent()) {
            throw new Refusal(at, "anchors and aliases are not read", "the value itself, where it counts");
        }
        refuseTag(event, at);
        if (depth > DEPTH_MAX) {
            throw new Refusal(at, "this is nested deeper than " + DEPTH_MAX + " levels", "a flatter file");
        }
        if (++nodes > NODES_MAX) {
            throw new Refusal(at, "the file has more than " + NODES_MAX + " values", "a smaller file");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, at);
            case SequenceStartEvent start -> sequence(at, depth);
            case MappingStartEvent start -> mapping(at, depth);
            default -> throw new Refusal(at, "this is not expected here", "a value");
        };
    }

    private static void refuseTag(Event event, Mark at) {
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        if (tag.isPresent()) {
            throw new Refusal(at, "tags are not read", "the value without `" + tag.get() + "`");
        }
    }

    private static Scalar scalar(ScalarEvent event, Mark at) {
        boolean block = event.getScalarStyle().toString().equals("|")
                || event.getScalarStyle().toString().equals(">");
        int start = event.getStartMark().map(m -> m.getIndex()).orElse(0);
        return new Scalar(at, event.getValue(), start, block);
    }

    private Sequence sequence(Mark at, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(node(e, depth + 1));
        }
        return new Sequence(at, items);
    }

    private Mapping mapping(Mark at, int depth) {
        List<Entry> entries = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            if (!(node(e, depth + 1) instanceof Scalar key)) {
                throw new Refusal(mark(e), "a key is a single word", "a word followed by a colon");
            }
            entries.add(new Entry(key, node(events.next(), depth + 1)));
        }
        return new Mapping(at, entries);
    }

    private static Mark mark(Event event) {
        return event.getStartMark().map(YamlTree::mark).orElse(Mark.START);
    }

    private static Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
        return new Mark(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /// Ends the reading from within; caught in this class only.
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Mark at;
        private final String message;
        private final String remedy;

        Refusal(Mark at, String message, String remedy) {
            super(message, null, false, false);
            this.at = at;
            this.message = message;
            this.remedy = remedy;
        }
    }
}
