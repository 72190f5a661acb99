package dev.reeve.core.ids;

/// Names one thing done to the world; the idempotency key of its lever.
public record ActionId(String value) {
    public ActionId {
        Identifiers.check("ActionId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
