package dev.reeve.core.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseDecider;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.DeskState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Takes commands to the decider and its events to the journal. Case, account and desk change in one transaction,
/// each
/// on
/// condition that nobody changed it since it was read; otherwise all is read and decided again.
///
/// Safe for many threads.
public final class CaseDesk {
    /// Tries before a command gives up: conflicts are short, so more would mean that something else is wrong.
    static final int TRIES_MAX = 50;

    /// States kept in memory, so that not every command folds its case from the first event.
    private static final int KEPT_MAX = 10_000;

    private final Journal journal;
    private final FactsSource facts;
    private final InstantSource time;
    private final Deciding deciding;
    private final Kept<CaseId, CaseState> keptCases = new Kept<>(KEPT_MAX);
    private final Kept<AccountId, AccountState> keptAccounts = new Kept<>(KEPT_MAX);
    private volatile DeskState desk = DeskState.NEW;

    public CaseDesk(Journal journal, FactsSource facts, InstantSource time) {
        this(journal, facts, time, CaseDecider::decide);
    }

    /// @param deciding what decides; another than {@link CaseDecider} only to show that it is missed
    public CaseDesk(Journal journal, FactsSource facts, InstantSource time, Deciding deciding) {
        this.journal = journal;
        this.facts = facts;
        this.time = time;
        this.deciding = deciding;
    }

    @FunctionalInterface
    public interface Deciding {
        Decision decide(CaseState state, CaseCommand command, CaseFacts facts, Actor by, Instant now);
    }

    /// @return what was decided, durable; or why the command can't be carried out
    /// @throws VersionConflictException when others changed the same streams at every try
    public Decision handle(CaseId id, CaseCommand command, Actor by) {
        for (int tries = 1; ; tries++) {
            try {
                return handleOnce(id, command, by);
            } catch (VersionConflictException conflict) {
                if (tries == TRIES_MAX) {
                    throw conflict;
                }
            }
        }
    }

    private Decision handleOnce(CaseId id, CaseCommand command, Actor by) {
        Instant now = time.instant();
        CaseState state = state(id);
        Subject subject = subject(state, command);
        if (subject == null) {
            return new Decision.Refused("not-found", "there is no case " + id);
        }
        AccountState account = account(subject.account);
        DeskState deskNow = desk();
        CaseFacts gathered = facts.gather(subject.account, subject.service, subject.resource, account, deskNow, now);
        Decision decision = deciding.decide(state, command, gathered, by, now);
        if (decision instanceof Decision.Decided decided && !decided.nothing()) {
            append(id, subject.account, state, account, deskNow, decided, by, now);
        }
        return decision;
    }

    private void append(
            CaseId id,
            AccountId accountId,
            CaseState state,
            AccountState account,
            DeskState deskNow,
            Decision.Decided decided,
            Actor by,
            Instant now) {
        List<StreamAppend> appends = new ArrayList<>(3);
        add(appends, StreamId.of(id), state.version(), decided.events(), by, now);
        add(appends, StreamId.of(accountId), account.version(), decided.account(), by, now);
        add(appends, StreamId.DESK, deskNow.version(), decided.desk(), by, now);
        journal.append(appends);
    }

    private static void add(
            List<StreamAppend> appends,
            StreamId stream,
            long version,
            List<? extends Event> events,
            Actor by,
            Instant now) {
        if (!events.isEmpty()) {
            appends.add(new StreamAppend(stream, version, now, by.id(), events));
        }
    }

    private record Subject(AccountId account, ServiceId service, Resource resource) {}

    private static @org.jspecify.annotations.Nullable Subject subject(CaseState state, CaseCommand command) {
        if (state.exists()) {
            CaseState.Opening opening = state.opening();
            return new Subject(opening.account(), opening.service(), state.subject(command));
        }
        return command instanceof CaseCommand.TakeEvidence take
                ? new Subject(
                        take.holder().account(),
                        take.holder().service(),
                        take.observation().resource())
                : null;
    }

    /// A case as of now; {@link CaseState#exists} tells whether there is one.
    public CaseState state(CaseId id) {
        CaseState kept = keptCases.get(id, CaseState::none);
        List<Recorded<Event>> since = journal.readFrom(StreamId.of(id), kept.version());
        if (since.isEmpty()) {
            return kept;
        }
        CaseState state = kept.applyAll(typed(since, CaseEvent.class));
        keptCases.put(id, state);
        return state;
    }

    public AccountState account(AccountId id) {
        AccountState kept = keptAccounts.get(id, () -> AccountState.NEW);
        List<Recorded<Event>> since = journal.readFrom(StreamId.of(id), kept.version());
        if (since.isEmpty()) {
            return kept;
        }
        AccountState state = kept;
        for (Recorded<AccountEvent> recorded : typed(since, AccountEvent.class)) {
            state = state.apply(recorded);
        }
        keptAccounts.put(id, state);
        return state;
    }

    /// The desk as of now: what was folded before, and what came since.
    public DeskState desk() {
        DeskState folded = desk;
        for (Recorded<DeskEvent> recorded : typed(journal.readFrom(StreamId.DESK, folded.version()), DeskEvent.class)) {
            folded = folded.apply(recorded);
        }
        desk = folded;
        return folded;
    }

    /// @throws ClassCastException when a stream holds another family's event
    @SuppressWarnings("unchecked")
    static <E extends Event> List<Recorded<E>> typed(List<Recorded<Event>> events, Class<E> type) {
        for (Recorded<Event> recorded : events) {
            if (!type.isInstance(recorded.event())) {
                throw new ClassCastException("no " + type.getSimpleName() + ": " + recorded.event());
            }
        }
        return (List<Recorded<E>>) (List<?>) events;
    }
}
