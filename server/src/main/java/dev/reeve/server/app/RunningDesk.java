package dev.reeve.server.app;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.ActionRunner;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.desk.NoticeRunner;
import dev.reeve.core.desk.ReporterDesk;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.reporters.ReporterDecider;
import dev.reeve.core.safety.DeskCommand;
import dev.reeve.core.safety.DeskDecider;
import dev.reeve.core.safety.DeskState;
import dev.reeve.server.backtest.Backtests;
import dev.reeve.server.backtest.PolicyTests;
import dev.reeve.server.database.Database;
import dev.reeve.server.desk.CanaryCheck;
import dev.reeve.server.desk.CaseTables;
import dev.reeve.server.desk.ClockKeeper;
import dev.reeve.server.desk.ClockWakes;
import dev.reeve.server.desk.DeskFacts;
import dev.reeve.server.desk.LeverMap;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.desk.MessageTables;
import dev.reeve.server.desk.Outbox;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.desk.Processing;
import dev.reeve.server.desk.ReporterTable;
import dev.reeve.server.desk.SenderDrift;
import dev.reeve.server.desk.SenderTable;
import dev.reeve.server.desk.StrikeTable;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.doors.FetchingDoors;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.holdings.InventoryTable;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.journal.Projection;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.mail.MailServer;
import dev.reeve.server.mail.NoticeTexts;
import dev.reeve.server.mail.ReplyAddress;
import dev.reeve.server.mail.SmtpPostman;
import dev.reeve.server.network.DetectionTable;
import dev.reeve.server.network.NetworkSensor;
import dev.reeve.server.orders.DeskOrders;
import dev.reeve.server.orders.OrderBox;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import dev.reeve.server.smtp.Recipients;
import dev.reeve.server.smtp.SmtpDoor;
import dev.reeve.server.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The desk with all its parts, put together here and nowhere else. The console and the API are put on top by
/// Spring; the demo
/// and tests run it without.
public final class RunningDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningDesk.class);

    /// How often the outbox is looked at.
    private static final Duration ROUND = Duration.ofMillis(500);

    /// How often what was missed is looked for.
    private static final Duration SWEEP = Duration.ofSeconds(30);

    public final Settings settings;
    public final InstantSource time;
    public final Database database;
    public final KeyRing keys;
    public final Vault vault;
    public final EvidenceStore evidence;
    public final PostgresJournal journal;
    public final EventCodec codec = new EventCodec();
    public final HoldingsStore holdings;
    public final PolicyShelf policies;
    public final LeverShelf levers;
    public final CaseDesk cases;
    public final SafetyDesk safety;
    public final EvidenceDesk evidenceDesk;
    public final ReporterDesk reporters;
    public final Intake intake;
    public final Outbox outbox;
    public final ReplyAddress addresses;
    public final NoticeTexts texts;
    public final CanaryCheck canaries;
    public final Processing processing;
    public final SmtpDoor smtp;
    private final FetchingDoors doors;
    public final NetworkSensor network;
    public final MassReverts reverts;
    public final PolicyTests policyTests;
    private final OrderBox orders;
    private final ClockKeeper clocks;
    private final SenderDrift senders;
    private final ScheduledExecutorService rounds = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("desk-round-", 0).daemon().factory());

    /// @param levers from the settings, or made by a test
    /// @param policyFile the policy to run by
    /// @param deskOfOne whether there is no second person
    public RunningDesk(
            Settings settings, InstantSource time, LeverShelf levers, Path policyFile, BooleanSupplier deskOfOne) {
        this.settings = settings;
        this.time = time;
        this.levers = levers;
        this.database = Database.open(settings);
        this.keys = KeyRing.openOrCreate(settings.dataDir().resolve("keys"));
        this.vault = new Vault(database.jdbc(), keys.master(), time);
        this.evidence = new EvidenceStore(settings.dataDir().resolve("evidence"), keys, database.dataSource(), time);
        this.journal = new PostgresJournal(
                database,
                codec,
                projections(codec),
                new Anchors(settings.anchor().file()),
                settings.anchor().every(),
                time);
        this.holdings = new HoldingsStore(database, vault, journal, time);
        this.policies = new PolicyShelf(policyFile, evidence, journal, this::anyHistory, time);
        LeverMap map = new LeverMap(settings.ladderLevers(), levers, holdings);
        this.policyTests =
                new PolicyTests(new Backtests(database, codec, holdings, map, settings), policies, journal, time);
        DeskFacts facts = new DeskFacts(database.jdbc(), holdings, map, policies::history, settings, deskOfOne);
        this.cases = new CaseDesk(journal, facts, time);
        this.safety = new SafetyDesk(
                journal,
                cases,
                state -> new DeskDecider.Facts(
                        facts.limits(state), holdings.newest().orElse(null), deskOfOne.getAsBoolean()),
                time);
        this.reverts = new MassReverts(journal, cases, safety, database.jdbc(), time);
        this.orders = new OrderBox(database.jdbc(), keys.master(), InstantSource.system());
        this.evidenceDesk = new EvidenceDesk(journal, cases, facts, time);
        this.addresses = new ReplyAddress(
                keys.master().mac("reply-address", "v1".getBytes(StandardCharsets.UTF_8)),
                settings.desk().replyDomain());
        this.texts = new NoticeTexts(settings.dataDir().resolve("notices"));
        SmtpPostman postman = new SmtpPostman(
                settings.desk(),
                settings.mail().from(),
                new MailServer(settings.mail()),
                texts,
                addresses,
                vault::open,
                policies::history,
                time);
        this.outbox = new Outbox(
                database.jdbc(),
                new NoticeRunner(cases, postman, settings.desk().replyDomain()),
                new ActionRunner(cases, levers),
                time);
        this.reporters = new ReporterDesk(
                journal,
                id -> new ReporterDecider.Facts(ReporterTable.proved(database.jdbc(), id), deskOfOne.getAsBoolean()),
                time);
        this.processing = new Processing(
                journal,
                evidence,
                vault,
                keys.master(),
                settings,
                reporters,
                addresses,
                evidenceDesk,
                cases,
                database.jdbc(),
                time);
        this.intake = new Intake(evidence, vault, journal, time, processing);
        this.smtp = new SmtpDoor(
                settings, intake, address -> addresses.read(address).isPresent(), keys.master(), time);
        Recipients recipients = new Recipients(
                settings.desk().abuseAddresses(),
                settings.desk().replyDomain(),
                address -> addresses.read(address).isPresent());
        DoorBook book = new DoorBook(database.jdbc(), time);
        this.doors = new FetchingDoors(settings, intake, recipients, keys.master(), book, time);
        this.network = new NetworkSensor(settings, database.jdbc(), intake, evidence, book, policies::history, time);
        this.senders = new SenderDrift(database.jdbc(), time);
        this.canaries = new CanaryCheck(levers, journal, time);
        this.clocks = new ClockKeeper(cases, database.dataSource(), time, Duration.ofMillis(500));
    }

    private boolean anyHistory() {
        return anyHistory(database.jdbc());
    }

    /// Whether evidence with a known holder is on record.
    static boolean anyHistory(JdbcClient jdbc) {
        return jdbc.sql("select exists (select from observation where account_id is not null)")
                .query(Boolean.class)
                .single();
    }

    /// All that follows from the journal; a new table is one entry here.
    public static List<Projection> projections(EventCodec codec) {
        return List.of(
                new CaseTables(codec),
                new StrikeTable(),
                new MessageTables(),
                new ReporterTable(),
                new SenderTable(),
                new DetectionTable(),
                new ClockWakes(),
                new InventoryTable());
    }

    /// Opens the books, judges what fell due meanwhile, then opens the doors.
    public void start() {
        journal.start();
        evidence.sweep();
        policies.start();
        outbox.recover();
        canaries.run(cases.desk().canaries());
        processing.start();
        clocks.start();
        reverts.start();
        every(ROUND, "the outbox", this::round);
        every(SWEEP, "the sweep", this::sweep);
        smtp.start();
        doors.start();
        network.start();
    }

    /// Takes back everything that a policy version or a time did, newest first, in batches.
    ///
    /// @return cases that are being taken back
    public int revert(DeskCommand.Selection selection, Personal reasons, Actor by) {
        MassReverts.Begun begun = reverts.begin(selection, reasons, by);
        if (begun.decision() instanceof Decision.Refused refused) {
            throw new SetupException(refused.why());
        }
        return begun.cases().size();
    }

    /// Sends and carries out what waits.
    public synchronized void round() {
        orders.answerWaiting(new DeskOrders(safety, cases), reverts, processing.confirmations()::say);
        reverts.step();
        outbox.sendNotices();
        outbox.beginActions();
    }

    /// Looks for what was missed.
    public void sweep() {
        policies.look();
        if (holdings.recordImports() > 0) {
            processing.holdingsChanged();
        }
        network.look();
        processing.sweep();
        clocks.sweep();
        senders.sweep();
        outbox.readAgain();
        outbox.renewLeases();
    }

    private void every(Duration period, String what, Runnable work) {
        var unused = rounds.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException failed) {
                        LOG.warn("{} failed and is tried again: {}", what, failed.toString());
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /// Whether nothing waits and nothing is under way: what the demo and tests wait for.
    public boolean idle() {
        DeskState state = cases.desk();
        boolean held = state.halted() != null || !state.breakers().isEmpty();
        return reverts.idle() && network.idle() && processing.idle() && outbox.idle(held);
    }

    @Override
    public void close() {
        smtp.close();
        doors.close();
        network.close();
        rounds.shutdownNow();
        clocks.close();
        processing.close();
        journal.close();
        database.close();
    }
}
