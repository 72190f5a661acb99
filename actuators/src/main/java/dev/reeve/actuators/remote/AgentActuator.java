package dev.reeve.actuators.remote;

import dev.reeve.actuators.remote.AgentClient.Outcome;
import dev.reeve.actuators.remote.AgentRequest.Call;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Probe;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.LeverName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A lever that an agent has. A connection that breaks while the agent works makes the answer unclear, and the reading
/// afterwards decides, as with every lever.
public final class AgentActuator implements Actuator {
    private final LeverName name;
    private final AgentClient agent;
    private volatile AgentReply.@Nullable Lever known;

    public AgentActuator(LeverName name, AgentClient agent) {
        this.name = name;
        this.agent = agent;
    }

    @Override
    public LeverName name() {
        return name;
    }

    /// As the agent says; until it has been reached, "only us".
    @Override
    public UndoableBy undoableBy() {
        return find().map(AgentReply.Lever::undoableBy).orElse(UndoableBy.ONLY_US);
    }

    /// As the agent says; until it has been reached, false.
    @Override
    public boolean leases() {
        return find().map(AgentReply.Lever::leases).orElse(false);
    }

    /// The lever as the agent has it; empty when the agent is away or has no such lever.
    public Optional<AgentReply.Lever> find() {
        AgentReply.Lever lever = known;
        if (lever == null
                && agent.call(AgentRequest.about(Call.LIST))
                        instanceof Outcome.Replied(AgentReply.Levers(var levers))) {
            lever = levers.stream()
                    .filter(each -> each.name().equals(name.value()))
                    .findFirst()
                    .orElse(null);
            known = lever;
        }
        return Optional.ofNullable(lever);
    }

    @Override
    public Reading read(ActionOrder order) {
        return switch (call(Call.READ, order, null, null)) {
            case Outcome.Replied(AgentReply.Read(var reading)) -> reading;
            case Outcome.Replied(var reply) -> new Reading.Unreadable(unexpected(reply));
            case Outcome.NotSent notSent -> new Reading.Unreadable(notSent.reason());
            case Outcome.Lost lost -> new Reading.Unreadable(lost.reason());
        };
    }

    @Override
    public Answer act(ActionOrder order) {
        return answer(call(Call.ACT, order, null, null));
    }

    @Override
    public Answer undo(ActionOrder order, String prior) {
        return answer(call(Call.UNDO, order, prior, null));
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Replied(AgentReply.Answered(var answer)) -> answer;
            case Outcome.Replied(AgentReply.Rejected(var reason)) -> new Answer.Refused("the agent: " + reason);
            case Outcome.Replied(var reply) -> new Answer.Unclear(unexpected(reply));
            case Outcome.NotSent notSent -> new Answer.Unclear(notSent.reason());
            case Outcome.Lost lost -> new Answer.Unclear(lost.reason());
        };
    }

    @Override
    public Probe probe(ActionOrder order, boolean expected) {
        return call(Call.PROBE, order, null, expected) instanceof Outcome.Replied(AgentReply.Probed(var probe))
                ? probe
                : new Probe.NotProbed();
    }

    private Outcome call(Call call, ActionOrder order, @Nullable String prior, @Nullable Boolean expected) {
        return agent.call(new AgentRequest(order.id().value(), call, name.value(), order, prior, expected, null));
    }

    private static String unexpected(AgentReply reply) {
        return switch (reply) {
            case AgentReply.Rejected(var reason) -> "the agent: " + reason;
            case AgentReply.Failed(var reason) -> "the agent failed: " + reason;
            case AgentReply.Read _,
                    AgentReply.Answered _,
                    AgentReply.Probed _,
                    AgentReply.Levers _,
                    AgentReply.Pong _ -> "the agent replied to another question";
        };
    }
}
