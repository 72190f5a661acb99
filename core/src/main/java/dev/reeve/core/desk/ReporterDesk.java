package dev.reeve.core.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.reporters.ReporterCommand;
import dev.reeve.core.reporters.ReporterDecider;
import dev.reeve.core.reporters.ReporterEvent;
import dev.reeve.core.reporters.ReporterState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Takes commands about reporters to {@link ReporterDecider} and its events to the journal. Safe for many threads.
public final class ReporterDesk {
    /// Reporters whose state is kept in memory, for every report asks for one.
    private static final int KEPT_MAX = 10_000;

    private final Journal journal;
    private final Function<ReporterId, ReporterDecider.Facts> facts;
    private final InstantSource time;
    private final Kept<ReporterId, ReporterState> kept = new Kept<>(KEPT_MAX);

    public ReporterDesk(Journal journal, Function<ReporterId, ReporterDecider.Facts> facts, InstantSource time) {
        this.journal = journal;
        this.facts = facts;
        this.time = time;
    }

    /// @return what was decided, durable; or why the command can't be carried out
    public Decision handle(ReporterId id, ReporterCommand command, Actor by) {
        for (int tries = 1; ; tries++) {
            try {
                return handleOnce(id, command, by);
            } catch (VersionConflictException conflict) {
                if (tries == CaseDesk.TRIES_MAX) {
                    throw conflict;
                }
            }
        }
    }

    private Decision handleOnce(ReporterId id, ReporterCommand command, Actor by) {
        Instant now = time.instant();
        ReporterState state = state(id);
        return switch (ReporterDecider.decide(state, command, facts.apply(id), by, now)) {
            case ReporterDecider.Ruling.Refused refused -> refused.why();
            case ReporterDecider.Ruling.Recorded recorded -> {
                journal.append(
                        List.of(new StreamAppend(StreamId.of(id), state.version(), now, by.id(), recorded.events())));
                yield new Decision.Decided(List.of(), List.of(), List.of());
            }
        };
    }

    /// What persons hold of a reporter, as of now.
    public ReporterState state(ReporterId id) {
        ReporterState state = kept.get(id, () -> ReporterState.NEW);
        for (Recorded<Event> recorded : journal.readFrom(StreamId.of(id), state.version())) {
            state = state.apply(new Recorded<>((ReporterEvent) recorded.event(), recorded.at(), recorded.by()));
        }
        kept.put(id, state);
        return state;
    }
}
