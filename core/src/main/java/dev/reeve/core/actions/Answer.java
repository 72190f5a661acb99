package dev.reeve.core.actions;

/// What a back end answered to a command. It is recorded and never believed: the reading afterwards decides.
public sealed interface Answer {
    record Accepted(String words) implements Answer {}

    /// It said no, and meant it: trying again without a change will not help.
    record Refused(String reason) implements Answer {}

    /// No answer, half an answer, or a time-out: it may have happened or not.
    record Unclear(String reason) implements Answer {}
}
