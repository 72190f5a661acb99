package dev.reeve.server.security;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import java.time.Instant;
import java.util.Set;

/// A person of the desk.
///
/// @param name what they log in with; also their name in the journal
/// @param secondFactor whether codes are asked for at login
/// @param credentials grows with every change that ends their sessions
public record Person(
        String name,
        String fullName,
        Set<Role> roles,
        boolean hasPassword,
        boolean secondFactor,
        int credentials,
        Instant createdAt,
        boolean disabled) {
    public Person {
        roles = Set.copyOf(roles);
    }

    public ActorId id() {
        return new ActorId(name);
    }
}
