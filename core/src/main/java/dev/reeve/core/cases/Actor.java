package dev.reeve.core.cases;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import java.util.Set;

/// Who gives a command: a person with roles, the machine, or a party to the case.
///
/// @param freshLogin whether the person proved who they are within the last minutes
public record Actor(ActorId id, Set<Role> roles, boolean freshLogin) {
    public static final Actor MACHINE = new Actor(new ActorId("reeve"), Set.of(), false);

    public Actor {
        roles = Set.copyOf(roles);
    }

    public static Actor person(String id, Role... roles) {
        return new Actor(new ActorId(id), Set.of(roles), true);
    }

    /// The machine acts for itself; persons need the role or, for ordinary work, a higher one.
    public boolean may(Role role) {
        return switch (role) {
            case VIEWER -> !roles.isEmpty();
            case ANALYST -> has(Role.ANALYST) || has(Role.SENIOR) || has(Role.ADMINISTRATOR);
            case SENIOR -> has(Role.SENIOR) || has(Role.ADMINISTRATOR);
            case COUNSEL -> has(Role.COUNSEL);
            case ADMINISTRATOR -> has(Role.ADMINISTRATOR);
        };
    }

    private boolean has(Role role) {
        return roles.contains(role);
    }
}
