package dev.reeve.server.app;

import dev.reeve.server.database.Database;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceVerifier;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.Projections;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Looks after the journal.
@Command(
        name = "journal",
        description = "Verify the journal, or rebuild the tables that follow from it.",
        mixinStandardHelpOptions = true,
        subcommands = {JournalCommand.Verify.class, JournalCommand.Rebuild.class})
public final class JournalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    @Command(
            name = "verify",
            description =
                    "Recompute the chain of hashes, hold it against the anchors, and read all evidence through. Ends with 1 when something is"
                            + " wrong. The desk may be running.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Option(names = "--chain-only", description = "Leave out the evidence files.")
        private boolean chainOnly;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Settings settings = config.settings();
            List<Anchors.Anchor> anchors = new Anchors(settings.anchor().file()).list();
            try (Database database = Database.open(settings)) {
                int chain = report(new JournalVerifier(anchors).verify(database), settings);
                return Math.max(chain, chainOnly ? 0 : evidence(settings, database));
            } catch (SQLException e) {
                throw new SetupException("the journal can't be read: " + e.getMessage(), e);
            }
        }

        private int evidence(Settings settings, Database database) {
            EvidenceStore store = new EvidenceStore(
                    settings.dataDir().resolve("evidence"),
                    KeyRing.openOrCreate(settings.dataDir().resolve("keys")),
                    database.dataSource(),
                    InstantSource.system());
            EvidenceVerifier.Verified verified = new EvidenceVerifier(store, database.jdbc()).verify();
            PrintWriter out = spec.commandLine().getOut();
            verified.faults().forEach(fault -> out.println("broken: " + fault));
            out.printf(
                    Locale.ROOT,
                    "evidence: %,d whole, %,d erased, %,d wrong%n",
                    verified.whole(),
                    verified.erased(),
                    verified.faults().size());
            return verified.faults().isEmpty() ? 0 : 1;
        }

        private int report(Verdict verdict, Settings settings) {
            PrintWriter out = spec.commandLine().getOut();
            return switch (verdict) {
                case Verdict.Sound sound -> {
                    out.printf(
                            Locale.ROOT,
                            "sound: %,d entries, %,d anchors of %s agree%nhead: %s%n",
                            sound.entries(),
                            sound.anchors(),
                            settings.anchor().file(),
                            sound.head());
                    yield 0;
                }
                case Verdict.Broken broken -> {
                    out.printf(
                            Locale.ROOT,
                            "broken at entry %d (%s): %s%n",
                            broken.seq(),
                            broken.fault().word(),
                            broken.what());
                    yield 1;
                }
            };
        }
    }

    @Command(
            name = "rebuild",
            description = "Make every table that follows from the journal anew. The desk must be stopped.",
            mixinStandardHelpOptions = true)
    static final class Rebuild implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            EventCodec codec = new EventCodec();
            try (Database database = Database.open(config.settings())) {
                long count = new Projections(RunningDesk.projections(codec), codec)
                        .rebuild(database, entries -> out.printf(Locale.ROOT, "\r%,d entries", entries));
                out.printf(Locale.ROOT, "\r%,d entries folded anew%n", count);
            }
            return 0;
        }
    }
}
