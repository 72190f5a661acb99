package dev.reeve.server.security;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who sent a request: a person in a session, or a program with a token.
///
/// @param name the person, or the token's owner
/// @param freshLogin password and code within the last minutes
/// @param reporter who hands in reports with this token; null otherwise
/// @param token null in a session
public record Caller(
        String name,
        String fullName,
        Set<Role> roles,
        boolean freshLogin,
        boolean secondFactor,
        @Nullable String reporter,
        @Nullable String token) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public Actor actor() {
        return new Actor(new ActorId(name), roles, freshLogin);
    }

    public boolean may(Role role) {
        return actor().may(role);
    }

    /// Whether they work cases.
    public boolean staff() {
        return may(Role.ANALYST) || may(Role.COUNSEL);
    }

    boolean passes(To gate) {
        return switch (gate) {
            case EVERYBODY -> true;
            case SIGNED_IN -> token == null;
            case REPORTER -> reporter != null;
            case VIEWER -> may(Role.VIEWER);
            case STAFF -> staff();
            case ANALYST -> may(Role.ANALYST);
            case SENIOR -> may(Role.SENIOR);
            case COUNSEL -> may(Role.COUNSEL);
            case ADMINISTRATOR -> may(Role.ADMINISTRATOR);
        };
    }
}
