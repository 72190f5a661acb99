package dev.reeve.formats.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An element, by its name without namespace, in lower case.
///
/// @param text its own text with entities decoded, trimmed
/// @param at index of the text's first character in the source
public record XmlElement(
        String name, Map<String, String> attributes, String text, int at, int length, List<XmlElement> children) {
    public XmlElement {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    public Stream<XmlElement> list(String child) {
        return children.stream().filter(c -> c.name.equalsIgnoreCase(child));
    }

    /// By the names on the way down; only what has text.
    public Optional<XmlElement> find(String... path) {
        Stream<XmlElement> at = Stream.of(this);
        for (String step : path) {
            at = at.flatMap(e -> e.list(step));
        }
        return at.filter(e -> !e.text.isEmpty()).findFirst();
    }

    public String text(String... path) {
        return find(path).map(XmlElement::text).orElse("");
    }

    /// All below it and itself, of any depth.
    public Stream<XmlElement> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
    }

    /// Empty when there is none.
    public String attribute(String key) {
        return attributes.getOrDefault(key.toLowerCase(java.util.Locale.ROOT), "");
    }
}
