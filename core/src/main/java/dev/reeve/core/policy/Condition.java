package dev.reeve.core.policy;

/// A compiled, type-checked question about one observation and what is known of the account. Pure.
public interface Condition {
    boolean holds(Question question);

    /// The source text, for records and messages.
    String source();
}
