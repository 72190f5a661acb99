package dev.reeve.core.cases;

/// What a deadline is for.
public enum ClockKind {
    /// The client's time after a notice or step.
    RESPONSE_WINDOW,
    /// The desk's time to hear an appeal.
    APPEAL_DECISION,
    /// The desk's time to do a task.
    TASK,
    /// The cooling-off of a desk of one before a termination.
    COOLING_OFF
}
