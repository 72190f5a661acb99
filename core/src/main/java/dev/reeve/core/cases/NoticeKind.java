package dev.reeve.core.cases;

/// Why we write to a party. Distinct kinds, so that a note never looks like a fresh complaint.
public enum NoticeKind {
    /// To the client: what was seen, what to do, by when, how to object.
    FIRST_NOTICE(Party.CLIENT),
    /// To the client: more of the same came in on an open case.
    MORE_EVIDENCE(Party.CLIENT),
    /// To the client, at the moment of action: what was done, why, how to have it undone, how to appeal.
    ACTION_TAKEN(Party.CLIENT),
    /// To the client: their time was extended.
    EXTENDED(Party.CLIENT),
    /// To the client: an action was undone.
    RESTORED(Party.CLIENT),
    /// To the client: the appeal was heard.
    APPEAL_DECIDED(Party.CLIENT),
    /// To the client: a decision was wrong and everything is being put back.
    CORRECTION(Party.CLIENT),
    /// To the client: the case is closed.
    CASE_CLOSED(Party.CLIENT),
    /// To the client, in a person's own words.
    MESSAGE_TO_CLIENT(Party.CLIENT),
    /// To the reporter: it arrived, with its number.
    RECEIPT(Party.REPORTER),
    /// To the reporter: what came of it.
    OUTCOME(Party.REPORTER),
    /// To the reporter, in a person's own words.
    MESSAGE_TO_REPORTER(Party.REPORTER);

    public final Party party;

    NoticeKind(Party party) {
        this.party = party;
    }

    public enum Party {
        CLIENT,
        REPORTER
    }

    /// Whether the client's time runs from its delivery.
    public boolean startsWindow() {
        return this == FIRST_NOTICE || this == ACTION_TAKEN;
    }

    /// Whether it may wait to be gathered with others for the same client.
    public boolean mayWait() {
        return this == MORE_EVIDENCE || this == CASE_CLOSED;
    }
}
