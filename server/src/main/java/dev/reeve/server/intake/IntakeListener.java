package dev.reeve.server.intake;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;

/// Told of every new message once it is durable. Must return at once: the sender is still waiting.
@FunctionalInterface
public interface IntakeListener {
    /// @param reporter as the door knows it
    void received(MessageId message, ReporterId reporter);
}
