package dev.reeve.core.ids;

/// Names one thing that a person must do.
public record TaskId(String value) {
    public TaskId {
        Identifiers.check("TaskId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
