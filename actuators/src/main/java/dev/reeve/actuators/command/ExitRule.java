package dev.reeve.actuators.command;

import dev.reeve.actuators.process.Ending;
import dev.reeve.core.actions.Answer;
import java.util.Set;

/// Understands how a program ended. A program that could not be started has done nothing.
record ExitRule(Set<Integer> accepted, Set<Integer> refused) {
    Answer judge(Ending ending) {
        return switch (ending) {
            case Ending.Exited exited when accepted.contains(exited.code()) -> new Answer.Accepted(exited.words());
            case Ending.Exited exited when refused.contains(exited.code()) -> new Answer.Refused(exited.words());
            case Ending.Exited exited -> new Answer.Unclear(exited.words());
            case Ending.NotStarted notStarted -> new Answer.Refused(notStarted.reason());
            case Ending.TimedOut timedOut -> new Answer.Unclear(timedOut.reason());
            case Ending.Overflowed overflowed -> new Answer.Unclear(overflowed.reason());
        };
    }
}
