package dev.reeve.server.desk;

import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.desk.ReporterDesk;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Journal;
import dev.reeve.formats.Formats;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.intake.IntakeListener;
import dev.reeve.server.keys.SecretKeyFile;
import dev.reeve.server.mail.ReplyAddress;
import dev.reeve.server.pgp.PgpSignatures;
import dev.reeve.server.pgp.ReporterKeys;
import dev.reeve.server.reading.TimedReading;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.vault.Vault;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All that happens to a message after it was acknowledged.
public final class Processing implements IntakeListener, AutoCloseable {
    private final MessageQueue queue = new MessageQueue();
    private final OwnSpace own;
    private final OwnTemplates templates;
    private final HandMarks marks;
    private final Reader reader;
    private final Confirmations confirmations;
    private final MessageWorker worker;
    private final Reattribution reattribution;
    private final JdbcClient jdbc;

    public Processing(
            Journal journal,
            EvidenceStore evidence,
            Vault vault,
            SecretKeyFile key,
            Settings settings,
            ReporterDesk reporters,
            ReplyAddress addresses,
            EvidenceDesk desk,
            CaseDesk cases,
            JdbcClient jdbc,
            InstantSource time) {
        ReporterTrust trust = new ReporterTrust(
                settings.desk().authservId(),
                settings.desk().trustedReporters(),
                address -> Intake.reporter(key, address),
                reporters::state);
        PgpSignatures signatures =
                new PgpSignatures(new ReporterKeys(settings.desk().reporterKeys()));
        this.own = new OwnSpace(jdbc, time);
        this.templates = new OwnTemplates(
                settings.dataDir().resolve("sender-templates"),
                settings.intake().strictXarf() ? Formats.installed().withStrictXarf() : Formats.installed());
        this.reader = new Reader(
                templates::formats,
                own::provider,
                trust,
                signatures,
                new TimedReading(settings.intake().readingTimeMax()));
        this.worker = new MessageWorker(
                journal,
                evidence,
                reader,
                new OwnMail(vault, addresses, cases),
                desk,
                settings.desk().surePercent(),
                time);
        this.confirmations = new Confirmations(journal, cases, jdbc, time);
        this.marks = new HandMarks(journal, evidence, templates, worker, confirmations, time);
        this.reattribution = new Reattribution(jdbc, worker, time);
        this.jdbc = jdbc;
    }

    @Override
    public void received(MessageId message, ReporterId reporter) {
        queue.received(message, reporter);
    }

    public void start() {
        sweep();
        queue.start(worker::process);
    }

    /// Queues what is not done, and takes persons' words to the cases that have not heard them.
    public void sweep() {
        queue.sweep(jdbc);
        confirmations.sweep();
    }

    /// Asks again whose unattributed evidence was.
    ///
    /// @return how many were asked about
    public int holdingsChanged() {
        own.holdingsChanged();
        return reattribution.askAgain();
    }

    /// What persons do with messages that no format reads.
    public HandMarks marks() {
        return marks;
    }

    /// What persons say of messages that were not read surely.
    public Confirmations confirmations() {
        return confirmations;
    }

    public boolean idle() {
        return queue.idle();
    }

    @Override
    public void close() {
        queue.close();
        reader.close();
    }
}
