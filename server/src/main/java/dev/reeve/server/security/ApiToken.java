package dev.reeve.server.security;

import dev.reeve.core.policy.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A program's key to the API. What it does, its owner does: it never has more roles than they have now.
///
/// @param prefix how the token begins, to tell tokens apart
/// @param reporter who hands in reports with it; null for none
public record ApiToken(
        String id,
        String prefix,
        String label,
        String owner,
        Set<Role> roles,
        @Nullable String reporter,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {
    public ApiToken {
        roles = Set.copyOf(roles);
    }

    public boolean validAt(Instant now) {
        return revokedAt == null && expiresAt.isAfter(now);
    }
}
