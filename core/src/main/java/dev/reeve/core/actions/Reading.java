package dev.reeve.core.actions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the world says about a target, read from the back end itself and never from the answer to a command.
public sealed interface Reading {
    /// @param force whether the effect is in force, and by whom
    /// @param state the back end's own words, kept with the action as prior or resulting state
    /// @param expiresAt when the effect ends by itself; null where it does not
    record Seen(Force force, String state, @Nullable Instant expiresAt) implements Reading {}

    /// The back end could not be read: nothing may be concluded from that.
    record Unreadable(String reason) implements Reading {}

    enum Force {
        /// The effect is not in force.
        ABSENT,
        /// In force, and it carries this action's tag.
        OURS,
        /// In force for another reason: another case, billing, the client. Undo must leave it.
        OTHERS,
        /// Some of it is in force.
        PARTIAL
    }

    static Reading absent(String state) {
        return new Seen(Force.ABSENT, state, null);
    }

    static Reading ours(String state) {
        return new Seen(Force.OURS, state, null);
    }

    static Reading others(String state) {
        return new Seen(Force.OTHERS, state, null);
    }

    static Reading partial(String state) {
        return new Seen(Force.PARTIAL, state, null);
    }

    default boolean is(Force force) {
        return this instanceof Seen seen && seen.force() == force;
    }
}
