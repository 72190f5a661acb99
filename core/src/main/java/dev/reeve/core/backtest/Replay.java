package dev.reeve.core.backtest;

import dev.reeve.core.actions.Actuator;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.Delivery;
import dev.reeve.core.desk.ActionRunner;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.desk.EvidenceSources;
import dev.reeve.core.desk.FactsSource;
import dev.reeve.core.desk.NoticeRunner;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.MemoryJournal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Question;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.DeskState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/// One policy over one recording, in virtual time: the classes that decide in production, over a journal in memory,
/// levers that always work and mail that always arrives. One thread, once.
final class Replay implements InstantSource, FactsSource, EvidenceSources {
    /// A person is taken to look at an open breaker the next day.
    private static final Duration BREAKER_OPEN = Duration.ofDays(1);

    /// Rounds of the outbox after one moment; more means that two decisions undo each other for ever.
    private static final int ROUNDS_MAX = 10_000;

    private record Due(Instant at, long order, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private record Pull(CaseId caseId, ActionId action) {}

    private final Recording recording;
    private final KnownClients clients;
    private final PolicyHistory policy;
    private final MemoryJournal journal = new MemoryJournal(this::project);
    private final CaseDesk cases = new CaseDesk(journal, this, this);
    private final EvidenceDesk evidence = new EvidenceDesk(journal, cases, this, this);
    private final Map<LeverName, Actuator> levers = new HashMap<>();
    private final ActionRunner actions =
            new ActionRunner(cases, name -> Optional.of(levers.computeIfAbsent(name, PerfectLever::new)));
    private final NoticeRunner notices =
            new NoticeRunner(cases, (letters, id) -> new Delivery.Accepted("replayed"), "replay.invalid");
    private final ReplayBooks books = new ReplayBooks();
    private final Fates fates = new Fates();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final Deque<NoticeRunner.Duty> outbox = new ArrayDeque<>();
    private final Deque<Pull> pulls = new ArrayDeque<>();
    private final List<String> breakers = new ArrayList<>();
    private final Map<String, Set<String>> shadow = new LinkedHashMap<>();
    private final Set<ObservationId> taken = new HashSet<>();
    private Instant now = Instant.EPOCH;
    private long order;
    private int unheard;
    private int held;

    Replay(Recording recording, Policy policy, KnownClients clients) {
        this.recording = recording;
        this.clients = clients;
        this.policy = new PolicyHistory(List.of(new Policy(
                policy.version(),
                policy.hash(),
                policy.title(),
                Instant.EPOCH,
                policy.enquiries(),
                policy.promises(),
                policy.clauses())));
    }

    /// @param breakers what opened, and why
    /// @param shadow accounts that each shadow trigger matched
    /// @param unheard answers to cases that there are none of under this policy
    /// @param held steps that a safety rule gave to a person
    record Replayed(Fates fates, List<String> breakers, Map<String, Set<String>> shadow, int unheard, int held) {}

    Replayed run(Instant end) {
        if (!recording.limits().isEmpty()) {
            append(
                    StreamId.DESK,
                    new DeskEvent.LimitsApproved(Actor.MACHINE.id(), recording.limits()),
                    Actor.MACHINE.id());
        }
        for (Moment moment : recording.moments()) {
            if (!moment.at().isBefore(end)) {
                break;
            }
            passTo(moment.at());
            happen(moment);
            settle();
        }
        passTo(end);
        return new Replayed(fates, List.copyOf(breakers), shadow, unheard, held);
    }

    private void passTo(Instant when) {
        while (true) {
            Due first = due.peek();
            if (first == null || first.at.isAfter(when)) {
                break;
            }
            due.poll();
            now = first.at.isAfter(now) ? first.at : now;
            first.what.run();
            settle();
        }
        now = when.isAfter(now) ? when : now;
    }

    private void happen(Moment moment) {
        switch (moment) {
            case Moment.Seen m -> {
                taken.add(m.observation().id());
                evidence.judge(m.observation(), m.holder(), m.reporterAddress());
            }
            case Moment.Said m -> say(m);
            case Moment.Protection m ->
                append(
                        StreamId.of(m.account()),
                        m.recorded().event(),
                        m.recorded().by());
        }
    }

    private void say(Moment.Said said) {
        Optional<CaseId> here = sameCase(said.recordedCase());
        if (here.isEmpty()) {
            unheard++;
            return;
        }
        CaseId id = here.get();
        boolean party =
                said.event() instanceof CaseEvent.ClientWrote || said.event() instanceof CaseEvent.NoticeBounced;
        // Whether they may was asked when it was recorded.
        Actor by = party ? Actor.MACHINE : new Actor(said.by(), Set.of(Role.values()), true);
        if (Answers.done(said.event(), cases.state(id))) {
            return;
        }
        boolean answered = Answers.command(said.event(), cases.state(id))
                .map(command -> cases.handle(id, command, by) instanceof Decision.Decided d && !d.nothing())
                .orElse(false);
        if (!answered) {
            unheard++;
        }
    }

    /// The replayed case that shares evidence with the recorded one.
    private Optional<CaseId> sameCase(CaseId recorded) {
        String family = recording.fates().fate(recorded).family;
        List<CaseId> sharing = recording.evidenceOf(recorded).stream()
                .filter(taken::contains)
                .flatMap(o -> fates.casesWith(o).stream())
                .distinct()
                .toList();
        return sharing.stream()
                .filter(id -> fates.fate(id).family.equals(family))
                .findFirst()
                .or(() -> sharing.stream().findFirst());
    }

    private void settle() {
        for (int round = 0; !outbox.isEmpty() || !pulls.isEmpty(); round++) {
            if (round == ROUNDS_MAX) {
                throw new IllegalStateException("the replay does not come to rest at " + now);
            }
            NoticeRunner.Duty duty = outbox.poll();
            if (duty != null) {
                notices.run(List.of(duty));
            }
            Pull pull = pulls.poll();
            if (pull != null) {
                actions.run(pull.caseId, pull.action);
            }
        }
    }

    private void append(StreamId stream, Event event, ActorId by) {
        journal.append(List.of(new StreamAppend(stream, journal.version(stream), now, by, List.of(event))));
    }

    private void project(StreamAppend append) {
        for (Event event : append.events()) {
            if (event instanceof CaseEvent e) {
                CaseId id = new CaseId(append.stream().id());
                fates.take(id, e, append.at());
                books.take(id, e, append.at());
                follow(id, e);
            } else if (event instanceof DeskEvent.BreakerOpened e) {
                breakers.add(now + " " + e.breaker() + ": " + e.why());
                at(
                        now.plus(BREAKER_OPEN),
                        () -> append(
                                StreamId.DESK,
                                new DeskEvent.BreakerReset(e.breaker(), "replayed: a person looked"),
                                Actor.MACHINE.id()));
            } else if (event instanceof DeskEvent.ShadowMatched e) {
                shadow.computeIfAbsent(e.clause() + "/" + e.trigger(), t -> new java.util.TreeSet<>())
                        .add(e.account());
            }
        }
    }

    private void follow(CaseId id, CaseEvent event) {
        switch (event) {
            case CaseEvent.NoticeQueued e -> outbox.add(new NoticeRunner.Duty(id, e.notice()));
            case CaseEvent.ActionOrdered e -> pulls.add(new Pull(id, e.action()));
            case CaseEvent.UndoOrdered e -> pulls.add(new Pull(id, e.action()));
            case CaseEvent.ClockStarted e -> clock(id, e.clock(), e.due());
            case CaseEvent.ClockResumed e -> clock(id, e.clock(), e.due());
            case CaseEvent.ActionHeld e -> held++;
            default -> {}
        }
    }

    private void clock(CaseId id, ClockId clock, Instant when) {
        at(when, () -> cases.handle(id, new CaseCommand.ClockDue(clock), Actor.MACHINE));
    }

    private void at(Instant when, Runnable what) {
        due.add(new Due(when, order++, what));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public CaseFacts gather(
            AccountId account, ServiceId service, Resource resource, AccountState state, DeskState desk, Instant when) {
        CaseFacts known = clients.facts(policy, account, service, resource, state, desk, when);
        Map<String, String> proved = new HashMap<>();
        known.levers().values().forEach(l -> proved.put(l.name().value(), l.settingsHash()));
        return known.replayed(desk.proved(proved), when);
    }

    @Override
    public List<Holding> holdings(Resource resource, Interval window) {
        throw new IllegalStateException("whose evidence is, is recorded: a replay does not ask again");
    }

    @Override
    public PolicyHistory policies() {
        return policy;
    }

    @Override
    public Function<String, Question> questions(
            Observation observation, HeldBy holder, AccountState account, Instant when) {
        return family -> question(observation, holder, account, family, when);
    }

    private Question question(
            Observation observation, HeldBy holder, AccountState account, String family, Instant when) {
        int days = account.lastBreach(family)
                .map(at -> (int) Duration.between(at, when).toDays())
                .orElse(-1);
        return new Question(
                observation,
                clients.account(holder, account.isProtected(), when),
                new Question.History(
                        books.reports(holder, observation, when),
                        books.reporters(holder, observation, when),
                        account.breachesWithin(family, when, Duration.ofDays(365)),
                        account.strikeWeight(when),
                        days));
    }

    @Override
    public Optional<CaseId> caseWith(ObservationId observation, HeldBy holder, String family) {
        return fates.casesWith(observation).stream()
                .filter(id -> fates.fate(id).family.equals(family))
                .findFirst();
    }

    @Override
    public Optional<CaseId> openCase(HeldBy holder, String family) {
        return books.openCase(holder, family);
    }

    @Override
    public int casesBefore(HeldBy holder, String family) {
        return books.casesBefore(holder, family);
    }
}
