package dev.reeve.core.cases;

/// Why a person is needed.
public enum TaskKind {
    /// A clause of judgement: is it a breach?
    JUDGE,
    /// The next step is beyond what the policy may do by itself.
    DECIDE_STEP,
    /// A safety rule held an action back.
    ACTION_HELD,
    /// No lever is mapped to the service kind and step.
    NO_LEVER,
    /// The client wrote.
    REVIEW_REPLY,
    /// The client says that it is mended.
    VERIFY_FIX,
    /// A notice came back.
    NOTICE_BOUNCED,
    /// A notice may or may not have gone out.
    NOTICE_UNCERTAIN,
    /// The client can't be reached at an address that the action leaves alone.
    NO_SAFE_CONTACT,
    /// An action did not take, or nobody knows whether it did.
    ACTION_UNVERIFIED,
    /// An effect that should be in force is not.
    ACTION_DRIFTED,
    /// An appeal is to be heard by somebody else than who decided.
    APPEAL,
    /// A second person must approve a termination.
    APPROVE_TERMINATION,
    /// The account's strikes reached a threshold.
    STRIKE_THRESHOLD,
    /// A reporter wrote about the case.
    REPORTER_WROTE,
    /// A report was not read surely: is it one, and does it accuse this?
    CONFIRM_REPORT
}
