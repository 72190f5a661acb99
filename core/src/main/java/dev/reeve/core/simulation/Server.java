package dev.reeve.core.simulation;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.desk.ActionRunner;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.desk.NoticeRunner;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.safety.DeskCommand;
import dev.reeve.core.safety.DeskDecider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The server process: put together from the classes that run in production, over the simulated journal, levers and
/// post. A crash loses it and what it kept in memory; a start does what the real one does.
final class Server {
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(5);
    private static final Duration GATHER = Duration.ofMinutes(15);

    private final World world;
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private CaseDesk cases;
    private EvidenceDesk evidence;
    private SafetyDesk safety;
    private ActionRunner actions;
    private NoticeRunner notices;
    private Map<LeverName, Actuator> levers = Map.of();
    private boolean up;
    private boolean roundPlanned;
    private Instant upSince = Instant.MIN;

    Server(World world) {
        this.world = world;
        this.cases = new CaseDesk(world.tapped, world.facts, world.agenda, this::decide);
        this.evidence = new EvidenceDesk(world.tapped, cases, world.facts, world.agenda);
        this.safety = safetyDesk();
        this.actions = new ActionRunner(cases, this::lever);
        this.notices = new NoticeRunner(cases, world.sabotage.postman(world.post), "desk.example");
    }

    private SafetyDesk safetyDesk() {
        return new SafetyDesk(
                world.tapped,
                cases,
                desk -> new DeskDecider.Facts(
                        world.facts.limits(desk),
                        world.town.inventoryAt(),
                        world.deskOfOne || world.sabotage.is(Defect.ALONE_AT_THE_SWITCH)),
                world.agenda);
    }

    private Optional<Actuator> lever(LeverName name) {
        return Optional.ofNullable(levers.get(name));
    }

    private Decision decide(
            dev.reeve.core.cases.CaseState state,
            CaseCommand command,
            dev.reeve.core.cases.CaseFacts facts,
            Actor by,
            Instant now) {
        Decision decision = world.sabotage.decide(state, command, facts, by, now);
        world.watch.decided(decision);
        return decision;
    }

    CaseDesk cases() {
        return cases;
    }

    boolean up() {
        return up;
    }

    boolean upSince(Duration time) {
        return up && !world.agenda.trueTime().isBefore(upSince.plus(time));
    }

    /// A new process: nothing kept, what was under way recovered, what fell due judged in order.
    void start() {
        cases = new CaseDesk(world.tapped, world.facts, world.agenda, this::decide);
        evidence = new EvidenceDesk(world.tapped, cases, world.facts, world.agenda);
        safety = safetyDesk();
        actions = new ActionRunner(cases, this::lever);
        notices = new NoticeRunner(cases, world.sabotage.postman(world.post), "desk.example");
        levers = new LinkedHashMap<>();
        levers.put(Town.EDGE, world.sabotage.lever(world.panel(Town.EDGE)));
        levers.put(Town.PANEL, world.sabotage.lever(world.panel(Town.PANEL)));
        up = true;
        upSince = world.agenda.trueTime();
        run(() -> {
            for (NoticeRunner.Duty duty : List.copyOf(world.books.started.values())) {
                if (world.sabotage.is(Defect.SENDS_AGAIN)) {
                    var state = cases.state(duty.caseId());
                    var notice = Objects.requireNonNull(state.notices().get(duty.notice()));
                    world.post.send(
                            List.of(new dev.reeve.core.desk.Postman.Letter(state, notice)), duty.notice() + "@again");
                }
                notices.recover(duty);
            }
            sweep();
            round();
        });
    }

    void stop(Duration downtime) {
        up = false;
        world.agenda.in(downtime, this::start);
    }

    /// Runs something in the process; a crash in it ends the process, which comes back after a while.
    void run(Runnable what) {
        if (!up) {
            return;
        }
        world.crashes.arm(true);
        try {
            what.run();
        } catch (Crash crash) {
            world.story.tell(world.agenda.instant(), "crash", "server", "");
            stop(world.chance.oneIn(10) ? Duration.ofHours(5) : Duration.ofMinutes(2));
        } finally {
            world.crashes.arm(false);
        }
    }

    /// A message that was taken in durably: it waits until it was processed.
    void message(Runnable processing) {
        inbox.add(processing);
        run(this::drain);
    }

    private void drain() {
        while (!inbox.isEmpty()) {
            Runnable first = inbox.getFirst();
            first.run();
            inbox.removeFirst();
        }
    }

    void take(dev.reeve.core.evidence.Observation observation, dev.reeve.core.journal.Personal reporter) {
        evidence.take(observation, reporter);
    }

    /// Recorded once, also when a crash comes in between.
    void doubt(MessageId message, int percent) {
        StreamId stream = StreamId.of(message);
        if (world.tapped.version(stream) == 0) {
            world.tapped.append(List.of(new StreamAppend(
                    stream,
                    0,
                    world.agenda.instant(),
                    Actor.MACHINE.id(),
                    List.of(new MessageEvent.Doubted(percent, 75)))));
        }
    }

    void bounced(CaseId id, NoticeId notice) {
        cases.handle(id, new CaseCommand.BounceNotice(notice, "550 no such user"), Actor.MACHINE);
    }

    Decision person(Actor by, CaseId id, CaseCommand command) {
        return cases.handle(id, command, by);
    }

    Decision safety(DeskCommand command, Actor by) {
        return safety.handle(command, by);
    }

    /// The alarm of one clock. It can be lost; the sweep finds what was missed.
    void alarm(CaseId id, ClockId clock, Instant due) {
        if (world.chance.oneIn(40)) {
            world.fault(Fault.ALARM_LOST);
            return;
        }
        Duration early = world.sabotage.is(Defect.CLOCKS_EARLY) ? Duration.ofHours(20) : Duration.ZERO;
        world.agenda.atDeskTime(
                due.minus(early), () -> run(() -> cases.handle(id, new CaseCommand.ClockDue(clock), Actor.MACHINE)));
    }

    void wakeOutbox() {
        if (!roundPlanned) {
            roundPlanned = true;
            world.agenda.in(ROUND, () -> {
                roundPlanned = false;
                run(this::round);
            });
        }
    }

    void tryAgain(NoticeRunner.Duty duty) {
        world.agenda.in(TRY_AGAIN, () -> {
            world.books.queued.put(duty.notice(), duty);
            wakeOutbox();
        });
    }

    /// One round of the outbox: what is queued goes out, gathered per client; what is ordered is carried out.
    private void round() {
        drain();
        Map<String, List<NoticeRunner.Duty>> groups = new LinkedHashMap<>();
        boolean waits = false;
        for (NoticeRunner.Duty duty : List.copyOf(world.books.queued.values())) {
            CaseBook book = world.books.book(duty.caseId());
            var queued = Objects.requireNonNull(book.notices.get(duty.notice()));
            boolean toClient = queued.kind().party == NoticeKind.Party.CLIENT;
            String group =
                    toClient ? book.client.account.value() : duty.notice().value();
            groups.computeIfAbsent(group, g -> new ArrayList<>()).add(duty);
        }
        for (List<NoticeRunner.Duty> group : groups.values()) {
            boolean allMayWait = group.stream()
                    .allMatch(d -> Objects.requireNonNull(
                                    world.books.book(d.caseId()).notices.get(d.notice()))
                            .kind()
                            .mayWait());
            if (allMayWait && !world.chance.oneIn(3)) {
                waits = true;
                continue;
            }
            notices.run(group);
        }
        if (waits) {
            world.agenda.in(GATHER, this::wakeOutbox);
        }
        for (Map.Entry<ActionId, CaseId> entry : List.copyOf(world.books.pending.entrySet())) {
            act(entry.getValue(), entry.getKey());
        }
    }

    private void act(CaseId id, ActionId action) {
        CaseBook.Act act = world.books.book(id).act(action);
        if (world.sabotage.is(Defect.EAGER_LEVER) && act.status == ActionStatus.ORDERED) {
            var o = act.ordered;
            lever(o.lever())
                    .ifPresent(l -> l.act(new ActionOrder(
                            action, id, o.step(), o.target(), o.parameters(), o.lease(), "in a hurry")));
        }
        actions.run(id, action);
    }

    /// Every hour: clocks that were missed, leases, actions of which nobody knows.
    void hourly() {
        run(() -> {
            sweep();
            for (Map.Entry<ActionId, CaseId> entry : List.copyOf(world.books.unverified.entrySet())) {
                actions.run(entry.getValue(), entry.getKey());
            }
            renewAll();
            round();
        });
    }

    void renewAll() {
        for (Map.Entry<ActionId, CaseId> entry : List.copyOf(world.books.inForce.entrySet())) {
            CaseBook.Act act = world.books.book(entry.getValue()).act(entry.getKey());
            boolean edge = act.ordered.lever().equals(Town.EDGE);
            Duration every = edge ? Town.LEASE.dividedBy(3) : Duration.ofHours(12);
            Instant now = world.agenda.trueTime();
            if (!now.isBefore(act.renewed.plus(every))) {
                act.renewed = now;
                actions.renew(entry.getValue(), entry.getKey());
            }
        }
    }

    private record Overdue(CaseId id, ClockId clock, Instant due) {}

    private void sweep() {
        if (world.sabotage.is(Defect.NO_SWEEP)) {
            return;
        }
        Instant now = world.agenda.instant();
        List<Overdue> overdue = new ArrayList<>();
        for (CaseId id : world.books.open) {
            world.books.book(id).clocks.forEach((clock, window) -> {
                if (window.running && !window.due.isAfter(now)) {
                    overdue.add(new Overdue(id, clock, window.due));
                }
            });
        }
        overdue.sort(Comparator.comparing(Overdue::due));
        for (Overdue o : overdue) {
            cases.handle(o.id, new CaseCommand.ClockDue(o.clock), Actor.MACHINE);
        }
    }

    /// Brings everything to rest and lets the watch compare.
    void audit() {
        run(() -> {
            world.books.inForce.forEach((action, id) -> world.books.book(id).act(action).renewed = Instant.MIN);
            renewAll();
            round();
            world.crashes.arm(false);
            world.watch.audit();
        });
    }
}
