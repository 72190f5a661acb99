package dev.reeve.core.evidence;

import java.util.regex.Pattern;

/// What an observation says was going on: XARF v4's category and type where they exist (`messaging/spam`), extended
/// in
/// the
/// same shape where they don't. Formats and sensors name kinds, never clauses: only the policy maps a kind to a
/// clause.
public record Kind(String category, String type) {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,40}");

    public Kind {
        if (!WORD.matcher(category).matches() || !WORD.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "a kind is written category/type in lower case, not \"" + category + "/" + type + '"');
        }
    }

    /// Whether it is about the sexual abuse of children: what it names is neither rendered, indexed, mailed nor
    /// exported
    /// (18 USC 2258A(g), 2258B(c)).
    public boolean withheld() {
        return category.equals("content") && (type.equals("csam") || type.equals("csem"));
    }

    public static Kind parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? new Kind(text, "") : new Kind(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return category + "/" + type;
    }
}
