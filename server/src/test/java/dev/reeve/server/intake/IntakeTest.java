package dev.reeve.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.HashChain;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.journal.JournalFixture;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.vault.Vault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class IntakeTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Envelope ENVELOPE = new Envelope(
            "smtp", new ReporterId("r-1"), "reporter@example.org", null, "their-7", Map.of("helo", "mx.example.org"));

    @TempDir
    private Path folder;

    private final List<MessageId> told = new CopyOnWriteArrayList<>();
    private PostgresJournal journal;
    private EvidenceStore evidence;
    private Vault vault;
    private Intake intake;

    @BeforeEach
    void open() {
        DATABASE.jdbc().sql("truncate table journal, vault, evidence").update();
        KeyRing keys = KeyRing.openOrCreate(folder.resolve("keys"));
        InstantSource clock = InstantSource.fixed(JournalFixture.NOW);
        journal = JournalFixture.journal(DATABASE.get(), folder.resolve("anchors"));
        journal.start();
        evidence = new EvidenceStore(folder.resolve("evidence"), keys, DATABASE.dataSource(), clock);
        vault = new Vault(DATABASE.jdbc(), keys.master(), clock);
        intake = new Intake(evidence, vault, journal, clock, (message, reporter) -> told.add(message));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void whatWasReceivedIsKeptRecordedAndTold() throws Exception {
        byte[] bytes = "Subject: spam\r\n\r\nfrom 203.0.113.9".getBytes(StandardCharsets.US_ASCII);
        Intake.Receipt receipt = receive(bytes);
        assertThat(receipt.already()).isFalse();
        assertThat(receipt.message().value())
                .isEqualTo("m-" + HashChain.hash(bytes).substring(0, 32));
        assertThat(evidence.read(receipt.sha256()).orElseThrow()).isEqualTo(bytes);
        assertThat(journal.read(StreamId.of(receipt.message()))).singleElement().satisfies(recorded -> {
            MessageEvent.Received received = (MessageEvent.Received) recorded.event();
            assertThat(recorded.by().value()).isEqualTo("smtp-door");
            assertThat(received.sizeBytes()).isEqualTo(bytes.length);
            assertThat(received.correlation()).isEqualTo("their-7");
            assertThat(vault.open(received.reporterAddress())).contains("reporter@example.org");
        });
        assertThat(told).containsExactly(receipt.message());
    }

    @Test
    void theSameBytesAreOneMessageEvenWhenTheyComeAtTheSameTime() throws Exception {
        byte[] bytes = "the same".getBytes(StandardCharsets.US_ASCII);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Intake.Receipt>> all = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> receive(bytes)))
                    .toList();
            int fresh = 0;
            for (Future<Intake.Receipt> one : all) {
                fresh += one.get().already() ? 0 : 1;
            }
            assertThat(fresh).isEqualTo(1);
        }
        assertThat(journal.read(StreamId.of(receive(bytes).message()))).hasSize(1);
        assertThat(told).hasSize(1);
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from vault where value is not null")
                        .query(Long.class)
                        .single())
                .as("no address is kept that nothing refers to")
                .isEqualTo(1);
    }

    @Test
    void aListenerThatFailsTakesNothingBack() throws Exception {
        Intake deaf =
                new Intake(evidence, vault, journal, InstantSource.fixed(JournalFixture.NOW), (message, reporter) -> {
                    throw new IllegalStateException("busy");
                });
        byte[] bytes = "x".getBytes(StandardCharsets.US_ASCII);
        Intake.Receipt receipt = deaf.receive(new ByteArrayInputStream(bytes), 100, ENVELOPE);
        assertThat(journal.read(StreamId.of(receipt.message()))).hasSize(1);
    }

    @Test
    void moreThanAllowedLeavesNoTrace() {
        assertThatThrownBy(() -> intake.receive(new ByteArrayInputStream(new byte[101]), 100, ENVELOPE))
                .isInstanceOf(EvidenceTooLargeException.class);
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from evidence")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void aReporterHasOneNameHoweverItsAddressIsWrittenAndNobodyCanGuessIt() {
        KeyRing keys = KeyRing.openOrCreate(folder.resolve("keys"));
        assertThat(Intake.reporter(keys.master(), "Ann@Example.net"))
                .isEqualTo(Intake.reporter(keys.master(), "ann@example.net "));
        assertThat(Intake.reporter(keys.master(), "ann@example.net"))
                .isNotEqualTo(Intake.reporter(keys.seal(), "ann@example.net"));
    }

    private Intake.Receipt receive(byte[] bytes) throws Exception {
        return intake.receive(new ByteArrayInputStream(bytes), 1_000_000, ENVELOPE);
    }
}
