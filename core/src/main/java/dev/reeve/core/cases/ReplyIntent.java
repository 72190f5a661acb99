package dev.reeve.core.cases;

/// What a client's message asks for.
public enum ReplyIntent {
    STATEMENT,
    EXTENSION,
    DISPUTE,
    FIXED,
    APPEAL
}
