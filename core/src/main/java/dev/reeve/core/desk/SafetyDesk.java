package dev.reeve.core.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskCommand;
import dev.reeve.core.safety.DeskDecider;
import dev.reeve.core.safety.DeskState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Takes commands about the desk as a whole to {@link DeskDecider} and its events to the journal. Safe for many
/// threads.
public final class SafetyDesk {
    private final Journal journal;
    private final CaseDesk cases;
    private final Function<DeskState, DeskDecider.Facts> facts;
    private final InstantSource time;

    /// @param facts gathers limits, inventory and staff for each command
    public SafetyDesk(
            Journal journal, CaseDesk cases, Function<DeskState, DeskDecider.Facts> facts, InstantSource time) {
        this.journal = journal;
        this.cases = cases;
        this.facts = facts;
        this.time = time;
    }

    /// @return what was decided, durable; or why the command can't be carried out
    public Decision handle(DeskCommand command, Actor by) {
        for (int tries = 1; ; tries++) {
            try {
                return handleOnce(command, by);
            } catch (VersionConflictException conflict) {
                if (tries == CaseDesk.TRIES_MAX) {
                    throw conflict;
                }
            }
        }
    }

    private Decision handleOnce(DeskCommand command, Actor by) {
        Instant now = time.instant();
        DeskState desk = cases.desk();
        AccountState account =
                command instanceof DeskCommand.OfAccount of ? cases.account(of.account()) : AccountState.NEW;
        Decision decision = DeskDecider.decide(desk, account, command, facts.apply(desk), by, now);
        if (decision instanceof Decision.Decided decided) {
            append(StreamId.DESK, desk.version(), decided.desk(), by, now);
            if (command instanceof DeskCommand.OfAccount of) {
                append(StreamId.of(of.account()), account.version(), decided.account(), by, now);
            }
        }
        return decision;
    }

    private void append(StreamId stream, long version, List<? extends Event> events, Actor by, Instant now) {
        if (!events.isEmpty()) {
            journal.append(List.of(new StreamAppend(stream, version, now, by.id(), events)));
        }
    }
}
