package dev.reeve.core.journal;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;

/// A stream of the journal: one case, one account, one message, one reporter, or the desk itself.
public record StreamId(Type type, String id) {
    public enum Type {
        CASE,
        ACCOUNT,
        MESSAGE,
        REPORTER,
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

    public static StreamId of(ReporterId id) {
        return new StreamId(Type.REPORTER, id.value());
    }
}
