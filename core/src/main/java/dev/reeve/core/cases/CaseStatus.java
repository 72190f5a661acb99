package dev.reeve.core.cases;

/// Where a case stands.
public enum CaseStatus {
    /// Something is on its way: a notice, an action.
    NEW,
    /// A person has a task.
    WAITING_PERSON,
    /// The client's time runs.
    WAITING_CLIENT,
    /// An action is in force and nothing more is due.
    ENFORCED,
    /// A decision was wrong; the world is being put back.
    REVERSING,
    CLOSED
}
