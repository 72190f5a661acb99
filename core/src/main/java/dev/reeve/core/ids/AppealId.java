package dev.reeve.core.ids;

/// Names one appeal.
public record AppealId(String value) {
    public AppealId {
        Identifiers.check("AppealId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
