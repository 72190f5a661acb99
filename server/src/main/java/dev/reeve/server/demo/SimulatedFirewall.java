package dev.reeve.server.demo;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.LeverName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Stands in for the firewall where no real one can be run without root. It blocks nothing, and the demo says so.
final class SimulatedFirewall implements Actuator {
    private final LeverName name;
    private final Map<ActionId, String> blocked = new ConcurrentHashMap<>();

    SimulatedFirewall(LeverName name) {
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
        return true;
    }

    @Override
    public Reading read(ActionOrder order) {
        return blocked.containsKey(order.id())
                ? Reading.ours("blocked (simulated)")
                : Reading.absent("open (simulated)");
    }

    @Override
    public Answer act(ActionOrder order) {
        blocked.put(order.id(), order.target().resource().key());
        return new Answer.Accepted("simulated");
    }

    @Override
    public Answer undo(ActionOrder order, String prior) {
        blocked.remove(order.id());
        return new Answer.Accepted("simulated");
    }
}
