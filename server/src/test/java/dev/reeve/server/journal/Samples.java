package dev.reeve.server.journal;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Resource;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a value of any type that an event may hold. Different variants take different members of each choice; odd
/// ones
/// leave out what may be null.
final class Samples {
    private static final Map<Class<?>, Object> KNOWN = Map.ofEntries(
            Map.entry(String.class, "sämple \"text\""),
            Map.entry(Instant.class, Instant.parse("2026-11-01T12:00:00.123456Z")),
            Map.entry(Duration.class, Duration.ofHours(36)),
            Map.entry(LocalDate.class, LocalDate.of(2026, 11, 1)),
            Map.entry(Resource.class, Resource.parseKey("address:[2001:db8::1]:25")),
            Map.entry(Kind.class, Kind.parse("messaging/spam")),
            Map.entry(IpAddress.class, IpAddress.parse("203.0.113.10")),
            Map.entry(IpPrefix.class, IpPrefix.parse("203.0.113.0/24")),
            Map.entry(boolean.class, true),
            Map.entry(int.class, 7),
            Map.entry(Integer.class, 7),
            Map.entry(long.class, 1L << 40),
            Map.entry(Long.class, 1L << 40));

    private Samples() {}

    static Object of(Type type, int variant) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? List.of(of(arguments[0], variant), of(arguments[0], variant + 2))
                    : Map.of("zulu", of(arguments[1], variant), "alpha", of(arguments[1], variant));
        }
        Class<?> plain = (Class<?>) type;
        Object known = KNOWN.get(plain);
        if (known != null) {
            return known;
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[variant % plain.getEnumConstants().length];
        }
        List<Class<?>> members = ChoiceForm.members(plain);
        return record(members.get(variant % members.size()), variant);
    }

    private static Object record(Class<?> type, int variant) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean omitted =
                    variant % 2 == 1 && components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = omitted ? null : value(type, components[i], variant);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + type + ": give Samples a value for one of its components", e);
        }
    }

    private static Object value(Class<?> type, RecordComponent component, int variant) {
        boolean id = type.getPackageName().equals("dev.reeve.core.ids");
        return id
                ? type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + "-1"
                : of(component.getGenericType(), variant);
    }
}
