package dev.reeve.core.policy;

import dev.reeve.core.ids.ClauseId;

/// A part of the policy that nobody can break but the provider: how it is published, that it talks first, when it
/// doesn't.
public record Promise(ClauseId id, String title, String text) {}
