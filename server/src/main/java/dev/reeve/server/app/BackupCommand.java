package dev.reeve.server.app;

import dev.reeve.server.backup.Backup;
import dev.reeve.server.backup.Restore;
import dev.reeve.server.database.Database;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceVerifier;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Copies all that the desk keeps into one file. The desk may be running.
@Command(
        name = "backup",
        description =
                "Write database, evidence, keys and anchors into one tar file. The desk may be running. The file holds the"
                        + " keys: guard it.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Parameters(paramLabel = "FILE", description = "File to write.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = config.settings();
        try (Database database = Database.open(settings)) {
            int entries =
                    new Backup(database, settings).write(file.toAbsolutePath(), what -> out.println("copying " + what));
            new Restore(file).verify();
            out.println(file + ": " + entries + " entries, read back and whole");
        }
        return 0;
    }

    /// Puts a backup into an empty data folder.
    @Command(
            name = "restore",
            description = "Put a backup into an empty data folder, and verify the journal and the evidence.",
            mixinStandardHelpOptions = true)
    public static final class Back implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Parameters(paramLabel = "FILE", description = "The backup.")
        private Path file;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, SQLException {
            PrintWriter out = spec.commandLine().getOut();
            return restore(file, config.settings(), out);
        }

        static int restore(Path file, Settings settings, PrintWriter out) throws IOException, SQLException {
            Restore restore = new Restore(file);
            restore.verify();
            restore.files(settings);
            try (Database database = Database.open(settings)) {
                restore.tables(database, what -> out.println("restoring " + what));
                Verdict chain =
                        new JournalVerifier(new Anchors(settings.anchor().file()).list()).verify(database);
                EvidenceStore store = new EvidenceStore(
                        settings.dataDir().resolve("evidence"),
                        KeyRing.openOrCreate(settings.dataDir().resolve("keys")),
                        database.dataSource(),
                        InstantSource.system());
                EvidenceVerifier.Verified evidence = new EvidenceVerifier(store, database.jdbc()).verify();
                out.println("journal: " + chain);
                out.println("evidence: " + evidence.whole() + " whole, " + evidence.erased() + " erased");
                evidence.faults().forEach(f -> out.println("broken: " + f));
                return chain instanceof Verdict.Sound && evidence.faults().isEmpty() ? 0 : 1;
            }
        }
    }
}
