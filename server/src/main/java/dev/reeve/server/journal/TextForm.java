package dev.reeve.server.journal;

import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// A value that is written as one string.
record TextForm<T>(String what, Function<T, String> show, Function<String, T> parse) implements Form {
    @Override
    @SuppressWarnings("unchecked")
    public void write(Object value, JsonGenerator out) {
        out.writeString(storable(show.apply((T) value)));
    }

    @Override
    public Object read(JsonNode node) {
        if (!node.isString()) {
            throw new FormException(what + " is a string, not " + node.getNodeType());
        }
        try {
            return parse.apply(node.stringValue());
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new FormException("not a value of " + what + ": " + e.getMessage(), e);
        }
    }

    /// Half surrogates have no UTF-8, and PostgreSQL's text has no NUL. Hostile input can hold both; each becomes
    /// the
    /// replacement character.
    static String storable(String text) {
        return isStorable(text) ? text : repaired(text);
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String repaired(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
