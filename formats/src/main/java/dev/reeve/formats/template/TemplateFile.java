package dev.reeve.formats.template;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.template.SenderTemplate.Sample;
import dev.reeve.formats.template.SenderTemplate.Section;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a template file, or says what is wrong with it and what to write.
final class TemplateFile {
    /// Largest file: the longest template has a few kilobytes.
    private static final int SIZE_CHARS_MAX = 200_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(SIZE_CHARS_MAX)
            .build();

    private static final Set<String> KEYS = Set.of(
            "template",
            "version",
            "senders",
            "recognise",
            "read",
            "sections",
            "record",
            "fields",
            "message",
            "kind",
            "kinds",
            "direction",
            "time-format",
            "zone",
            "spoofable",
            "samples");

    private static final Set<String> GROUPS =
            Set.of("source", "port", "url", "domain", "mailbox", "time", "from", "to", "kind", "incident", "zone");

    private final Map<?, ?> root;

    private TemplateFile(Map<?, ?> root) {
        this.root = root;
    }

    /// @throws IllegalArgumentException with one sentence for people
    static SenderTemplate parse(String fileName, String text) {
        try {
            Object loaded = new Load(SETTINGS).loadFromString(text);
            if (!(loaded instanceof Map<?, ?> root)) {
                throw new IllegalArgumentException(
                        "the file holds no keys; write `template: NAME` and what follows it");
            }
            return new TemplateFile(root).template();
        } catch (YamlEngineException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("it can't be read");
            throw new IllegalArgumentException(fileName + ": this is no YAML: " + first, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(fileName + ": " + e.getMessage(), e);
        }
    }

    private SenderTemplate template() {
        for (Object key : root.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException("`" + key + "` is no key of a template; it has "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        }
        String name = text(root, "template").orElse("");
        if (!name.matches("[a-z][a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException("`template` is a name in lower case with hyphens");
        }
        Map<String, Pattern> recognise = new LinkedHashMap<>();
        map(root, "recognise").forEach((key, value) -> {
            if (!Set.of("from", "subject", "body").contains(key)) {
                throw new IllegalArgumentException("`recognise` has from, subject and body, not `" + key + "`");
            }
            recognise.put(key, pattern("recognise." + key, value));
        });
        if (recognise.isEmpty()) {
            throw new IllegalArgumentException("`recognise` says how its mails are known: from, subject or body");
        }
        List<Pattern> fields = patterns("fields");
        Optional<Pattern> record = text(root, "record").map(p -> pattern("record", p));
        List<Pattern> message = patterns("message");
        checkGroups(fields, record, message);
        return new SenderTemplate(
                name,
                number("version").orElse(1),
                texts(root, "senders"),
                recognise,
                text(root, "read").orElse("text"),
                sections(),
                record,
                fields,
                message,
                text(root, "kind").map(TemplateFile::kind).orElse(new Kind("other", "abuse")),
                kinds(),
                direction(),
                text(root, "time-format").map(TemplateFile::timeFormat),
                text(root, "zone").map(TemplateFile::zone),
                "true".equals(text(root, "spoofable").orElse("false")),
                samples());
    }

    private static void checkGroups(List<Pattern> fields, Optional<Pattern> record, List<Pattern> message) {
        List<Pattern> all = new ArrayList<>(fields);
        all.addAll(message);
        record.ifPresent(all::add);
        List<String> groups =
                all.stream().flatMap(p -> p.namedGroups().keySet().stream()).toList();
        for (String group : groups) {
            if (!GROUPS.contains(group) && !group.startsWith("fact")) {
                throw new IllegalArgumentException("(?<" + group + ">) is no group that is read; those are "
                        + String.join(", ", GROUPS.stream().sorted().toList()) + ", and fact… for a detail");
            }
        }
        if (groups.stream().noneMatch(Set.of("source", "url", "domain", "mailbox")::contains)) {
            throw new IllegalArgumentException(
                    "no pattern has a group (?<source>), (?<url>), (?<domain>) or (?<mailbox>)");
        }
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (Map<?, ?> section : maps(root, "sections")) {
            sections.add(new Section(
                    pattern("sections.begins", text(section, "begins").orElse("")),
                    text(section, "ends").map(p -> pattern("sections.ends", p)),
                    kind(text(section, "kind").orElse(""))));
        }
        return sections;
    }

    private Map<Pattern, Kind> kinds() {
        Map<Pattern, Kind> kinds = new LinkedHashMap<>();
        map(root, "kinds").forEach((words, kind) -> kinds.put(pattern("kinds", words), kind(kind)));
        return kinds;
    }

    private List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (Map<?, ?> sample : maps(root, "samples")) {
            samples.add(new Sample(text(sample, "mail").orElse(""), texts(sample, "expect")));
        }
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("`samples` has at least one mail with what must be read from it");
        }
        return samples;
    }

    private List<Pattern> patterns(String key) {
        return texts(root, key).stream().map(p -> pattern(key, p)).toList();
    }

    private static Pattern pattern(String key, String text) {
        try {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("`" + key + "` is a pattern");
            }
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "`" + key + "` is no pattern: " + e.getDescription() + " at character " + e.getIndex(), e);
        }
    }

    private static Kind kind(String text) {
        return Kind.parse(text);
    }

    private Direction direction() {
        String word = text(root, "direction").orElse("source");
        return switch (word) {
            case "source" -> Direction.SOURCE;
            case "target" -> Direction.TARGET;
            case "host" -> Direction.HOST;
            default -> throw new IllegalArgumentException("`direction` is source, target or host, not \"" + word + '"');
        };
    }

    private static DateTimeFormatter timeFormat(String text) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(text)
                    .toFormatter(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("`time-format` is no form of a time: " + e.getMessage(), e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("`zone` is one such as UTC or Europe/Berlin, not \"" + text + '"', e);
        }
    }

    private Optional<Integer> number(String key) {
        return text(root, key).filter(t -> t.matches("\\d{1,6}")).map(Integer::valueOf);
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null || value instanceof Map || value instanceof List
                ? Optional.empty()
                : Optional.of(value.toString());
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        Object value = map.get(key);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return text(map, key).stream().toList();
    }

    private static Map<String, String> map(Map<?, ?> map, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (map.get(key) instanceof Map<?, ?> inner) {
            inner.forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
        }
        return texts;
    }

    private static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (map.get(key) instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> inner) {
                    maps.add(inner);
                }
            }
        }
        return maps;
    }
}
