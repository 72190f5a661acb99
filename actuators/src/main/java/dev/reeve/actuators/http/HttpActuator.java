package dev.reeve.actuators.http;

import dev.reeve.actuators.http.PanelClient.Exchange;
import dev.reeve.actuators.readback.StateRule;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.LeverName;
import java.time.Duration;
import java.util.function.Predicate;

/// A panel that is spoken to by three requests: act, undo and read. What act and undo answer is kept as words; what
/// read
/// shows is believed. After a time-out nothing is repeated blindly: a suspension that takes long may still come.
final class HttpActuator implements Actuator {
    /// Between two looks at a panel that works on an order.
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final LeverName name;
    private final UndoableBy undoableBy;
    private final PanelClient client;
    private final Secret secret;
    private final RequestTemplate act;
    private final RequestTemplate undo;
    private final RequestTemplate read;
    private final AnswerRule accepted;
    private final StateRule state;
    private final Duration settle;

    HttpActuator(
            LeverName name,
            UndoableBy undoableBy,
            PanelClient client,
            Secret secret,
            Requests requests,
            AnswerRule accepted,
            StateRule state,
            Duration settle) {
        this.name = name;
        this.undoableBy = undoableBy;
        this.client = client;
        this.secret = secret;
        this.act = requests.act();
        this.undo = requests.undo();
        this.read = requests.read();
        this.accepted = accepted;
        this.state = state;
        this.settle = settle;
    }

    record Requests(RequestTemplate act, RequestTemplate undo, RequestTemplate read) {
        boolean useSecret() {
            return act.usesSecret() || undo.usesSecret() || read.usesSecret();
        }
    }

    @Override
    public LeverName name() {
        return name;
    }

    @Override
    public UndoableBy undoableBy() {
        return undoableBy;
    }

    @Override
    public boolean leases() {
        return false;
    }

    @Override
    public Reading read(ActionOrder order) {
        try {
            String password = secret.read();
            return switch (client.send(read.render(order, password))) {
                case Exchange.Answered answered
                when answered.status() >= 200 && answered.status() < 300 ->
                    state.judge(Secret.hide(password, answered.body()), order);
                case Exchange.Answered answered ->
                    new Reading.Unreadable("HTTP " + answered.status() + " when reading");
                case Exchange.Unreachable unreachable -> new Reading.Unreadable(unreachable.reason());
                case Exchange.Lost lost -> new Reading.Unreadable(lost.reason());
            };
        } catch (UnusableOrderException e) {
            return new Reading.Unreadable(e.reason());
        }
    }

    @Override
    public Answer act(ActionOrder order) {
        return sent(act, order, reading -> reading.is(Reading.Force.OURS));
    }

    /// Undoes nothing that is not ours: it looks first, even when nobody else did.
    @Override
    public Answer undo(ActionOrder order, String prior) {
        return switch (read(order)) {
            case Reading.Unreadable unreadable -> new Answer.Unclear("not tried: " + unreadable.reason());
            case Reading.Seen seen
            when seen.force() == Reading.Force.OURS || seen.force() == Reading.Force.PARTIAL ->
                sent(undo, order, reading -> !reading.is(Reading.Force.OURS));
            case Reading.Seen seen -> new Answer.Accepted("nothing of ours: " + seen.state());
        };
    }

    private Answer sent(RequestTemplate request, ActionOrder order, Predicate<Reading> wanted) {
        try {
            String password = secret.read();
            Answer answer = switch (client.send(request.render(order, password))) {
                case Exchange.Answered answered ->
                    accepted.judge(answered.status(), Secret.hide(password, answered.body()), order);
                case Exchange.Unreachable unreachable -> new Answer.Unclear(unreachable.reason());
                case Exchange.Lost lost -> new Answer.Unclear(lost.reason());
            };
            if (!(answer instanceof Answer.Refused)) {
                waitUntilSettled(order, wanted);
            }
            return answer;
        } catch (UnusableOrderException e) {
            return new Answer.Refused(e.reason());
        }
    }

    /// Panels that answer "accepted" and work on it get the time that the operator allows.
    private void waitUntilSettled(ActionOrder order, Predicate<Reading> wanted) {
        long deadline = System.nanoTime() + settle.toNanos();
        try {
            while (System.nanoTime() < deadline && !wanted.test(read(order))) {
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
