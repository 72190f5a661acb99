package dev.reeve.actuators.command;

import dev.reeve.actuators.process.BoundedProcess;
import dev.reeve.actuators.process.Ending;
import dev.reeve.actuators.readback.StateRule;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.LeverName;

/// A back end with three programs: act, undo and read. Exit codes are words; what read prints is believed.
final class CommandActuator implements Actuator {
    private final LeverName name;
    private final UndoableBy undoableBy;
    private final BoundedProcess process;
    private final CommandTemplate act;
    private final CommandTemplate undo;
    private final CommandTemplate read;
    private final ExitRule exits;
    private final StateRule state;

    CommandActuator(
            LeverName name,
            UndoableBy undoableBy,
            BoundedProcess process,
            CommandTemplate act,
            CommandTemplate undo,
            CommandTemplate read,
            ExitRule exits,
            StateRule state) {
        this.name = name;
        this.undoableBy = undoableBy;
        this.process = process;
        this.act = act;
        this.undo = undo;
        this.read = read;
        this.exits = exits;
        this.state = state;
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
            return switch (process.run(read.render(order), "")) {
                case Ending.Exited exited when exited.code() == 0 -> state.judge(exited.out(), order);
                case Ending.Exited exited -> new Reading.Unreadable(exited.words());
                case Ending.NotStarted notStarted -> new Reading.Unreadable(notStarted.reason());
                case Ending.TimedOut timedOut -> new Reading.Unreadable(timedOut.reason());
                case Ending.Overflowed overflowed -> new Reading.Unreadable(overflowed.reason());
            };
        } catch (UnusableOrderException e) {
            return new Reading.Unreadable(e.reason());
        }
    }

    @Override
    public Answer act(ActionOrder order) {
        return run(act, order);
    }

    /// Undoes nothing that is not ours: it looks first, even when nobody else did.
    @Override
    public Answer undo(ActionOrder order, String prior) {
        return switch (read(order)) {
            case Reading.Unreadable unreadable -> new Answer.Unclear("not tried: " + unreadable.reason());
            case Reading.Seen seen
            when seen.force() == Reading.Force.OURS || seen.force() == Reading.Force.PARTIAL -> run(undo, order);
            case Reading.Seen seen -> new Answer.Accepted("nothing of ours: " + seen.state());
        };
    }

    private Answer run(CommandTemplate command, ActionOrder order) {
        try {
            return exits.judge(process.run(command.render(order), ""));
        } catch (UnusableOrderException e) {
            return new Answer.Refused(e.reason());
        }
    }
}
