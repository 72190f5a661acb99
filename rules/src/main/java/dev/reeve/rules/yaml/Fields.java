package dev.reeve.rules.yaml;

import dev.reeve.rules.yaml.YamlNode.Entry;
import dev.reeve.rules.yaml.YamlNode.Mapping;
import dev.reeve.rules.yaml.YamlNode.Scalar;
import dev.reeve.rules.yaml.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The keys of one block, each read as its type. What is missing or wrong is noted as a problem, and
/// something harmless is returned in its place, so that one look finds everything; nobody uses a result while
/// there are problems.
public final class Fields {
    private final Problems problems;
    private final String what;
    private final Mapping mapping;
    private final Map<String, YamlNode> values = new HashMap<>();

    /// @param what names the block in messages, such as `a clause`
    /// @param keys all that it may hold
    public Fields(Problems problems, String what, Mapping mapping, String... keys) {
        this.problems = problems;
        this.what = what;
        this.mapping = mapping;
        List<String> known = Arrays.asList(keys);
        for (Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                String remedy = Nearest.to(key, known)
                        .map(nearest -> "`" + nearest + ":`")
                        .orElse("one of " + String.join(", ", known));
                problems.add(entry.key().at(), "`" + key + "` is no part of " + what, remedy);
            } else if (values.putIfAbsent(key, entry.value()) != null) {
                problems.add(entry.key().at(), "`" + key + "` stands twice in " + what, "it once");
            }
        }
    }

    public Mark at() {
        return mapping.at();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public Mark at(String key) {
        YamlNode value = values.get(key);
        return value == null ? mapping.at() : value.at();
    }

    public void problem(String key, String message, String remedy) {
        problems.add(at(key), message, remedy);
    }

    /// The scalar, if there is one; anything else is a problem.
    public Optional<Scalar> scalar(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case Scalar scalar -> Optional.of(scalar);
            case Sequence other -> wrongShape(key, other, "a single value");
            case Mapping other -> wrongShape(key, other, "a single value");
        };
    }

    private <T> Optional<T> wrongShape(String key, YamlNode found, String wanted) {
        problems.add(
                found.at(),
                "`" + key + "` is " + wanted + ", but here is " + found.called(),
                wanted + " after `" + key + ":`");
        return Optional.empty();
    }

    private void missingBlock(String key, String example) {
        if (!has(key)) {
            problems.add(mapping.at(), what + " needs `" + key + "`", "`" + key + ":` with " + example);
        }
    }

    private void missing(String key, String example) {
        if (!has(key)) {
            problems.add(mapping.at(), what + " needs `" + key + "`", "`" + key + ": " + example + "`");
        }
    }

    /// Text that must be there and must not be blank; line ends at its end are cut.
    public String text(String key, String example) {
        missing(key, example);
        String text = scalar(key).map(s -> s.text().strip()).orElse("");
        if (has(key) && text.isEmpty() && values.get(key) instanceof Scalar) {
            problem(key, "`" + key + "` is empty", "`" + key + ": " + example + "`");
        }
        return text;
    }

    public String optionalText(String key, String otherwise) {
        return scalar(key).map(s -> s.text().strip()).orElse(otherwise);
    }

    public boolean flag(String key, boolean otherwise) {
        String text = optionalText(key, Boolean.toString(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            problem(key, "`" + key + "` is true or false, not \"" + text + '"', "`" + key + ": " + otherwise + "`");
        }
        return text.equals("true");
    }

    public int number(String key, int least, int most, int otherwise) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(scalar.get().text().strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        problem(
                key,
                "`" + key + "` is a whole number from " + least + " to " + most + ", not \""
                        + scalar.get().text() + '"',
                "`" + key + ": " + otherwise + "`");
        return otherwise;
    }

    public Duration duration(String key, String example, Duration otherwise) {
        missing(key, example);
        return optionalDuration(key, otherwise);
    }

    public Duration optionalDuration(String key, Duration otherwise) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return otherwise;
        }
        return Durations.parse(scalar.get().text().strip()).orElseGet(() -> {
            problem(
                    key,
                    "`" + key + "` is a length of time, not \"" + scalar.get().text() + '"',
                    "minutes, hours or days, as in 30m, 24h or 3d");
            return otherwise;
        });
    }

    /// One of the words that a parser knows; the parser throws {@link IllegalArgumentException} for any
    /// other.
    public <T> T word(String key, Function<String, T> parse, Collection<String> words, T otherwise) {
        missing(key, words.iterator().next());
        return optionalWord(key, parse, words, otherwise);
    }

    public <T> T optionalWord(String key, Function<String, T> parse, Collection<String> words, T otherwise) {
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return otherwise;
        }
        String text = scalar.get().text().strip();
        if (words.contains(text)) {
            return parse.apply(text);
        }
        String remedy = Nearest.to(text, words)
                .map(nearest -> "`" + key + ": " + nearest + "`")
                .orElse(String.join(", ", words));
        problem(key, "\"" + text + "\" is no " + key, remedy);
        return otherwise;
    }

    /// A value that its own type checks, such as an identifier or a resource.
    public <T> T value(String key, String example, Function<String, T> parse, T otherwise) {
        missing(key, example);
        Optional<Scalar> scalar = scalar(key);
        if (scalar.isEmpty()) {
            return otherwise;
        }
        try {
            return parse.apply(scalar.get().text().strip());
        } catch (IllegalArgumentException e) {
            problem(
                    key,
                    "`" + key + "` can't be \"" + scalar.get().text().strip() + "\": " + e.getMessage(),
                    "`" + key + ": " + example + "`");
            return otherwise;
        }
    }

    /// The blocks of a list.
    public List<Mapping> blocks(String key, boolean needed, String example) {
        if (needed) {
            missingBlock(key, example);
        }
        List<Mapping> blocks = new ArrayList<>();
        for (YamlNode item : items(key)) {
            if (item instanceof Mapping block) {
                blocks.add(block);
            } else {
                problems.add(
                        item.at(),
                        "each item of `" + key + "` is a block of keys, but here is " + item.called(),
                        example);
            }
        }
        if (needed && blocks.isEmpty() && has(key) && problems.none()) {
            problem(key, "`" + key + "` is empty", example);
        }
        return blocks;
    }

    public List<Scalar> scalars(String key) {
        List<Scalar> scalars = new ArrayList<>();
        for (YamlNode item : items(key)) {
            if (item instanceof Scalar scalar && !scalar.text().isBlank()) {
                scalars.add(scalar);
            } else {
                problems.add(
                        item.at(),
                        "each item of `" + key + "` is one text, but here is " + item.called(),
                        "`- ` and the text");
            }
        }
        return scalars;
    }

    private List<YamlNode> items(String key) {
        return switch (values.get(key)) {
            case null -> List.of();
            case Sequence sequence -> sequence.items();
            case Scalar other ->
                this.<List<YamlNode>>wrongShape(key, other, "a list").orElse(List.of());
            case Mapping other ->
                this.<List<YamlNode>>wrongShape(key, other, "a list").orElse(List.of());
        };
    }

    public Optional<Mapping> block(String key, boolean needed, String example) {
        if (needed) {
            missingBlock(key, example);
        }
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case Mapping block -> Optional.of(block);
            case Scalar other -> wrongShape(key, other, "a block of keys");
            case Sequence other -> wrongShape(key, other, "a block of keys");
        };
    }
}
