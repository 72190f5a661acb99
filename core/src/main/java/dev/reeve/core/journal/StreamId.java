package dev.reeve.core.journal;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;

/// A stream of the journal: one case, one account, one message, or the desk itself.
public record StreamId(Type type, String id) {
    public enum Type {
        CASE,
        ACCOUNT,
        MESSAGE,
        DESK
    }

    public static final StreamId DESK = new StreamId(Type.DESK, "desk");

    public static StreamId of(CaseId id) {
        return new StreamId(Type.CASE, id.value());
    }

    public static StreamId of(AccountId id) {
        return new StreamId(Type.ACCOUNT, id.value());
    }

    public static StreamId of(MessageId id) {
        return new StreamId(Type.MESSAGE, id.value());
    }
}
