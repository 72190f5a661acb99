package dev.reeve.server.app;

import dev.reeve.server.backup.Backup;
import dev.reeve.server.backup.Restore;
import dev.reeve.server.database.Database;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
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
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            try {
                return restore(file, config.settings(), out);
            } catch (SQLException refused) {
                throw new SetupException(
                        "nothing was restored: the database refused: " + refused.getMessage(), refused);
            }
        }

        static int restore(Path file, Settings settings, PrintWriter out) throws IOException, SQLException {
            Restore restore = new Restore(file);
            restore.verify();
            Restore.makeFolder(settings.dataDir());
            try (Database database = Database.open(settings)) {
                restore.tables(database, what -> out.println("restoring " + what));
                restore.files(settings);
                Path anchors = settings.anchor().file();
                int chain = JournalCommand.Verify.report(
                        new JournalVerifier(new Anchors(anchors).list()).verify(database), anchors, out);
                return Math.max(chain, JournalCommand.Verify.evidence(settings, database, out));
            }
        }
    }
}
