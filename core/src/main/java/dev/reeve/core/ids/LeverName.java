package dev.reeve.core.ids;

/// Names a configured lever.
public record LeverName(String value) {
    public LeverName {
        Identifiers.check("LeverName", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
