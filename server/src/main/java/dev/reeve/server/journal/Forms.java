package dev.reeve.server.journal;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Resource;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Finds the form of a type by looking at it, once. A type that has no form is an error when the desk starts.
final class Forms {
    private static final String IDS = "dev.reeve.core.ids";

    private final Map<Type, Form> known = new HashMap<>();

    Forms() {
        text(String.class, text -> text, text -> text);
        text(Instant.class, Instant::toString, Instant::parse);
        text(Duration.class, Duration::toString, Duration::parse);
        text(LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(Resource.class, Resource::key, Resource::parseKey);
        text(Kind.class, Kind::toString, Kind::parse);
        text(IpAddress.class, IpAddress::toString, IpAddress::parse);
        text(IpPrefix.class, IpPrefix::toString, IpPrefix::parse);
        known.put(boolean.class, new TruthForm());
        known.put(int.class, new NumberForm(false));
        known.put(Integer.class, new NumberForm(false));
        known.put(long.class, new NumberForm(true));
        known.put(Long.class, new NumberForm(true));
    }

    private <T> void text(Class<T> type, Function<T, String> show, Function<String, T> parse) {
        known.put(type, new TextForm<>(type.getSimpleName(), show, parse));
    }

    /// Whether a type is written as one string by a rule of its own.
    boolean isText(Class<?> type) {
        return known.get(type) instanceof TextForm;
    }

    Form of(Type type) {
        Form form = known.get(type);
        if (form == null) {
            form = made(type);
            known.put(type, form);
        }
        return form;
    }

    private Form made(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new ListForm(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new MapForm(of(arguments[1]));
            }
        }
        if (type instanceof Class<?> plain) {
            return made(plain);
        }
        throw new IllegalStateException("the journal has no form for " + type);
    }

    private Form made(Class<?> type) {
        if (type.isEnum()) {
            return enumForm(type);
        }
        if (type.isRecord() && type.getPackageName().equals(IDS)) {
            return idForm(type);
        }
        if (type.isRecord()) {
            return new RecordForm(type, this);
        }
        return new ChoiceForm(type, this);
    }

    private static Form enumForm(Class<?> type) {
        Map<String, Object> byWord = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(c -> Words.of(((Enum<?>) c).name()), c -> c));
        return new TextForm<Object>(type.getSimpleName(), c -> Words.of(((Enum<?>) c).name()), word -> {
            Object constant = byWord.get(word);
            if (constant == null) {
                throw new IllegalArgumentException(word);
            }
            return constant;
        });
    }

    private static Form idForm(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(String.class);
            Method value = type.getDeclaredMethod("value");
            return new TextForm<Object>(
                    type.getSimpleName(),
                    id -> (String) called(() -> value.invoke(id)),
                    text -> called(() -> constructor.newInstance(text)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no identifier: it needs one component, String value", e);
        }
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object called(Call call) {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private record TruthForm() implements Form {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        public Object read(JsonNode node) {
            if (!node.isBoolean()) {
                throw new FormException("true or false, not " + node.getNodeType());
            }
            return node.booleanValue();
        }
    }

    private record NumberForm(boolean wide) implements Form {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeNumber(((Number) value).longValue());
        }

        @Override
        public Object read(JsonNode node) {
            if (!node.isIntegralNumber() || !(wide ? node.canConvertToLong() : node.canConvertToInt())) {
                throw new FormException("a whole number, not " + node.getNodeType());
            }
            return wide ? (Object) node.longValue() : (Object) node.intValue();
        }
    }

    private record ListForm(Form each) implements Form {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeStartArray();
            ((List<?>) value).forEach(item -> each.write(item, out));
            out.writeEndArray();
        }

        @Override
        public Object read(JsonNode node) {
            if (!node.isArray()) {
                throw new FormException("a list, not " + node.getNodeType());
            }
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(each.read(item)));
            return List.copyOf(items);
        }
    }

    /// In the order of the keys, so that equal maps have equal bytes.
    private record MapForm(Form each) implements Form {
        @Override
        public void write(Object value, JsonGenerator out) {
            out.writeStartObject();
            new TreeMap<>((Map<?, ?>) value).forEach((key, item) -> {
                out.writeName(TextForm.storable((String) key));
                each.write(item, out);
            });
            out.writeEndObject();
        }

        @Override
        public Object read(JsonNode node) {
            if (!node.isObject()) {
                throw new FormException("an object, not " + node.getNodeType());
            }
            Map<String, Object> items = new HashMap<>();
            node.forEachEntry((key, item) -> items.put(key, each.read(item)));
            return Map.copyOf(items);
        }
    }
}
