package dev.reeve.core.backtest;

import dev.reeve.core.backtest.BacktestReport.Change;
import dev.reeve.core.backtest.BacktestReport.Difference;
import dev.reeve.core.backtest.Fates.Arrival;
import dev.reeve.core.backtest.Fates.Fate;
import dev.reeve.core.cases.TaskKind;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays a recording through two policies and compares what became of each piece of evidence.
public final class Backtest {
    private final Recording recording;
    private final KnownClients clients;

    public Backtest(Recording recording, KnownClients clients) {
        this.recording = recording;
        this.clients = clients;
    }

    /// Evidence before the time is played as well, for it is the history that conditions ask about; only what came in
    /// within the time is compared.
    ///
    /// @param to exclusive
    public BacktestReport compare(Policy old, Policy fresh, Instant from, Instant to) {
        Replay.Replayed before = new Replay(recording, old, clients).run(to);
        Replay.Replayed after = new Replay(recording, fresh, clients).run(to);
        List<Moment.Seen> seen = recording.moments().stream()
                .filter(Moment.Seen.class::isInstance)
                .map(Moment.Seen.class::cast)
                .filter(m -> !m.at().isBefore(from) && m.at().isBefore(to))
                .toList();
        Map<AccountId, Change> harsher = new HashMap<>();
        Map<AccountId, Change> milder = new HashMap<>();
        List<Difference> differing = new ArrayList<>();
        for (Moment.Seen each : seen) {
            ObservationId id = each.observation().id();
            Reached was = before.fates().reached(id);
            Reached would = after.fates().reached(id);
            Reached really = recording.fates().reached(id);
            if (was != really) {
                differing.add(new Difference(id, each.holder().account(), was, really));
            }
            if (would.compareTo(was) > 0) {
                put(harsher, change(each, was, would, after.fates()));
            } else if (would.compareTo(was) < 0) {
                put(milder, change(each, was, would, before.fates()));
            }
        }
        return new BacktestReport(
                old.version(),
                old.hash(),
                fresh.version(),
                fresh.hash(),
                from,
                to,
                seen.size(),
                differing,
                before.fates().opened(from, to),
                after.fates().opened(from, to),
                sorted(harsher),
                sorted(milder),
                minutes(before.fates(), from),
                minutes(after.fates(), from),
                before.held(),
                after.held(),
                after.breakers(),
                after.shadow(),
                after.unheard());
    }

    /// Of several changes of one client the greatest is told.
    private static void put(Map<AccountId, Change> changes, Change change) {
        changes.merge(change.account(), change, (a, b) -> weight(b) > weight(a) ? b : a);
    }

    private static int weight(Change change) {
        return Math.max(change.before().ordinal(), change.after().ordinal());
    }

    private static List<Change> sorted(Map<AccountId, Change> changes) {
        return changes.values().stream()
                .sorted(Comparator.comparing(Change::after)
                        .reversed()
                        .thenComparing(c -> c.account().value()))
                .toList();
    }

    /// @param fates of the replay in which more happened
    private Change change(Moment.Seen seen, Reached was, Reached would, Fates fates) {
        AccountId account = seen.holder().account();
        Optional<Fate> fate = fates.furthest(seen.observation().id());
        return new Change(
                account,
                was,
                would,
                fate.map(f -> f.clause.value()).orElse(""),
                fate.flatMap(f -> f.arrival(f.reached())).map(Arrival::at).orElse(seen.at()),
                fate.map(this::sureness).orElse(Sureness.GUESS),
                recording.isProtected(account),
                recording.reversed(account));
    }

    private Sureness sureness(Fate fate) {
        Optional<Arrival> arrival = fate.arrival(fate.reached());
        if (arrival.isEmpty() || arrival.get().atOnce()) {
            return Sureness.EVIDENCE;
        }
        if (!arrival.get().automatic()) {
            return Sureness.PERSON;
        }
        boolean silent = recording.casesWith(fate.evidence).stream()
                .anyMatch(id -> recording.wasSilent(id, arrival.get().at()));
        return silent ? Sureness.SILENCE : Sureness.GUESS;
    }

    private static int minutes(Fates fates, Instant from) {
        return fates.tasks().stream()
                .filter(t -> !t.at().isBefore(from))
                .mapToInt(t -> minutes(t.kind()))
                .sum();
    }

    /// What a task of each kind takes a person who knows the desk. Estimates: hold them against your own.
    static int minutes(TaskKind kind) {
        return switch (kind) {
            case APPEAL -> 30;
            case APPROVE_TERMINATION, STRIKE_THRESHOLD -> 20;
            case JUDGE, NO_LEVER -> 15;
            case REVIEW_REPLY, VERIFY_FIX, DECIDE_STEP, ACTION_UNVERIFIED, NO_SAFE_CONTACT -> 10;
            case CONFIRM_REPORT -> 2;
            case ACTION_HELD, NOTICE_BOUNCED, NOTICE_UNCERTAIN, ACTION_DRIFTED, REPORTER_WROTE -> 5;
        };
    }
}
