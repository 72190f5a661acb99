package dev.reeve.actuators.http;

import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.Escape;
import dev.reeve.actuators.template.Template;
import dev.reeve.actuators.template.Templates;
import dev.reeve.core.actions.ActionOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a request carries. Each kind escapes in its own way, so a value can never become structure.
sealed interface RequestBody {
    record None() implements RequestBody {
        @Override
        public String render(ActionOrder order, String secret) {
            return "";
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    }

    record Form(Map<String, Template> fields) implements RequestBody {
        @Override
        public String render(ActionOrder order, String secret) {
            return fields.entrySet().stream()
                    .map(field -> java.net.URLEncoder.encode(field.getKey(), java.nio.charset.StandardCharsets.UTF_8)
                            + "="
                            + formValue(field.getValue(), order, secret))
                    .collect(Collectors.joining("&"));
        }

        /// The operator's own text is escaped too: he writes it as it should arrive.
        private static String formValue(Template template, ActionOrder order, String secret) {
            return java.net.URLEncoder.encode(
                    template.render(order, Escape.JSON, secret), java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public Set<String> names() {
            return allNames(fields.values().stream());
        }
    }

    /// @param tree maps, lists, numbers and flags as written, with templates for strings
    record Json(Object tree) implements RequestBody {
        private static final JsonMapper JSON = JsonMapper.shared();

        @Override
        public String render(ActionOrder order, String secret) {
            return JSON.writeValueAsString(filled(tree, order, secret));
        }

        private static @Nullable Object filled(@Nullable Object node, ActionOrder order, String secret) {
            return switch (node) {
                case Template template -> template.render(order, Escape.JSON, secret);
                case Map<?, ?> map -> {
                    Map<Object, @Nullable Object> filled = new LinkedHashMap<>();
                    map.forEach((key, value) -> filled.put(key, filled(value, order, secret)));
                    yield filled;
                }
                case List<?> list ->
                    list.stream().map(each -> filled(each, order, secret)).toList();
                case null -> null;
                default -> node;
            };
        }

        @Override
        public Set<String> names() {
            return allNames(templates(tree));
        }

        private static Stream<Template> templates(@Nullable Object node) {
            return switch (node) {
                case Template template -> Stream.of(template);
                case Map<?, ?> map -> map.values().stream().flatMap(Json::templates);
                case List<?> list -> list.stream().flatMap(Json::templates);
                case null, default -> Stream.empty();
            };
        }
    }

    record Xml(Template text) implements RequestBody {
        @Override
        public String render(ActionOrder order, String secret) {
            return text.render(order, Escape.XML, secret);
        }

        @Override
        public Set<String> names() {
            return text.names();
        }
    }

    String render(ActionOrder order, String secret);

    Set<String> names();

    default Optional<String> contentType() {
        return switch (this) {
            case None() -> Optional.empty();
            case Form form -> Optional.of("application/x-www-form-urlencoded");
            case Json json -> Optional.of("application/json");
            case Xml xml -> Optional.of("text/xml; charset=utf-8");
        };
    }

    static RequestBody of(Settings settings) {
        List<String> kinds =
                Stream.of("form", "json", "xml").filter(settings::has).toList();
        if (kinds.size() > 1) {
            throw settings.wrong(kinds.get(1), "is a second body beside " + kinds.getFirst(), "write only one of them");
        }
        if (kinds.isEmpty()) {
            return new None();
        }
        return switch (kinds.getFirst()) {
            case "form" -> new Form(Templates.map(settings, "form"));
            case "json" -> new Json(parsed(settings, settings.find("json").orElseThrow()));
            default -> new Xml(Templates.required(settings, "xml", "write the text of the body"));
        };
    }

    private static Object parsed(Settings settings, Object node) {
        return switch (node) {
            case String text -> Templates.parse(settings, "json", text);
            case Map<?, ?> map -> {
                Map<Object, Object> parsed = new LinkedHashMap<>();
                map.forEach((key, value) -> parsed.put(key, parsed(settings, value)));
                yield parsed;
            }
            case List<?> list ->
                list.stream().map(each -> parsed(settings, each)).toList();
            default -> node;
        };
    }

    private static Set<String> allNames(Stream<Template> templates) {
        return templates.flatMap(template -> template.names().stream()).collect(Collectors.toSet());
    }
}
