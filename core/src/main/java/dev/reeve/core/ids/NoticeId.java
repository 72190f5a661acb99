package dev.reeve.core.ids;

/// Names one message that we owe to a party.
public record NoticeId(String value) {
    public NoticeId {
        Identifiers.check("NoticeId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
