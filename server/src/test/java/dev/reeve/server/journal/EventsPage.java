package dev.reeve.server.journal;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.journal.Event;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.DeskEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The reference page of all events, in Markdown. It is the journal's form put into words: when it changes, entries
/// that were written before may no longer be read.
final class EventsPage {
    private static final String IDS = "dev.reeve.core.ids";

    private static final Map<Class<? extends Event>, String> ABOUT = Map.of(
            CaseEvent.class, "One case, from the first evidence to the last consequence. Stream: `case/…`.",
            AccountEvent.class, "What is remembered of a client. Stream: `account/…`.",
            DeskEvent.class, "What counts for all cases. Stream: `desk/desk`.",
            MessageEvent.class, "How a message came, and what became of it. Stream: `message/…`.");

    private final Map<String, Class<?>> structures = new TreeMap<>();

    static String markdown() {
        return new EventsPage().write();
    }

    private String write() {
        Map<Class<?>, String> types = new EventCodec().types();
        StringBuilder page = new StringBuilder("""
                # Events

                <!-- Written from the events in the code; a test compares. -->

                All that entries of the [journal](journal-format.md) can say: the type, and the properties of `data` in their
                order. What ends in `?` may be missing. An event that is changed makes old entries unreadable: a new one
                gets a new type, and old ones are read by an upcast.

                """);
        for (Class<? extends Event> family : EventCodec.FAMILIES) {
            page.append("## ")
                    .append(family.getSimpleName().replaceFirst("Event$", ""))
                    .append(" events\n\n");
            page.append(ABOUT.get(family)).append("\n\n| type | data |\n|---|---|\n");
            types.entrySet().stream()
                    .filter(e -> family.isAssignableFrom(e.getKey()))
                    .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                    .forEach(e -> row(page, e.getValue(), e.getKey()));
            page.append('\n');
        }
        structures(page);
        return page.toString().stripTrailing() + "\n";
    }

    private void row(StringBuilder page, String name, Class<?> type) {
        page.append("| `").append(name).append("` | ").append(parts(type)).append(" |\n");
    }

    private String parts(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(this::part).collect(Collectors.joining(", "));
    }

    private String part(RecordComponent component) {
        boolean mayBeMissing = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return "`" + component.getName() + "` " + words(component.getGenericType()) + (mayBeMissing ? "?" : "");
    }

    private String words(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? "list of " + words(arguments[0])
                    : "map of " + words(arguments[1]);
        }
        return type instanceof Class<?> plain ? words(plain) : type.getTypeName();
    }

    private String words(Class<?> type) {
        if (type.isPrimitive()) {
            return type == boolean.class ? "truth" : "number";
        }
        boolean structured = !type.getPackageName().equals(IDS)
                && type.getPackageName().startsWith("dev.reeve")
                && !new Forms().isText(type);
        if (structured || type.isEnum()) {
            structures.put(Words.of(type.getSimpleName()), type);
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text";
            case "Integer", "Long" -> "number";
            default -> Words.of(type.getSimpleName());
        };
    }

    /// Describing one may bring up more.
    private void structures(StringBuilder page) {
        page.append("## What they are made of\n\n| name | is |\n|---|---|\n");
        Map<String, String> rows = new TreeMap<>();
        while (rows.size() < structures.size()) {
            List.copyOf(structures.entrySet()).forEach(e -> rows.computeIfAbsent(e.getKey(), n -> about(e.getValue())));
        }
        rows.forEach((name, about) ->
                page.append("| ").append(name).append(" | ").append(about).append(" |\n"));
    }

    private String about(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(c -> "`" + Words.of(((Enum<?>) c).name()) + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type.isRecord()) {
            return parts(type);
        }
        List<String> choices = new ArrayList<>();
        for (Class<?> member : ChoiceForm.members(type)) {
            String inner = parts(member);
            choices.add(
                    "`\"type\":\"" + Words.of(member.getSimpleName()) + "\"`" + (inner.isEmpty() ? "" : ", " + inner));
        }
        return String.join("; or ", choices);
    }
}
