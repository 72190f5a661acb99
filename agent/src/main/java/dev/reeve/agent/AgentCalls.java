package dev.reeve.agent;

import dev.reeve.actuators.remote.AgentReply;
import dev.reeve.actuators.remote.AgentRequest;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/// Does what a request asks. Levers of an agent run a few at a time: each may start programs.
final class AgentCalls {
    private static final int AT_ONCE_MAX = 8;

    private final Levers levers;
    private final Token token;
    private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);

    AgentCalls(Levers levers, Token token) {
        this.levers = levers;
        this.token = token;
    }

    AgentReply perform(AgentRequest request) {
        if (!token.matches(request.token())) {
            return new AgentReply.Rejected("the token is wrong or missing");
        }
        return switch (request.call()) {
            case PING -> new AgentReply.Pong();
            case LIST ->
                new AgentReply.Levers(levers.all().values().stream()
                        .map(lever -> new AgentReply.Lever(lever.name().value(), lever.undoableBy(), lever.leases()))
                        .toList());
            case READ, ACT, UNDO, PROBE -> pull(request);
        };
    }

    private AgentReply pull(AgentRequest request) {
        String name = Objects.requireNonNull(request.lever(), "checked by the request");
        ActionOrder order = Objects.requireNonNull(request.order(), "checked by the request");
        return levers.find(name)
                .map(lever -> pull(lever, request, order))
                .orElseGet(() -> new AgentReply.Rejected("no lever is called " + name + " here; the file has "
                        + String.join(", ", levers.all().keySet())));
    }

    private AgentReply pull(Actuator lever, AgentRequest request, ActionOrder order) {
        turns.acquireUninterruptibly();
        try {
            return switch (request.call()) {
                case READ -> new AgentReply.Read(lever.read(order));
                case ACT -> new AgentReply.Answered(lever.act(order));
                case UNDO ->
                    new AgentReply.Answered(lever.undo(order, Objects.requireNonNull(request.prior(), "checked")));
                case PROBE ->
                    new AgentReply.Probed(lever.probe(order, Objects.requireNonNull(request.expected(), "checked")));
                case PING, LIST -> new AgentReply.Pong();
            };
        } catch (RuntimeException e) {
            // A mistake of ours in one lever must not end the agent that other levers are pulled by.
            return new AgentReply.Failed(e.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            turns.release();
        }
    }
}
