package dev.reeve.core.actions;

import dev.reeve.core.actions.Reading.Force;
import dev.reeve.core.actions.Reading.Seen;
import dev.reeve.core.actions.Reading.Unreadable;

/// Reads, acts, reads back, probes. The only way that a lever is pulled, so that a lying back end is caught in one
/// place.
///
/// Running it again after a crash is safe: an effect that already carries the order's tag is taken as applied.
public final class LeverRun {
    private LeverRun() {}

    public static ActionOutcome apply(Actuator lever, ActionOrder order) {
        return switch (lever.read(order)) {
            case Unreadable unreadable -> new ActionOutcome.Unknown("before acting: " + unreadable.reason());
            case Seen prior ->
                switch (prior.force()) {
                    case OTHERS -> new ActionOutcome.AlreadySo(prior.state());
                    case OURS -> verified(lever, order, prior.state(), new Answer.Accepted("already there"), prior);
                    case ABSENT, PARTIAL -> acted(lever, order, prior);
                };
        };
    }

    private static ActionOutcome acted(Actuator lever, ActionOrder order, Seen prior) {
        Answer answer = lever.act(order);
        return switch (lever.read(order)) {
            case Unreadable unreadable ->
                new ActionOutcome.Unknown("after acting (" + words(answer) + "): " + unreadable.reason());
            case Seen after -> verified(lever, order, prior.state(), answer, after);
        };
    }

    private static ActionOutcome verified(Actuator lever, ActionOrder order, String prior, Answer answer, Seen after) {
        return switch (after.force()) {
            case OURS -> probed(lever, order, prior, after);
            case PARTIAL -> new ActionOutcome.Partial(prior, after.state(), words(answer));
            case OTHERS -> new ActionOutcome.AlreadySo(after.state());
            case ABSENT ->
                switch (answer) {
                    case Answer.Refused refused -> new ActionOutcome.Refused(refused.reason());
                    case Answer.Accepted accepted ->
                        new ActionOutcome.Unknown("the back end said \"" + accepted.words() + "\" but nothing changed");
                    case Answer.Unclear unclear ->
                        new ActionOutcome.Unknown("not in force when read back: " + unclear.reason());
                };
        };
    }

    private static ActionOutcome probed(Actuator lever, ActionOrder order, String prior, Seen after) {
        return switch (lever.probe(order, true)) {
            case Probe.Confirmed confirmed -> new ActionOutcome.Applied(prior, after.state(), confirmed.how());
            case Probe.NotProbed() -> new ActionOutcome.Applied(prior, after.state(), "not probed");
            case Probe.Contradicted contradicted -> new ActionOutcome.Partial(prior, after.state(), contradicted.how());
        };
    }

    /// Takes back what the order made, and only that.
    ///
    /// @param prior the state that was read before the act
    public static ActionOutcome undo(Actuator lever, ActionOrder order, String prior) {
        return undo(lever, order, prior, false);
    }

    /// @param mayComeLate nobody knows what became of the act: it may still be under way in the back end, and so is
    ///     undone even where nothing is to be seen of it yet
    public static ActionOutcome undo(Actuator lever, ActionOrder order, String prior, boolean mayComeLate) {
        return switch (lever.read(order)) {
            case Unreadable unreadable -> new ActionOutcome.Unknown("before undoing: " + unreadable.reason());
            case Seen before -> {
                boolean nothing = before.force() == Force.ABSENT || before.force() == Force.OTHERS;
                if (nothing && !mayComeLate) {
                    yield new ActionOutcome.AlreadySo(before.state());
                }
                Answer answer = lever.undo(order, prior);
                yield switch (lever.read(order)) {
                    case Unreadable unreadable ->
                        new ActionOutcome.Unknown("after undoing (" + words(answer) + "): " + unreadable.reason());
                    case Seen after -> {
                        boolean unsure = mayComeLate && !(answer instanceof Answer.Accepted);
                        yield unsure && after.force() != Force.OURS
                                ? new ActionOutcome.Unknown("the act may still come, and the undo was " + words(answer))
                                : undone(lever, order, before, answer, after);
                    }
                };
            }
        };
    }

    private static ActionOutcome undone(Actuator lever, ActionOrder order, Seen before, Answer answer, Seen after) {
        return switch (after.force()) {
            case OURS ->
                answer instanceof Answer.Refused refused
                        ? new ActionOutcome.Refused(refused.reason())
                        : new ActionOutcome.Unknown("still in force after undo: " + words(answer));
            case PARTIAL -> new ActionOutcome.Partial(before.state(), after.state(), words(answer));
            case OTHERS -> new ActionOutcome.Applied(before.state(), after.state(), "others' effect left in place");
            case ABSENT ->
                switch (lever.probe(order, false)) {
                    case Probe.Confirmed confirmed ->
                        new ActionOutcome.Applied(before.state(), after.state(), confirmed.how());
                    case Probe.NotProbed() -> new ActionOutcome.Applied(before.state(), after.state(), "not probed");
                    case Probe.Contradicted contradicted ->
                        new ActionOutcome.Partial(before.state(), after.state(), contradicted.how());
                };
        };
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> accepted.words();
            case Answer.Refused refused -> "refused: " + refused.reason();
            case Answer.Unclear unclear -> "unclear: " + unclear.reason();
        };
    }
}
