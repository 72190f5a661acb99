package dev.reeve.server.app;

import dev.reeve.core.ids.CaseId;
import dev.reeve.server.database.Database;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.proof.CaseBundle;
import dev.reeve.server.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Cases from the command line.
@Command(
        name = "case",
        description = "Export a case as a bundle that others can check.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CaseCommandLine.Export.class)
public final class CaseCommandLine implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: case export ID.");
    }

    @Command(
            name = "export",
            description = "Write entries, evidence, hashes and policy of a case, and a script that checks them.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        @Mixin
        private ConfigOption config;

        @Parameters(paramLabel = "ID", description = "The case, such as C-0123456789.")
        private String id;

        @Option(names = "--out", paramLabel = "FOLDER", description = "Folder to make (the case's name).")
        private @Nullable Path out;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Settings settings = config.settings();
            PrintWriter say = spec.commandLine().getOut();
            Path folder = out == null ? Path.of(id) : out;
            try (Database database = Database.open(settings)) {
                EvidenceStore evidence = new EvidenceStore(
                        settings.dataDir().resolve("evidence"),
                        KeyRing.openOrCreate(settings.dataDir().resolve("keys")),
                        database.dataSource(),
                        InstantSource.system());
                CaseBundle.Written written = new CaseBundle(
                                database.jdbc(),
                                evidence,
                                new Anchors(settings.anchor().file()))
                        .write(new CaseId(id), folder);
                say.println(folder + ": " + written.entries() + " entries, " + written.evidence() + " files");
                written.missing().forEach(m -> say.println("not included: " + m));
                say.println("check it with: sh " + folder + "/check.sh");
            }
            return 0;
        }
    }
}
