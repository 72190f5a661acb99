package dev.reeve.actuators.remote;

import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Probe;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import java.util.List;

/// One line from an agent, written after the work is done.
public sealed interface AgentReply {
    record Read(Reading reading) implements AgentReply {}

    record Answered(Answer answer) implements AgentReply {}

    record Probed(Probe probe) implements AgentReply {}

    record Levers(List<Lever> levers) implements AgentReply {
        public Levers {
            levers = List.copyOf(levers);
        }
    }

    record Pong() implements AgentReply {}

    /// The agent would not do it: a wrong request, an unknown lever, a wrong token. Nothing was done.
    record Rejected(String reason) implements AgentReply {}

    /// The agent began and failed by a mistake of its own: it may have been done or not.
    record Failed(String reason) implements AgentReply {}

    /// A lever that the agent has.
    record Lever(String name, UndoableBy undoableBy, boolean leases) {}
}
