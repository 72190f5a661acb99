package dev.reeve.core.ids;

/// Names something a client bought.
public record ServiceId(String value) {
    public ServiceId {
        Identifiers.check("ServiceId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
