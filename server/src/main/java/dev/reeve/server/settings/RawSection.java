package dev.reeve.server.settings;

import java.util.List;
import java.util.Map;

/// A section that another part of the desk checks: maps, lists and texts as written, and where each stands.
///
/// @param value a map, a list, or a text; empty map when the section is not there
/// @param places from a dotted path within the section (`firewall.table`, `rules[0].step`; empty for the section
///     itself) to `reeve.yaml:40:5`
public record RawSection(Object value, Map<String, String> places) {
    public static final RawSection NONE = new RawSection(Map.of(), Map.of());

    public RawSection {
        places = Map.copyOf(places);
    }

    /// Where a value stands, or where its section does.
    public String place(String path) {
        return places.getOrDefault(path, places.getOrDefault("", "reeve.yaml"));
    }

    /// The section as a map; empty when it is something else.
    @SuppressWarnings("unchecked")
    public Map<String, Object> map() {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /// The section as a list; empty when it is something else.
    @SuppressWarnings("unchecked")
    public List<Object> list() {
        return value instanceof List<?> list ? (List<Object>) list : List.of();
    }
}
