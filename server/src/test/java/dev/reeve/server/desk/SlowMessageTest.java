package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.formats.Formats;
import dev.reeve.formats.Provider;
import dev.reeve.server.TestSite;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.pgp.PgpSignatures;
import dev.reeve.server.pgp.ReporterKeys;
import dev.reeve.server.reading.SlowFormat;
import dev.reeve.server.reading.TimedReading;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlowMessageTest {
    private final RunningDesk desk = TestSite.desk();

    /// Received, and handed to no worker but ours.
    private MessageId receive(String subject) throws Exception {
        byte[] mail = ("From: a@watch.example\r\nSubject: " + subject + "\r\n\r\nHello.\r\n")
                .getBytes(StandardCharsets.UTF_8);
        return new Intake(desk.evidence, desk.vault, desk.journal, desk.time, (message, reporter) -> {})
                .receive(
                        new ByteArrayInputStream(mail),
                        10_000,
                        new Envelope("folder", new ReporterId("r-slow"), "a@watch.example", null, null, Map.of()))
                .message();
    }

    private String state(MessageId id) {
        return desk.database
                .jdbc()
                .sql("select state || ': ' || coalesce(why, '') from message where message_id = ?")
                .param(id.value())
                .query(String.class)
                .single();
    }

    private Reader reader(SlowFormat slow, Duration limit) {
        return new Reader(
                () -> new Formats(List.of(slow)),
                () -> Provider.UNKNOWN,
                new ReporterTrust(null, List.of(), ReporterId::new, desk.reporters::state),
                new PgpSignatures(new ReporterKeys(null)),
                new TimedReading(limit));
    }

    private MessageWorker worker(Reader reader) {
        return new MessageWorker(
                desk.journal,
                desk.evidence,
                reader,
                new OwnMail(desk.vault, desk.addresses, desk.cases),
                desk.evidenceDesk,
                75,
                desk.time);
    }

    @Test
    void aMessageThatTakesTooLongWaitsForAPersonAndTheHandGoesOn() throws Exception {
        SlowFormat slow = new SlowFormat();
        try (Reader hasty = reader(slow, Duration.ofMillis(50));
                Reader patient = reader(slow, TimedReading.LIMIT)) {
            MessageWorker worker = worker(hasty);
            String nonce = Long.toString(System.nanoTime());
            MessageId takesForEver = receive("loops " + nonce);
            MessageId next = receive("thanks " + nonce);
            worker.process(takesForEver);
            worker(patient).process(next);
            assertThat(state(takesForEver))
                    .isEqualTo("quarantined: reading it took longer than 50 ms, and was given up");
            assertThat(state(next)).isEqualTo("set-aside: no report: thanks");
            worker.process(takesForEver);
        } finally {
            slow.mayEnd.countDown();
        }
    }
}
