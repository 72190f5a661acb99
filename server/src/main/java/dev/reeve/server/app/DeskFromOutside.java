package dev.reeve.server.app;

import dev.reeve.core.backtest.BacktestReport;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.safety.DeskDecider;
import dev.reeve.server.backtest.Backtests;
import dev.reeve.server.cli.PolicyPath;
import dev.reeve.server.database.Database;
import dev.reeve.server.desk.Confirmations;
import dev.reeve.server.desk.DeskFacts;
import dev.reeve.server.desk.GoingLive;
import dev.reeve.server.desk.LeverMap;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.desk.SenderDrift;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.orders.DeskOrders;
import dev.reeve.server.orders.OrderBox;
import dev.reeve.server.security.AdminNotes;
import dev.reeve.server.security.Credentials;
import dev.reeve.server.security.Passwords;
import dev.reeve.server.security.People;
import dev.reeve.server.settings.RawSection;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.vault.Vault;
import dev.reeve.server.views.DeskStatus;
import dev.reeve.server.views.JournalPages;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.RawMessages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The desk as a command sees it from beside: it reads what the desk keeps, and leaves its orders for the desk that
/// runs. Where none runs, it records them itself. Nothing is started.
final class DeskFromOutside implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    final Settings settings;
    final InstantSource time;
    final Database database;
    final KeyRing keys;
    final Vault vault;
    final PostgresJournal journal;
    final EvidenceStore evidence;
    final CaseDesk cases;
    final MassReverts reverts;
    final DeskStatus status;
    private final EventCodec codec;
    private final HoldingsStore holdings;
    private final PolicyShelf policies;
    private final SafetyDesk safety;
    private final OrderBox orders;

    DeskFromOutside(Settings settings) {
        this.settings = settings;
        this.time = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
        this.database = Database.open(settings);
        this.keys = KeyRing.openOrCreate(settings.dataDir().resolve("keys"));
        this.vault = new Vault(database.jdbc(), keys.master(), time);
        this.codec = new EventCodec();
        this.journal = new PostgresJournal(
                database,
                codec,
                RunningDesk.projections(codec),
                new Anchors(settings.anchor().file()),
                settings.anchor().every(),
                time);
        this.holdings = new HoldingsStore(database, vault, journal, time);
        this.evidence = new EvidenceStore(settings.dataDir().resolve("evidence"), keys, database.dataSource(), time);
        this.policies = new PolicyShelf(
                PolicyPath.of(settings.policy(), System.getenv("REEVE_HOME")),
                evidence,
                journal,
                () -> RunningDesk.anyHistory(database.jdbc()),
                time);
        policies.read();
        LeverShelf levers = LeverShelf.of(settings.levers(), time);
        People people = people();
        // Cases are only read here: no step is ever ordered, so no lever is looked for.
        DeskFacts facts = new DeskFacts(
                database.jdbc(),
                holdings,
                new LeverMap(RawSection.NONE, levers, holdings),
                policies::history,
                settings,
                people::deskOfOne);
        this.cases = new CaseDesk(journal, facts, time);
        this.safety = new SafetyDesk(
                journal,
                cases,
                state -> new DeskDecider.Facts(
                        facts.limits(state), holdings.newest().orElse(null), people.deskOfOne()),
                time);
        this.reverts = new MassReverts(journal, cases, safety, database.jdbc(), time);
        this.status = new DeskStatus(
                cases,
                levers,
                policies,
                holdings,
                new JournalPages(database, settings),
                new Messages(database.jdbc()),
                new SenderDrift(database.jdbc(), time),
                settings,
                time);
        this.orders = new OrderBox(database.jdbc(), keys.master(), time);
    }

    /// Levers count by their names only: none is pulled.
    Backtests backtests() {
        LeverShelf named = LeverShelf.of(settings.levers(), time).withNames(settings.ladderLevers());
        return new Backtests(
                database, codec, holdings, new LeverMap(settings.ladderLevers(), named, holdings), settings);
    }

    /// Plays the record through another policy, and leaves a note of it for the journal.
    BacktestReport backtest(Policy fresh, @Nullable Instant from, @Nullable Instant to) {
        Policy running = policies.history()
                .inForce(time.instant())
                .orElseThrow(() -> new IllegalArgumentException("no policy is in force yet: start the desk first"));
        BacktestReport report = backtests().run(running, fresh, from, to);
        List<String> details = new ArrayList<>();
        Backtests.details(report).forEach((name, value) -> details.addAll(List.of(name, value)));
        notes().note(new ActorId("command-line"), GoingLive.BACKTEST, details.toArray(String[]::new));
        if (!journal.hasWriter()) {
            journal.start();
            notes().record(journal);
        }
        return report;
    }

    People people() {
        return new People(database.dataSource(), notes(), time);
    }

    Credentials credentials() {
        return new Credentials(
                database.dataSource(), keys.master(), new Passwords(keys.master(), Passwords.ROUNDS), notes(), time);
    }

    RawMessages raw() {
        return new RawMessages(evidence, notes(), journal);
    }

    private AdminNotes notes() {
        return new AdminNotes(database.jdbc(), time);
    }

    /// Gives an order and waits for what the desk says.
    OrderBox.Answer order(OrderBox.Verb verb, Map<String, String> details, Actor by) {
        long id = orders.put(verb, details, by);
        if (!journal.hasWriter()) {
            journal.start();
            // What follows in the cases may want levers, and these only the desk itself has.
            Confirmations words = new Confirmations(journal, cases, database.jdbc(), time);
            orders.answerWaiting(new DeskOrders(safety, cases), reverts, words::record);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = orders.answer(id);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end && orders.withdraw(id)) {
                return new OrderBox.Answer(
                        false,
                        "the desk did not answer within " + PATIENCE.toSeconds() + " seconds; the order is withdrawn");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the desk", stopped);
        }
    }

    @Override
    public void close() {
        journal.close();
        database.close();
    }
}
