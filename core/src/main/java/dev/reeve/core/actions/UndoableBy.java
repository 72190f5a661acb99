package dev.reeve.core.actions;

/// Who besides us can undo what a lever does: a suspension that the client can lift by himself is no suspension.
public enum UndoableBy {
    ONLY_US,
    CLIENT,
    RESELLER,
    BILLING
}
