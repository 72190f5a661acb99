package dev.reeve.core.ids;

/// Names one strike on an account.
public record StrikeId(String value) {
    public StrikeId {
        Identifiers.check("StrikeId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
