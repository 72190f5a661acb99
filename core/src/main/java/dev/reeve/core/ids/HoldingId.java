package dev.reeve.core.ids;

/// Names one fact of who held what.
public record HoldingId(String value) {
    public HoldingId {
        Identifiers.check("HoldingId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
