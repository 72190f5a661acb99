package dev.reeve.server.demo;

import dev.reeve.actuators.simulated.LyingPanel;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.Delivery;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Personal;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.holdings.ImportReport;
import dev.reeve.server.mail.MailServer;
import dev.reeve.server.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The host of the demo around its desk: mail, panel, inventory, and time.
public final class DemoHost {
    /// How far the clock moves at once: an inventory comes in at least this often.
    private static final Duration HOP = Duration.ofHours(12);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public final RunningDesk desk;
    public final DemoClock clock;
    public final MailSink sink;
    public final LyingPanel panel;
    private final Path inventory;
    private final MailServer door;

    public DemoHost(RunningDesk desk, DemoClock clock, MailSink sink, LyingPanel panel, Path inventory) {
        this.desk = desk;
        this.clock = clock;
        this.sink = sink;
        this.panel = panel;
        this.inventory = inventory;
        this.door = new MailServer(new Settings.Mail(
                "127.0.0.1", desk.smtp.port(), Settings.Mail.Tls.NONE, null, null, "unused@host.example"));
    }

    /// The billing system's nightly export comes in.
    public ImportReport loadInventory() {
        ImportReport report = new HoldingsImport(desk.database, desk.vault, desk.time)
                .load(inventory, new HoldingsImport.How("billing", false, false, false), line -> {});
        desk.holdings.recordImports();
        return report;
    }

    /// Sends a mail to the SMTP door, as another mail server would.
    public void mail(String from, String to, String text) {
        byte[] bytes = text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Delivery delivery = door.send(bytes, from, to);
        if (!(delivery instanceof Delivery.Accepted)) {
            throw new IllegalStateException(
                    "the SMTP door did not take a mail from " + from + " to " + to + ": " + delivery);
        }
    }

    /// A party answers the newest mail that it got about a case.
    public void answer(String address, String words, String text) {
        MailSink.Mail asked = sink.newest(address, words)
                .orElseThrow(() -> new IllegalStateException(address + " has no mail about " + words));
        mail(address, asked.header("Reply-To"), """
                From: <%s>
                To: <%s>
                Subject: Re: %s
                In-Reply-To: %s
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                %s
                """.formatted(
                        address, asked.header("Reply-To"), asked.header("Subject"), asked.header("Message-ID"), text));
    }

    /// Lets everything that can happen now happen.
    public void work() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < 3) {
            desk.round();
            for (MailSink.Mail bounced : sink.bounces()) {
                mail("", bounced.from(), MailSink.notification(bounced));
                quiet = 0;
            }
            quiet = desk.idle() ? quiet + 1 : 0;
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the desk did not come to rest within " + PATIENCE + "; waiting: " + waiting());
            }
            pause();
        }
    }

    private String waiting() {
        return String.join(
                "; ", desk.database.jdbc().sql("""
                        select 'notice ' || notice_id || ' ' || status || ' ' || coalesce(why, '') from case_notice
                        where status in ('QUEUED', 'STARTED')
                        union all select 'action ' || action_id || ' ' || status from case_action
                        where status in ('ORDERED', 'STARTED', 'UNDO_ORDERED', 'UNDO_STARTED')
                        union all select 'message ' || message_id || ' ' || state from message where state in ('received', 'parsed')
                        limit 20
                        """).query(String.class).list());
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    /// Time passes, and what falls due on the way happens.
    public void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Instant hop = clock.instant().plus(HOP);
            clock.moveTo(hop.isBefore(end) ? hop : end);
            loadInventory();
            desk.sweep();
            work();
        }
    }

    /// A person of the desk decides.
    public Decision decide(Actor person, CaseId id, CaseCommand command) {
        Decision decision = desk.cases.handle(id, command, person);
        work();
        return decision;
    }

    public Personal words(String text) {
        return desk.vault.keep(text);
    }

    public CaseState state(CaseId id) {
        return desk.cases.state(id);
    }

    /// The newest case about a resource.
    public Optional<CaseId> caseAbout(String resource) {
        return desk.database
                .jdbc()
                .sql(
                        "select case_id from case_evidence where resource = :resource order by joined_at desc, case_id limit 1")
                .param("resource", resource)
                .query((row, n) -> new CaseId(row.getString(1)))
                .optional();
    }
}
