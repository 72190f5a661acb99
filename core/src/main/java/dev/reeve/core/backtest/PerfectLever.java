package dev.reeve.core.backtest;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.LeverName;
import java.util.HashSet;
import java.util.Set;

/// A lever that always does what it is told, and touches nothing.
final class PerfectLever implements Actuator {
    private final LeverName name;
    private final Set<ActionId> inForce = new HashSet<>();

    PerfectLever(LeverName name) {
        this.name = name;
    }

    @Override
    public LeverName name() {
        return name;
    }

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
        return inForce.contains(order.id()) ? Reading.ours("replayed") : Reading.absent("replayed");
    }

    @Override
    public Answer act(ActionOrder order) {
        inForce.add(order.id());
        return new Answer.Accepted("replayed");
    }

    @Override
    public Answer undo(ActionOrder order, String prior) {
        inForce.remove(order.id());
        return new Answer.Accepted("replayed");
    }
}
