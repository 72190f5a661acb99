package dev.reeve.formats.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value and where it stands.
public sealed interface JsonValue {
    /// First byte in the document.
    int at();

    /// In bytes.
    int length();

    /// Of a key that stands twice the first one counts.
    record Members(int at, int length, Map<String, JsonValue> members) implements JsonValue {
        public Members {
            members = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(members));
        }

        public Optional<JsonValue> find(String key) {
            return Optional.ofNullable(members.get(key));
        }

        /// The first of these keys that holds a scalar that isn't blank.
        public Optional<Scalar> scalar(String... keys) {
            for (String key : keys) {
                if (members.get(key) instanceof Scalar scalar && !scalar.text().isBlank()) {
                    return Optional.of(scalar);
                }
            }
            return Optional.empty();
        }

        public String text(String... keys) {
            return scalar(keys).map(scalar -> scalar.text().strip()).orElse("");
        }

        public Members block(String key) {
            return find(key)
                    .filter(Members.class::isInstance)
                    .map(Members.class::cast)
                    .orElseGet(() -> new Members(at, length, Map.of()));
        }

        public List<JsonValue> items(String key) {
            return find(key)
                    .filter(Items.class::isInstance)
                    .map(value -> ((Items) value).items())
                    .orElse(List.of());
        }
    }

    record Items(int at, int length, List<JsonValue> items) implements JsonValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// A text, a number, true or false, as text; null as the empty text.
    record Scalar(int at, int length, String text) implements JsonValue {}
}
