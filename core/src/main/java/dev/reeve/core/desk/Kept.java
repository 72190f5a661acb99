package dev.reeve.core.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The states used last. What is kept may be old, never wrong: the reader folds what came since. Safe for many
/// threads.
final class Kept<K, V> {
    private final Map<K, V> states;

    Kept(int max) {
        this.states = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }

    synchronized V get(K key, Supplier<V> otherwise) {
        V kept = states.get(key);
        return kept == null ? otherwise.get() : kept;
    }

    synchronized void put(K key, V state) {
        states.put(key, state);
    }
}
