package dev.reeve.core.policy;

/// How far a trigger may go. A draft is only compiled; a shadow records what it would have done; only a live one acts.
public enum RuleState {
    DRAFT,
    SHADOW,
    LIVE
}
