package dev.reeve.server.app;

import dev.reeve.server.doors.FetchingDoors;
import dev.reeve.server.reading.MessageFiles;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts past mail into the inbox of the desk, which takes it while it runs or when it starts next.
@Command(
        name = "import",
        description = {
            "Hand the desk mail that you already have: mbox files, maildirs, folders, single files.",
            "Each message goes into the desk's inbox, which it empties while it runs or when it starts next. Old mail is",
            "judged like new mail: to see first what would come of it, use audit."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything was handed over",
            "1:something could not be opened: standard error says what",
            "2:the command was used wrongly"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int PROGRESS_EVERY = 1_000;
    private static final int NAME_CHARS_MAX = 100;

    @Mixin
    private ConfigOption config;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths = List.of();

    @Option(names = "--dry-run", description = "Count, and hand over nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    private int handed;
    private int unopened;

    @Override
    public Integer call() {
        Path inbox = FetchingDoors.inbox(config.settings());
        PrintWriter err = spec.commandLine().getErr();
        try {
            if (!dryRun) {
                Files.createDirectories(inbox);
                Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new SetupException("the inbox " + inbox + " can't be made: " + e.getMessage(), e);
        }
        MessageFiles.each(paths, found -> {
            switch (found) {
                case MessageFiles.Message message -> hand(message, inbox, err);
                case MessageFiles.Unopened bad -> {
                    unopened++;
                    err.println(bad.name() + ": " + bad.why());
                }
            }
        });
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s%,d messages handed over, %,d not opened%n",
                        dryRun ? "would be: " : "",
                        handed,
                        unopened);
        return unopened == 0 ? 0 : 1;
    }

    private void hand(MessageFiles.Message message, Path inbox, PrintWriter err) {
        handed++;
        if (handed % PROGRESS_EVERY == 0) {
            err.printf(Locale.ROOT, "%,d messages%n", handed);
        }
        if (dryRun) {
            return;
        }
        try {
            String name = name(message);
            Path written = inbox.resolve("." + name + ".part");
            Files.write(written, message.bytes());
            Files.move(
                    written, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SetupException(
                    "the inbox can't be written after " + (handed - 1) + " messages: " + e.getMessage()
                            + "; run it again when that is mended, nothing is taken twice",
                    e);
        }
    }

    /// The hash keeps names apart and makes a second run write the same files; what follows may tell a table's kind.
    private static String name(MessageFiles.Message message) {
        String given = message.fileName().replaceAll("[^A-Za-z0-9._-]", "_");
        String kept = given.substring(Math.max(0, given.length() - NAME_CHARS_MAX));
        return hash(message.bytes()) + (kept.isEmpty() ? ".eml" : "-" + kept);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
