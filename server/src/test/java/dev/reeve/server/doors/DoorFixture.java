package dev.reeve.server.doors;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.journal.JournalFixture;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import dev.reeve.server.smtp.Recipients;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real intake behind a door, and what came through it.
final class DoorFixture implements AutoCloseable {
    static final long SIZE_MAX = 20_000;

    final List<MessageId> received = new CopyOnWriteArrayList<>();
    final DoorBook book;
    final Taking taking;
    final Settings settings;
    Instant now = JournalFixture.NOW;
    private final PostgresJournal journal;
    private final EvidenceStore evidence;

    /// @param yaml settings beside those of every test
    DoorFixture(TestDatabase database, Path folder, String yaml) throws IOException {
        database.jdbc().sql("truncate table journal, vault, evidence, door").update();
        Path file = Files.writeString(
                folder.resolve("reeve.yaml"), "data-dir: state\nintake: {message-size-max: 20 kB}\n" + yaml);
        settings = Settings.read(file, Map.of(), new SettingsPlaces(false, Map.of(), folder));
        InstantSource clock = () -> now;
        KeyRing keys = KeyRing.openOrCreate(folder.resolve("keys"));
        journal = JournalFixture.journal(database.get(), folder.resolve("anchors"));
        journal.start();
        evidence = new EvidenceStore(folder.resolve("evidence"), keys, database.dataSource(), clock);
        Vault vault = new Vault(database.jdbc(), keys.master(), clock);
        Intake intake = new Intake(evidence, vault, journal, clock, (message, reporter) -> received.add(message));
        book = new DoorBook(database.jdbc(), clock);
        Recipients recipients =
                new Recipients(List.of("abuse@example.net"), "reply.example.net", a -> a.startsWith("case+t0ken@"));
        taking = new Taking(intake, new FetchedMail(recipients, keys.master()), SIZE_MAX);
    }

    MessageEvent.Received event(MessageId id) {
        return (MessageEvent.Received) journal.read(StreamId.of(id)).get(0).event();
    }

    String text(MessageId id) throws IOException {
        return new String(evidence.read(event(id).sha256()).orElseThrow(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        journal.close();
    }
}
