package dev.reeve.core.ids;

/// Names a client of the provider.
public record AccountId(String value) {
    public AccountId {
        Identifiers.check("AccountId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
