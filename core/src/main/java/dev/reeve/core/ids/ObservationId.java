package dev.reeve.core.ids;

/// Names one resource doing one thing.
public record ObservationId(String value) {
    public ObservationId {
        Identifiers.check("ObservationId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
