package dev.reeve.actuators.template;

import dev.reeve.core.actions.ActionOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Text with placeholders, written by the operator and parsed once, when the settings are read. What an order puts in
/// is
/// data: it is escaped for its place and never looked at for placeholders again.
///
/// A brace before a letter begins a placeholder; `{{` is a brace.
public final class Template {
    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Value(Placeholder placeholder) implements Part {}
    }

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// @throws IllegalArgumentException saying what is wrong and what to write, without the setting's name
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("{{", at)) {
                literal.append('{');
                at += 2;
            } else if (text.charAt(at) == '{' && at + 1 < text.length() && Character.isLetter(text.charAt(at + 1))) {
                int close = text.indexOf('}', at);
                parts.add(new Part.Literal(literal.toString()));
                literal.setLength(0);
                parts.add(new Part.Value(placeholder(text, at, close)));
                at = close + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        parts.add(new Part.Literal(literal.toString()));
        return new Template(parts);
    }

    private static Placeholder placeholder(String text, int open, int close) {
        if (close < 0) {
            throw new IllegalArgumentException("has a brace that is not closed: \"" + text.substring(open)
                    + "\"; close it, or write {{ for a brace");
        }
        Placeholder placeholder = new Placeholder(text.substring(open + 1, close));
        if (!placeholder.known()) {
            throw new IllegalArgumentException("has the unknown placeholder {" + placeholder.name() + "}; write "
                    + Placeholder.ALLOWED + ", or {{ for a brace");
        }
        return placeholder;
    }

    public Set<String> names() {
        return parts.stream()
                .filter(Part.Value.class::isInstance)
                .map(part -> ((Part.Value) part).placeholder().name())
                .collect(Collectors.toSet());
    }

    /// The text before the first placeholder.
    public String head() {
        return parts.getFirst() instanceof Part.Literal literal ? literal.text() : "";
    }

    public String render(ActionOrder order, Escape escape) {
        return render(order, escape, "");
    }

    /// @throws UnusableOrderException when the order lacks a value
    public String render(ActionOrder order, Escape escape, String secret) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text());
                case Part.Value value ->
                    text.append(escape.apply(value.placeholder().name(), value(value, order, secret)));
            }
        }
        return text.toString();
    }

    private static String value(Part.Value part, ActionOrder order, String secret) {
        Placeholder placeholder = part.placeholder();
        String value = placeholder
                .value(order, secret)
                .orElseThrow(() -> new UnusableOrderException("this order has no {" + placeholder.name() + "}"));
        if (value.isBlank()) {
            throw new UnusableOrderException("{" + placeholder.name() + "} of this order is empty");
        }
        return value;
    }
}
