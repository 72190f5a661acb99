package dev.reeve.core.ids;

/// Names one claim read from a message.
public record ReportId(String value) {
    public ReportId {
        Identifiers.check("ReportId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
