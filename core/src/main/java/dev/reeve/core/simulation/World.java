package dev.reeve.core.simulation;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.MemoryJournal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.safety.DeskEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that there is in one simulation, and who knows whom.
final class World {
    final Chance chance;
    final Agenda agenda;
    final Story story;
    final Coverage coverage = new Coverage();
    final Sabotage sabotage;
    final boolean deskOfOne;
    PolicyHistory policies;

    final MemoryJournal journal = new MemoryJournal(append -> {});
    final Journal tapped = new TappedJournal();
    final Town town;

    /// What was not read surely, whatever the desk makes of it.
    final Set<ObservationId> doubtful = new HashSet<>();

    final Books books;
    final Watch watch;
    final CrashPoints crashes;
    final Post post;
    private final Panel edge;
    private final Panel panel;
    final SimulatedFacts facts;
    final Staff staff;
    final Parties parties;
    final Server server;

    World(Simulation.Setup setup) {
        this.chance = new Chance(setup.seed());
        this.agenda = new Agenda(setup.start());
        this.story = new Story(setup.keepStory());
        this.sabotage = new Sabotage(setup.defect());
        this.policies = setup.policies();
        this.deskOfOne = chance.oneIn(6);
        this.town = new Town(setup.clients(), chance.fork(), setup.start());
        this.books = new Books(this);
        this.watch = new Watch(this);
        this.crashes = new CrashPoints(this, chance.fork(), setup.faults() ? 900 : 0);
        this.post = new Post(this, chance.fork());
        this.edge = new Panel(Town.EDGE, true, this, chance.fork());
        this.panel = new Panel(Town.PANEL, false, this, chance.fork());
        this.facts = new SimulatedFacts(this);
        this.staff = new Staff(this, chance.fork());
        this.parties = new Parties(this, chance.fork(), setup.vocations());
        this.server = new Server(this);
    }

    Panel panel(LeverName name) {
        return name.equals(Town.EDGE) ? edge : panel;
    }

    void fault(Fault fault) {
        coverage.fault(fault);
        story.tell(agenda.instant(), "fault", fault.name(), fault.sentence);
    }

    /// Puts an event on the desk's stream, as canaries, imports and adopted policies do.
    void record(DeskEvent event) {
        record(event, Actor.MACHINE.id());
    }

    void record(DeskEvent event, ActorId by) {
        Instant now = agenda.instant();
        tapped.append(
                List.of(new StreamAppend(StreamId.DESK, journal.version(StreamId.DESK), now, by, List.of(event))));
    }

    /// The journal as the server sees it: it crashes around appends, and the watch sees what became durable.
    private final class TappedJournal implements Journal {
        @Override
        public List<Recorded<Event>> read(StreamId stream) {
            return journal.read(stream);
        }

        @Override
        public List<Recorded<Event>> readFrom(StreamId stream, long version) {
            return journal.readFrom(stream, version);
        }

        @Override
        public long version(StreamId stream) {
            return journal.version(stream);
        }

        @Override
        public void append(List<StreamAppend> appends) {
            crashes.at(Fault.CRASH_BEFORE_APPEND);
            List<StreamAppend> written = sabotage.append(appends);
            journal.append(written);
            watch.committed(written);
            crashes.at(Fault.CRASH_AFTER_APPEND);
        }
    }
}
