package dev.reeve.core.ids;

/// Names a clause of the policy.
public record ClauseId(String value) {
    public ClauseId {
        Identifiers.check("ClauseId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
