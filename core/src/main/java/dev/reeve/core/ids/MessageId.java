package dev.reeve.core.ids;

/// Names a message as received; the hex SHA-256 of its raw bytes.
public record MessageId(String value) {
    public MessageId {
        Identifiers.check("MessageId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
