package dev.reeve.network.conversation;

import dev.reeve.network.detection.Signs;

/// Reads one kind of abuse out of what two hosts say to each other. One class, registered by its presence; it keeps
/// nothing between conversations unless it says so.
public interface ConversationDetector {
    /// Name and version, as in `irc/1`.
    String name();

    /// Looks at a conversation that has more to show than before.
    ///
    /// @return whether it has seen enough: it isn't asked about this conversation again, but for {@link #ended}
    boolean look(Conversation conversation, Signs signs);

    /// Told once when a conversation is over, idle or forgotten.
    default void ended(Conversation conversation, Signs signs) {}
}
