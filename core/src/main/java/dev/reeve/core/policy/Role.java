package dev.reeve.core.policy;

import java.util.Locale;

/// What a person of the desk may do; each may do all that stands before it, but counsel and administrators decide no
/// ordinary cases by virtue of their role alone.
public enum Role {
    /// Reads.
    VIEWER,
    /// Works cases up to restricting a service.
    ANALYST,
    /// Suspends, decides clauses of judgement, hears appeals.
    SENIOR,
    /// Legal matters: sealed evidence, legal clauses.
    COUNSEL,
    /// Settings, users, policy; approves terminations.
    ADMINISTRATOR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException listing the words
    public static Role parse(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "\"" + word + "\" is no role; write viewer, analyst, senior, counsel or administrator");
    }
}
