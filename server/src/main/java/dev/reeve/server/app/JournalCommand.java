package dev.reeve.server.app;

import dev.reeve.server.database.Database;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceVerifier;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.DumpVerifier;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.Projections;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

        @Option(
                names = "--dump",
                paramLabel = "FILE",
                description =
                        "Verify the chain in a dump by pg_dump (plain text; - reads standard input) instead of the"
                                + " database's.")
        private @Nullable Path dump;

        @Option(names = "--anchors", paramLabel = "FILE", description = "Anchors kept elsewhere (else anchor.file).")
        private @Nullable Path anchorFile;

        @Option(names = "--chain-only", description = "Leave out the evidence files.")
        private boolean chainOnly;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Settings settings = config.settings();
            PrintWriter out = spec.commandLine().getOut();
            Path anchorsAt = anchorFile == null ? settings.anchor().file() : anchorFile;
            if (anchorFile != null && !Files.exists(anchorFile)) {
                throw new SetupException("there are no anchors in " + anchorFile);
            }
            List<Anchors.Anchor> anchors = new Anchors(anchorsAt).list();
            if (dump != null) {
                return report(dumped(dump, anchors), anchorsAt, out);
            }
            try (Database database = Database.open(settings)) {
                int chain = report(new JournalVerifier(anchors).verify(database), anchorsAt, out);
                return Math.max(chain, chainOnly ? 0 : evidence(settings, database, out));
            } catch (SQLException e) {
                throw new SetupException("the journal can't be read: " + e.getMessage(), e);
            }
        }

        /// Reads all evidence through and says what is wrong with it.
        static int evidence(Settings settings, Database database, PrintWriter out) {
            EvidenceStore store = new EvidenceStore(
                    settings.dataDir().resolve("evidence"),
                    KeyRing.openOrCreate(settings.dataDir().resolve("keys")),
                    database.dataSource(),
                    InstantSource.system());
            EvidenceVerifier.Verified verified = new EvidenceVerifier(store, database.jdbc()).verify();
            verified.faults().forEach(fault -> out.println("broken: " + fault));
            out.printf(
                    Locale.ROOT,
                    "evidence: %,d whole, %,d erased, %,d wrong%n",
                    verified.whole(),
                    verified.erased(),
                    verified.faults().size());
            return verified.faults().isEmpty() ? 0 : 1;
        }

        private static Verdict dumped(Path dump, List<Anchors.Anchor> anchors) {
            try (InputStream in = dump.toString().equals("-") ? System.in : Files.newInputStream(dump)) {
                return new DumpVerifier(anchors).verify(in);
            } catch (IOException e) {
                throw new SetupException("the dump " + dump + " can't be read: " + e.getMessage(), e);
            } catch (DumpVerifier.UnreadableDumpException e) {
                throw new SetupException(dump + ": " + e.getMessage(), e);
            }
        }

        static int report(Verdict verdict, Path anchorsAt, PrintWriter out) {
            return switch (verdict) {
                case Verdict.Sound sound -> {
                    out.printf(
                            Locale.ROOT,
                            "sound: %,d entries, %,d anchors of %s agree%nhead: %s%n",
                            sound.entries(),
                            sound.anchors(),
                            anchorsAt,
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
