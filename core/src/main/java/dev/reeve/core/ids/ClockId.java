package dev.reeve.core.ids;

/// Names one deadline.
public record ClockId(String value) {
    public ClockId {
        Identifiers.check("ClockId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
