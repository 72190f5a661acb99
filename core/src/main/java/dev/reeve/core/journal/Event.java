package dev.reeve.core.journal;

/// A fact that was recorded. Each stream has its own sealed family of events.
public interface Event {}
