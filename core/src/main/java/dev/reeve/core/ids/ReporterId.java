package dev.reeve.core.ids;

/// Names who reports; a stable pseudonym, never an address.
public record ReporterId(String value) {
    public ReporterId {
        Identifiers.check("ReporterId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
