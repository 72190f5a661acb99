package dev.reeve.server.app;

import dev.reeve.server.database.Database;
import dev.reeve.server.holdings.HoldingsExport;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.holdings.ImportReport;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Loads and writes out the inventory: who held what, when.
@Command(
        name = "holdings",
        description = "Load an inventory of who holds what, or write it out.",
        mixinStandardHelpOptions = true,
        subcommands = {HoldingsCommand.Import.class, HoldingsCommand.Export.class})
public final class HoldingsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    @Command(
            name = "import",
            description =
                    "Load an inventory from CSV (first line: names of columns) or JSON (array of objects). Bad lines"
                            + " are named and left out, the rest is loaded; ends with 1 when there were any. The desk may be"
                            + " running.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        private static final int PROGRESS_EVERY = 10_000;

        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "FILE.csv or FILE.json")
        private Path file;

        @Option(names = "--source", description = "Which inventory speaks (${DEFAULT-VALUE}).")
        private String source = "inventory";

        @Option(
                names = "--snapshot",
                description = "This is all that the source knows of: what it no longer names has ended.")
        private boolean snapshot;

        @Option(names = "--end-many", description = "Let a snapshot end more than half of what is held.")
        private boolean endMany;

        @Option(names = "--dry-run", description = "Say what would happen, and keep nothing.")
        private boolean dryRun;

        @Override
        public Integer call() {
            Settings settings = config.settings();
            InstantSource clock = InstantSource.system();
            PrintWriter err = spec.commandLine().getErr();
            try (Database database = Database.open(settings)) {
                Vault vault = vault(settings, database, clock);
                ImportReport report = new HoldingsImport(database, vault, clock)
                        .load(file, new HoldingsImport.How(source, snapshot, endMany, dryRun), line -> {
                            if (line % PROGRESS_EVERY == 0) {
                                err.printf(Locale.ROOT, "%,d lines%n", line);
                            }
                        });
                print(report);
                if (!dryRun && report.loaded() > 0) {
                    putOnRecord(settings, database, vault, clock);
                }
                return report.refused() == 0 && report.note().isEmpty() ? 0 : 1;
            }
        }

        private void print(ImportReport report) {
            report.problems().forEach(spec.commandLine().getErr()::println);
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    Locale.ROOT,
                    "%s%,d lines loaded, %,d refused: %,d holdings added, %,d corrected, %,d ended%n",
                    dryRun ? "would be: " : "",
                    report.loaded(),
                    report.refused(),
                    report.added(),
                    report.corrected(),
                    report.ended());
            if (!report.note().isEmpty()) {
                spec.commandLine().getErr().println(report.note());
            }
        }

        /// A running desk has the journal, and puts the import on record itself.
        private void putOnRecord(Settings settings, Database database, Vault vault, InstantSource clock) {
            EventCodec codec = new EventCodec();
            PostgresJournal journal = new PostgresJournal(
                    database,
                    codec,
                    RunningDesk.projections(codec),
                    new Anchors(settings.anchor().file()),
                    settings.anchor().every(),
                    clock);
            try {
                journal.start();
            } catch (SetupException aDeskIsRunning) {
                spec.commandLine().getOut().println("the running desk takes note of it within a minute");
                return;
            }
            try {
                new HoldingsStore(database, vault, journal, clock).recordImports();
            } finally {
                journal.close();
            }
        }
    }

    @Command(
            name = "export",
            description = "Write all that is believed now as CSV, as it can be loaded again.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", arity = "0..1", description = "Otherwise to standard output.")
        private @Nullable Path file;

        @Override
        public Integer call() throws IOException {
            Settings settings = config.settings();
            try (Database database = Database.open(settings)) {
                HoldingsExport export =
                        new HoldingsExport(database.jdbc(), vault(settings, database, InstantSource.system()));
                if (file == null) {
                    export.write(spec.commandLine().getOut());
                } else {
                    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                        spec.commandLine().getErr().printf(Locale.ROOT, "%,d lines%n", export.write(out));
                    }
                }
            }
            return 0;
        }
    }

    private static Vault vault(Settings settings, Database database, InstantSource clock) {
        return new Vault(
                database.jdbc(),
                KeyRing.openOrCreate(settings.dataDir().resolve("keys")).master(),
                clock);
    }
}
