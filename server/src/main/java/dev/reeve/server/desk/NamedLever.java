package dev.reeve.server.desk;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.LeverName;

/// The name of a lever, without the lever: it can't be read and refuses to act.
record NamedLever(LeverName name) implements Actuator {
    private static final String WHY = "this lever is only a name here";

    @Override
    public UndoableBy undoableBy() {
        return UndoableBy.ONLY_US;
    }

    @Override
    public boolean leases() {
        return false;
    }

    @Override
    public Reading read(ActionOrder order) {
        return new Reading.Unreadable(WHY);
    }

    @Override
    public Answer act(ActionOrder order) {
        return new Answer.Refused(WHY);
    }

    @Override
    public Answer undo(ActionOrder order, String prior) {
        return new Answer.Refused(WHY);
    }
}
