package dev.reeve.core.ids;

/// Names a trigger within a clause.
public record TriggerId(String value) {
    public TriggerId {
        Identifiers.check("TriggerId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
