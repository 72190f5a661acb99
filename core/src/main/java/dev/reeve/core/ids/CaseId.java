package dev.reeve.core.ids;

/// Names a case.
public record CaseId(String value) {
    public CaseId {
        Identifiers.check("CaseId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
