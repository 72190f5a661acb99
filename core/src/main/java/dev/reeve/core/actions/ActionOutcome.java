package dev.reeve.core.actions;

/// What became of an act or an undo, as read back. Never a boolean.
public sealed interface ActionOutcome {
    /// The world was read and is as ordered.
    record Applied(String prior, String after, String probe) implements ActionOutcome {}

    /// It was so before we came; nothing was done, and so nothing will be undone.
    record AlreadySo(String state) implements ActionOutcome {}

    /// Some of it took effect.
    record Partial(String prior, String after, String reason) implements ActionOutcome {}

    /// The back end refused and the world is unchanged.
    record Refused(String reason) implements ActionOutcome {}

    /// The world could not be read, or contradicts the answer: a person or a later reading decides.
    record Unknown(String reason) implements ActionOutcome {}

    /// Whether the effect that was ordered is known to hold.
    default boolean holds() {
        return this instanceof Applied || this instanceof AlreadySo;
    }
}
