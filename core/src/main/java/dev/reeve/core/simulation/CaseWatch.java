package dev.reeve.core.simulation;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.ClockKind;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.cases.TwoPersons;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// The part of the watch that looks at one event of one case, before the books have it.
final class CaseWatch {
    private static final Duration DWELL = Duration.ofMinutes(15);

    private final World world;
    private final Watch watch;
    private final DeskWatch desk;

    CaseWatch(World world, Watch watch, DeskWatch desk) {
        this.world = world;
        this.watch = watch;
        this.desk = desk;
    }

    void check(CaseId id, CaseEvent event, Instant at, StreamAppend append, List<StreamAppend> all) {
        CaseBook book = world.books.cases.get(id);
        if (book == null) {
            return;
        }
        switch (event) {
            case CaseEvent.EvidenceJoined e -> joined(book, e);
            case CaseEvent.ActionOrdered e -> ordered(book, e, at, append, all);
            case CaseEvent.ActionStarted e -> started(book, book.act(e.action()).ordered);
            case CaseEvent.ActionSettled e -> settled(book, e, append);
            case CaseEvent.ClockFired e -> fired(book, e, at);
            case CaseEvent.ClockStarted e -> windowStarted(book, e);
            case CaseEvent.NoticeQueued e -> queued(book, e, at);
            case CaseEvent.NoticeAccepted e -> {
                if (world.post.accepted(e.notice()) && book.startsWindow(e.notice())) {
                    book.told = true;
                }
            }
            case CaseEvent.ReversalBegun e -> desk.reversalBegun(id.value(), at);
            case CaseEvent.ReversalDone e -> reversalDone(book);
            case CaseEvent other -> {}
        }
    }

    private void violated(Invariant invariant, CaseBook book, String what) {
        watch.violated(invariant, book.id.value(), what);
    }

    private void joined(CaseBook book, CaseEvent.EvidenceJoined e) {
        boolean live = world.policies
                .find(e.policyHash())
                .flatMap(p -> p.find(e.clause()))
                .map(c -> c.triggers().stream()
                        .anyMatch(t -> t.id().value().equals(e.trigger()) && t.state() == RuleState.LIVE))
                .orElse(false);
        book.live |= live;
        if (!live) {
            violated(Invariant.SHADOW_NEVER_ACTS, book, "evidence joined by the rule " + e.trigger());
        }
    }

    private void ordered(
            CaseBook book, CaseEvent.ActionOrdered e, Instant at, StreamAppend append, List<StreamAppend> all) {
        if (book.evidence == 0) {
            violated(Invariant.DECISION_HAS_EVIDENCE, book, e.step().word() + " without evidence");
        }
        boolean reserved = all.stream().anyMatch(a -> a.stream().equals(StreamId.DESK));
        if (!reserved) {
            violated(Invariant.STREAMS_WHOLE, book, "an order without its budget in the same transaction");
        }
        boolean own = e.target().service().equals(book.client.service)
                && e.target().account().equals(book.client.account)
                && !(e.target().resource() instanceof Resource.Prefix p
                        && !p.prefix().single());
        if (!own) {
            violated(Invariant.OWN_TARGET, book, "the target is " + e.target());
        }
        if (!desk.canaryPassed(e.lever())) {
            violated(Invariant.CANARY_PASSED, book, e.lever() + " has no canary for its settings");
        }
        if (e.lease().compareTo(Town.LEASE) > 0) {
            violated(Invariant.LEASES_END, book, "a lease of " + e.lease());
        }
        desk.mayActNow(book.id.value(), e);
        if (e.automatic()) {
            automatic(book, e, at, append);
        } else {
            byPerson(book, e, at, append);
        }
    }

    private void automatic(CaseBook book, CaseEvent.ActionOrdered e, Instant at, StreamAppend append) {
        if (e.step() == Step.TERMINATE) {
            violated(Invariant.NOTHING_DESTRUCTIVE_BY_TIMER, book, "the policy terminated");
        }
        if (desk.isProtected(book) && e.step().compareTo(Step.RESTRICT) > 0) {
            violated(Invariant.PROTECTED_SPARED, book, e.step().word() + " of a protected client");
        }
        boolean oneStranger = book.strongest.compareTo(Strength.TRUSTED) < 0 && book.witnesses.size() < 2;
        if (e.step().compareTo(Step.DISABLE_CONTENT) > 0 && (book.strongest == Strength.SPOOFABLE || oneStranger)) {
            violated(
                    Invariant.WEAK_EVIDENCE_NEVER_SUSPENDS,
                    book,
                    e.step().word() + " on " + book.strongest + " of " + book.witnesses.size());
        }
        if (world.town.inventoryAt().isBefore(at.minus(desk.limits().inventoryAgeMax()))) {
            violated(Invariant.INVENTORY_FRESH, book, "the inventory is from " + world.town.inventoryAt());
        }
        if (desk.cleared(book, at)) {
            violated(Invariant.CLEARED_STAYS_SILENT, book, e.step().word() + " on a cleared signal");
        }
        if (e.necessity() != null) {
            return;
        }
        Instant last = book.stepTakenAt;
        if (last != null && at.isBefore(last.plus(DWELL))) {
            violated(Invariant.DWELL_KEPT, book, e.step().word() + " after a step at " + last);
        }
        boolean fired = has(append, CaseEvent.ClockFired.class);
        if (!fired) {
            violated(Invariant.DEADLINE_NOT_EARLY, book, e.step().word() + " though no deadline fired");
        }
        Step told = book.promised.stream()
                .map(Rung::step)
                .filter(s -> s.compareTo(book.stepTaken) > 0)
                .findFirst()
                .orElse(Step.NOTICE);
        if (e.step().compareTo(told) > 0) {
            violated(Invariant.NOT_HARSHER_THAN_TOLD, book, e.step().word() + " where " + told.word() + " was told");
        }
    }

    private void byPerson(CaseBook book, CaseEvent.ActionOrdered e, Instant at, StreamAppend append) {
        if (e.step() == Step.TERMINATE) {
            boolean other = book.terminationProposer != null && !book.terminationProposer.equals(append.by());
            Instant proposed = book.terminationProposedAt;
            boolean cooled = world.deskOfOne && proposed != null && !at.isBefore(proposed.plus(TwoPersons.COOLING_OFF));
            if (!other && !cooled) {
                violated(Invariant.TWO_PERSONS, book, "terminated by " + append.by() + " alone");
            }
        } else if (desk.isProtected(book) && e.step().compareTo(Step.RESTRICT) > 0) {
            boolean other = book.stepProposer != null && !book.stepProposer.equals(append.by());
            if (!other && !world.deskOfOne) {
                violated(Invariant.TWO_PERSONS, book, "a protected client was hit by " + append.by() + " alone");
            }
        }
    }

    private void started(CaseBook book, CaseEvent.ActionOrdered order) {
        if (order.necessity() == null && !book.told) {
            violated(Invariant.TOLD_BEFORE_ACTED, book, order.step().word() + " of a client who was not told");
        }
        if (order.automatic() && desk.isProtected(book) && order.step().compareTo(Step.RESTRICT) > 0) {
            violated(Invariant.PROTECTED_SPARED, book, order.step().word() + " of a client protected meanwhile");
        }
        if (order.automatic() && book.unreviewed && !book.severity.gravest()) {
            violated(Invariant.REPLY_HEARD, book, order.step().word() + " though the client wrote");
        }
    }

    private void settled(CaseBook book, CaseEvent.ActionSettled e, StreamAppend append) {
        boolean tells = e.outcome() instanceof ActionOutcome.Applied && !book.reversing && !book.fixConfirmed;
        if (!tells) {
            return;
        }
        String about = e.action().value();
        boolean before = book.notices.values().stream().anyMatch(n -> isTold(n, about));
        boolean now = append.events().stream().anyMatch(x -> x instanceof CaseEvent.NoticeQueued n && isTold(n, about));
        if (!before && !now) {
            violated(Invariant.TOLD_AT_ACTION, book, about + " took effect and its client is not told");
        }
    }

    private static boolean isTold(CaseEvent.NoticeQueued n, String about) {
        return n.kind() == NoticeKind.ACTION_TAKEN && n.about().equals(about);
    }

    private void fired(CaseBook book, CaseEvent.ClockFired e, Instant at) {
        CaseBook.Window window = book.clocks.get(e.clock());
        if (window == null || at.isBefore(window.due) || !window.running) {
            violated(
                    Invariant.DEADLINE_NOT_EARLY,
                    book,
                    e.clock() + " fired" + (window == null ? ", which is over" : " and is due at " + window.due));
        }
    }

    private void windowStarted(CaseBook book, CaseEvent.ClockStarted e) {
        if (e.kind() != ClockKind.RESPONSE_WINDOW) {
            return;
        }
        CaseEvent.NoticeQueued notice = book.notices.values().stream()
                .filter(n -> n.notice().value().equals(e.about()))
                .findFirst()
                .orElse(null);
        Duration promised = notice == null ? Duration.ZERO : notice.window();
        if (Duration.parse(e.length()).compareTo(promised) < 0) {
            violated(Invariant.NOT_HARSHER_THAN_TOLD, book, "a window of " + e.length() + ", told " + promised);
        }
    }

    private void queued(CaseBook book, CaseEvent.NoticeQueued e, Instant at) {
        boolean toClient = e.kind().party == NoticeKind.Party.CLIENT;
        boolean leaks = toClient
                && (e.reporter() != null
                        || (e.address() != null && e.address().ref().startsWith("reporter")));
        if (leaks) {
            violated(Invariant.REPORTER_HIDDEN, book, e.kind() + " carries " + e.reporter() + " " + e.address());
        }
        boolean accuses = e.kind() == NoticeKind.FIRST_NOTICE
                || e.kind() == NoticeKind.MORE_EVIDENCE
                || e.kind() == NoticeKind.ACTION_TAKEN;
        if (accuses && book.evidence == 0 && !book.doubtful.isEmpty()) {
            violated(Invariant.DOUBT_BEGINS_NOTHING, book, e.kind() + " on nothing that anybody was sure of");
        }
        boolean silent = e.kind() == NoticeKind.FIRST_NOTICE || e.kind() == NoticeKind.MORE_EVIDENCE;
        if (silent && desk.cleared(book, at)) {
            violated(Invariant.CLEARED_STAYS_SILENT, book, e.kind() + " of a cleared signal");
        }
        if (e.kind() == NoticeKind.FIRST_NOTICE) {
            Duration told = book.promised.stream()
                    .filter(r -> r.step() == Step.NOTICE)
                    .map(Rung::window)
                    .findFirst()
                    .orElse(Duration.ZERO);
            if (e.window().compareTo(told) < 0) {
                violated(Invariant.NOT_HARSHER_THAN_TOLD, book, "a notice with " + e.window() + " of " + told);
            }
        }
        boolean once = e.kind() == NoticeKind.ACTION_TAKEN || e.kind() == NoticeKind.RECEIPT;
        if (once && book.notices.values().stream().anyMatch(n -> sameDuty(n, e))) {
            violated(Invariant.ONE_MESSAGE_PER_DUTY, book, "a second " + e.kind() + " about " + e.about());
        }
    }

    private static boolean sameDuty(CaseEvent.NoticeQueued a, CaseEvent.NoticeQueued b) {
        return a.kind() == b.kind() && a.about().equals(b.about()) && Objects.equals(a.reporter(), b.reporter());
    }

    private void reversalDone(CaseBook book) {
        for (CaseBook.Act act : book.actions.values()) {
            Panel panel = world.panel(act.ordered.lever());
            boolean left = panel.inForce(act.ordered.action()) != null
                    || panel.mayStillArrive(act.ordered.action())
                    || act.status == ActionStatus.IN_FORCE;
            if (left) {
                violated(
                        Invariant.REVERSED_MEANS_WORLD_BACK,
                        book,
                        act.ordered.action() + " is still in the world, " + act.status);
            }
        }
    }

    /// What can only be said once the whole transaction is seen.
    void afterwards(List<StreamAppend> appends) {
        for (StreamAppend append : appends) {
            if (append.stream().type() != StreamId.Type.CASE) {
                continue;
            }
            CaseBook book = world.books.cases.get(new CaseId(append.stream().id()));
            if (book == null) {
                continue;
            }
            boolean byPerson = !append.by().equals(Actor.MACHINE.id());
            if (byPerson && has(append, CaseEvent.TaskDone.class)) {
                book.unreviewed = false;
            }
            if (has(append, CaseEvent.ReversalBegun.class) && desk.leftBehind(book)) {
                violated(Invariant.STRIKES_OF_REVERSED_GONE, book, "a strike or a breach still counts");
            }
        }
    }

    private static boolean has(StreamAppend append, Class<? extends Event> type) {
        return append.events().stream().anyMatch(type::isInstance);
    }
}
