package dev.reeve.lab.crash;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.database.Database;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceVerifier;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Takes messages onto a disk of two megabytes until it is full, gets more room, and goes on. Runs where a small disk
/// is
/// mounted. Arguments: database url, user, password, folder of keys and anchors, folder on the small disk.
public final class FullDiskProcess {
    private static final int MESSAGE_BYTES = 40_000;
    private static final int MESSAGES_MAX = 400;

    private FullDiskProcess() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[3]);
        Path small = Path.of(args[4]);
        InstantSource time = InstantSource.system();
        KeyRing keys = KeyRing.openOrCreate(folder.resolve("keys"));
        EventCodec codec = new EventCodec();
        try (Database database = Database.at(args[0], args[1], args[2], 4);
                PostgresJournal journal = new PostgresJournal(
                        database,
                        codec,
                        RunningDesk.projections(codec),
                        new Anchors(folder.resolve("anchors.jsonl")),
                        Duration.ofMinutes(5),
                        time)) {
            journal.start();
            EvidenceStore store = new EvidenceStore(small.resolve("evidence"), keys, database.dataSource(), time);
            Vault vault = new Vault(database.jdbc(), keys.master(), time);
            Intake intake = new Intake(store, vault, journal, time, (message, reporter) -> {});
            Random random = new Random(1);
            int first = take(intake, random);
            int refusedAgain = take(intake, random);
            Process more = new ProcessBuilder("mount", "-o", "remount,size=16m", small.toString())
                    .inheritIO()
                    .start();
            int remounted = more.waitFor();
            int second = take(intake, random);
            int received = database.jdbc()
                    .sql("select count(*) from message")
                    .query(Integer.class)
                    .single();
            EvidenceVerifier.Verified verified = new EvidenceVerifier(store, database.jdbc()).verify();
            System.out.println("taken " + first + " then " + refusedAgain + " remount " + remounted + " then " + second
                    + " received " + received + " whole " + verified.whole() + " faults "
                    + verified.faults().size()
                    + " spooled " + spooled(small));
        }
    }

    /// @return messages taken until one was refused, or enough were taken
    private static int take(Intake intake, Random random) throws Exception {
        for (int taken = 0; taken < MESSAGES_MAX; taken++) {
            byte[] bytes = new byte[MESSAGE_BYTES];
            random.nextBytes(bytes);
            try {
                intake.receive(
                        new ByteArrayInputStream(bytes),
                        MESSAGE_BYTES,
                        new Envelope("smtp", new ReporterId("r-1"), "who@reporter.example", null, null, Map.of()));
            } catch (IOException | UncheckedIOException full) {
                return taken;
            }
            if (taken == 150) {
                return taken;
            }
        }
        return MESSAGES_MAX;
    }

    private static long spooled(Path small) throws IOException {
        try (Stream<Path> files = Files.list(small.resolve("evidence/spool"))) {
            return files.count();
        }
    }
}
