package dev.reeve.server.security;

/// Whom a route is open to.
public enum To {
    /// Also who has not logged in.
    EVERYBODY,
    /// Who has logged in, whatever their roles.
    SIGNED_IN,
    /// A token that hands in reports.
    REPORTER,
    VIEWER,
    /// Who works cases: analysts and above, and counsel. What exactly they may do is decided case by case.
    STAFF,
    ANALYST,
    SENIOR,
    COUNSEL,
    ADMINISTRATOR
}
