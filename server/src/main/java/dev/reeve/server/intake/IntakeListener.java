package dev.reeve.server.intake;

import dev.reeve.core.ids.MessageId;

/// Told of every new message once it is durable. Must return at once: the sender is still waiting.
@FunctionalInterface
public interface IntakeListener {
    void received(MessageId message);
}
