package dev.reeve.core.actions;

import dev.reeve.core.ids.LeverName;

/// One lever on the world. The contract, checked by one suite for all of them:
///
/// - {@link #act} twice with one order is once; the order's id is the key and the tag of what was made;
/// - {@link #undo} removes only what carries that tag and leaves others' effects; undo without act is harmless;
/// - {@link #read} asks the back end itself and tells ours from others';
/// - no method throws for what the world says: that is an {@link Answer} or a {@link Reading}. Exceptions are our own
/// mistakes;
/// - every call ends within a named limit of time and output.
///
/// Callers go through {@link LeverRun}, which reads, acts, reads back and probes, in that order.
public interface Actuator {
    LeverName name();

    UndoableBy undoableBy();

    /// Whether the effect ends by itself when we are gone.
    boolean leases();

    /// What the world says about the order's target and effect now.
    Reading read(ActionOrder order);

    Answer act(ActionOrder order);

    /// @param prior what was read before the act, so that undo can put it back
    Answer undo(ActionOrder order, String prior);

    /// Looks at the data plane.
    ///
    /// @param expected true after an act, false after an undo
    default Probe probe(ActionOrder order, boolean expected) {
        return new Probe.NotProbed();
    }
}
