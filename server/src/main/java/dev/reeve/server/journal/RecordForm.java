package dev.reeve.server.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// A record is an object with its components in their order. What is null is left out, and only what may be null
/// may be
/// missing; a property that the record doesn't know is refused.
final class RecordForm implements Form {
    private record Part(String name, Method accessor, boolean nullable, Form form) {}

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Part> parts = new ArrayList<>();

    RecordForm(Class<?> type, Forms forms) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException everyRecordHasIt) {
            throw new IllegalStateException(everyRecordHasIt);
        }
        for (RecordComponent component : components) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            parts.add(new Part(component.getName(), accessor, nullable, forms.of(component.getGenericType())));
        }
    }

    boolean has(String name) {
        return parts.stream().anyMatch(part -> part.name().equals(name));
    }

    @Override
    public void write(Object value, JsonGenerator out) {
        out.writeStartObject();
        writeParts(value, out);
        out.writeEndObject();
    }

    void writeParts(Object value, JsonGenerator out) {
        for (Part part : parts) {
            Object inner = get(part, value);
            if (inner != null) {
                out.writeName(part.name());
                part.form().write(inner, out);
            } else if (!part.nullable()) {
                throw new FormException(type.getSimpleName() + "." + part.name() + " is null");
            }
        }
    }

    @Override
    public Object read(JsonNode node) {
        return read(node, 0);
    }

    /// @param others properties of the object that are not the record's
    Object read(JsonNode node, int others) {
        if (!node.isObject()) {
            throw new FormException(type.getSimpleName() + " is an object, not " + node.getNodeType());
        }
        @Nullable Object[] values = new @Nullable Object[parts.size()];
        int found = others;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            JsonNode inner = node.get(part.name());
            if (inner != null) {
                values[i] = part.form().read(inner);
                found++;
            } else if (!part.nullable()) {
                throw new FormException(type.getSimpleName() + "." + part.name() + " is missing");
            }
        }
        if (found != node.size()) {
            String unknown = node.propertyNames().stream()
                    .filter(name -> !has(name) && !name.equals(ChoiceForm.TYPE))
                    .findFirst()
                    .orElse(ChoiceForm.TYPE);
            throw new FormException(type.getSimpleName() + " has no " + unknown);
        }
        return make(values);
    }

    private Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new FormException(type.getSimpleName() + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object get(Part part, Object value) {
        try {
            return part.accessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
