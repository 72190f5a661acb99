package dev.reeve.core.evidence;

/// Which part the resource played.
public enum Direction {
    /// It did this to others.
    SOURCE,
    /// It was the target.
    TARGET,
    /// It hosts or serves it.
    HOST
}
