package dev.reeve.core.policy;

import java.util.Set;

/// A compiled, type-checked question about one observation and what is known of the account. Pure.
public interface Condition {
    boolean holds(Question question);

    /// Where its answer may turn as a number grows; only what can be read off it.
    default Set<Mark> marks() {
        return Set.of();
    }

    /// The kinds outside of which it can't hold, where that can be read off it; none where it may hold for any.
    default Set<String> kinds() {
        return Set.of();
    }

    /// The source text, for records and messages.
    String source();
}
