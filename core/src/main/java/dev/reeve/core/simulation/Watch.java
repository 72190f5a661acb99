package dev.reeve.core.simulation;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.attribution.Attributor;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.DeskEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks on and checks. It sees every transaction, every pull of a lever and every mail, keeps its own books, and
/// asks
/// none of the code that it watches.
final class Watch {
    private static final Duration GRACE = Duration.ofHours(3);

    private final World world;
    private final DeskWatch desk;
    private final CaseWatch cases;
    private final Map<StreamId, Long> versions = new HashMap<>();
    private final Map<NoticeId, Integer> sent = new HashMap<>();
    private Decision.@Nullable Decided decided;
    final List<SimulationReport.Violation> violations = new ArrayList<>();
    private final Set<Invariant> seen = new HashSet<>();
    long steps;

    Watch(World world) {
        this.world = world;
        this.desk = new DeskWatch(world, this);
        this.cases = new CaseWatch(world, this, desk);
    }

    void violated(Invariant invariant, String about, String what) {
        if (seen.add(invariant) || violations.size() < 20) {
            violations.add(new SimulationReport.Violation(
                    invariant, steps, world.agenda.instant(), what + " (" + about + ")", world.story.excerpt(about)));
        }
    }

    /// Whether a planted defect showed.
    boolean caught(@Nullable Defect defect) {
        return defect != null && seen.contains(defect.caughtBy);
    }

    void decided(Decision decision) {
        decided = decision instanceof Decision.Decided d ? d : null;
    }

    /// A transaction is durable. The whole of it is checked before the books follow.
    void committed(List<StreamAppend> appends) {
        steps++;
        wholeness(appends);
        for (StreamAppend append : appends) {
            Instant at = append.at();
            for (Event event : append.events()) {
                world.coverage.event(event.getClass());
                if (event instanceof CaseEvent e) {
                    CaseId id = new CaseId(append.stream().id());
                    world.story.tell(at, e.getClass().getSimpleName(), id, append.by());
                    cases.check(id, e, at, append, appends);
                    world.books.take(id, e, at, append.by());
                } else if (event instanceof AccountEvent e) {
                    world.story.tell(
                            at, e.getClass().getSimpleName(), append.stream().id(), append.by());
                    desk.account(append.stream().id(), e, append);
                } else if (event instanceof DeskEvent e) {
                    world.story.tell(at, e.getClass().getSimpleName(), "desk", append.by());
                    desk.take(e, append);
                }
            }
        }
        cases.afterwards(appends);
    }

    private void wholeness(List<StreamAppend> appends) {
        for (StreamAppend append : appends) {
            long before = versions.getOrDefault(append.stream(), 0L);
            if (append.expectedVersion() != before) {
                violated(Invariant.STREAMS_WHOLE, append.stream().id(), "a gap in the versions of a stream");
            }
            versions.put(append.stream(), before + append.events().size());
        }
        Decision.Decided whole = decided;
        if (whole != null && touchesCase(appends)) {
            int inJournal = appends.stream().mapToInt(a -> a.events().size()).sum();
            int wanted = whole.events().size()
                    + whole.account().size()
                    + whole.desk().size();
            if (inJournal != wanted) {
                violated(
                        Invariant.STREAMS_WHOLE,
                        appends.get(0).stream().id(),
                        wanted + " events were decided, and the journal has " + inJournal);
            }
        }
        decided = null;
    }

    private static boolean touchesCase(List<StreamAppend> appends) {
        return appends.stream().anyMatch(a -> a.stream().type() == StreamId.Type.CASE);
    }

    /// A lever is pulled.
    void acted(ActionOrder order, boolean ours) {
        CaseBook book = world.books.cases.get(order.caseId());
        CaseBook.Act act = book == null ? null : book.actions.get(order.id());
        String about = order.caseId().value();
        if (book == null
                || act == null
                || !(act.status == ActionStatus.STARTED || act.status == ActionStatus.IN_FORCE)) {
            violated(Invariant.ACTION_HAS_DECISION, about, "the lever was pulled for " + order.id());
            return;
        }
        boolean renewal = act.status == ActionStatus.IN_FORCE;
        if (ours && !renewal) {
            violated(Invariant.ONCE_IS_ONCE, about, "the lever was pulled again for " + order.id());
        }
        if (!knownHolder(book)) {
            violated(
                    Invariant.HOLDER_AT_THE_ACT,
                    about,
                    (renewal ? "renewed" : "acted") + " against another holder of " + book.resource.text());
        }
        if (world.town.holder(book.resource) != book.client) {
            world.fault(Fault.REASSIGNED_BEFORE_ACT);
        }
        if (order.lease().compareTo(Town.LEASE) > 0) {
            violated(Invariant.LEASES_END, about, "a lease of " + order.lease());
        }
        if (!renewal) {
            desk.mayActNow(about, act.ordered);
        }
    }

    private boolean knownHolder(CaseBook book) {
        Instant now = world.agenda.instant();
        Interval at = Interval.at(now);
        var holder = Attributor.attribute(book.resource, at, at, now, world.town.known(book.resource));
        return holder instanceof HeldBy h && h.account().equals(book.client.account);
    }

    void undone(ActionOrder order) {
        world.agenda.in(Duration.ZERO, () -> desk.othersAreLeft(order));
    }

    void suspendedByOthers(Town.Client client, boolean on) {
        desk.suspendedByOthers(client.service, on);
    }

    /// A mail is out of our hands, wherever it ends.
    void sent(CaseId id, CaseEvent.NoticeQueued notice) {
        int times = sent.merge(notice.notice(), 1, Integer::sum);
        if (times > 1) {
            violated(Invariant.ONE_MESSAGE_PER_DUTY, id.value(), notice.notice() + " went out " + times + " times");
        }
    }

    /// Compares books, world and journal while nothing is under way.
    void audit() {
        Instant now = world.agenda.instant();
        boolean awake = world.server.upSince(GRACE) && world.agenda.steadyFor(GRACE);
        for (CaseId id : world.books.open) {
            CaseBook book = world.books.book(id);
            if (awake) {
                for (CaseBook.Window window : book.clocks.values()) {
                    if (window.running && window.due.isBefore(now.minus(GRACE))) {
                        violated(
                                Invariant.DEADLINE_NOT_MISSED,
                                id.value(),
                                window.started.clock() + " was due at " + window.due);
                    }
                }
            }
            sameAsFolded(id);
        }
        for (CaseBook book : world.books.cases.values()) {
            if (!book.actions.isEmpty()) {
                booksAreWorld(book);
            }
        }
    }

    private void booksAreWorld(CaseBook book) {
        for (CaseBook.Act act : book.actions.values()) {
            Panel panel = world.panel(act.ordered.lever());
            Panel.Artefact artefact = panel.inForce(act.ordered.action());
            boolean gone = artefact == null && !panel.mayStillArrive(act.ordered.action());
            boolean wrong = switch (act.status) {
                case IN_FORCE -> panel.readable() && (artefact == null || !artefact.whole);
                case ORDERED, NOT_IN_FORCE, WITHDRAWN, UNDONE -> !gone;
                case STARTED, UNVERIFIED, UNDO_ORDERED, UNDO_STARTED, UNDO_UNVERIFIED -> false;
            };
            if (wrong) {
                violated(
                        Invariant.BOOKS_ARE_WORLD,
                        book.id.value(),
                        act.ordered.action() + " is " + act.status + " and the world has "
                                + (artefact == null ? "nothing" : artefact.whole ? "it" : "half of it"));
            }
        }
    }

    private void sameAsFolded(CaseId id) {
        List<Recorded<CaseEvent>> events = new ArrayList<>();
        for (Recorded<Event> r : world.journal.read(StreamId.of(id))) {
            events.add(new Recorded<>((CaseEvent) r.event(), r.at(), r.by()));
        }
        CaseState folded = CaseState.fold(events);
        CaseState used = world.server.cases().state(id);
        boolean same = folded.version() == used.version()
                && folded.status() == used.status()
                && folded.actions().equals(used.actions())
                && folded.notices().equals(used.notices())
                && folded.clocks().equals(used.clocks())
                && folded.tasks().equals(used.tasks())
                && folded.evidence().equals(used.evidence());
        if (!same) {
            violated(Invariant.STREAMS_WHOLE, id.value(), "the state in use is not the fold of the journal");
        }
    }
}
