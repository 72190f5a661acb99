package dev.reeve.core.simulation;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.DeskEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which kinds of events and faults occurred, and how often.
public final class Coverage {
    private final Map<Class<?>, Long> events = new LinkedHashMap<>();
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);

    void event(Class<?> kind) {
        events.merge(kind, 1L, Long::sum);
    }

    void fault(Fault fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    public void add(Coverage other) {
        other.events.forEach((kind, count) -> events.merge(kind, count, Long::sum));
        other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    }

    /// Every kind of event of cases, accounts and the desk, with how often it occurred.
    public Map<String, Long> eventCounts() {
        Map<String, Long> counts = new TreeMap<>();
        kinds().forEach(kind -> counts.put(name(kind), events.getOrDefault(kind, 0L)));
        return counts;
    }

    public Map<String, Long> faultCounts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            counts.put(fault.name(), faults.getOrDefault(fault, 0L));
        }
        return counts;
    }

    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        eventCounts().forEach((name, count) -> {
            if (count == 0) {
                missing.add(name);
            }
        });
        faultCounts().forEach((name, count) -> {
            if (count == 0) {
                missing.add(name);
            }
        });
        return missing;
    }

    private static Stream<Class<?>> kinds() {
        return Stream.of(CaseEvent.class, AccountEvent.class, DeskEvent.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
    }

    private static String name(Class<?> kind) {
        return kind.getEnclosingClass().getSimpleName() + "." + kind.getSimpleName();
    }
}
