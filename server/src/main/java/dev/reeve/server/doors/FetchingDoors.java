package dev.reeve.server.doors;

import dev.reeve.server.intake.Intake;
import dev.reeve.server.keys.SecretKeyFile;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.smtp.Recipients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All doors that fetch, made from the settings: the inbox below the data folder, the operator's own folder, mailboxes
/// and feeds.
public final class FetchingDoors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FetchingDoors.class);
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final List<FolderDoor> folders = new ArrayList<>();
    private final List<FeedDoor> feeds = new ArrayList<>();
    private final List<ImapDoor> mailboxes = new ArrayList<>();
    private final ScheduledExecutorService rounds = Executors.newScheduledThreadPool(
            2, Thread.ofVirtual().name("door-", 0).factory());

    public FetchingDoors(
            Settings settings,
            Intake intake,
            Recipients recipients,
            SecretKeyFile key,
            DoorBook book,
            InstantSource time) {
        Taking taking = new Taking(
                intake, new FetchedMail(recipients, key), settings.intake().messageSizeMax());
        folders.add(new FolderDoor("inbox", inbox(settings), true, taking, book, time));
        Path own = settings.intake().folder();
        if (own != null) {
            folders.add(new FolderDoor("folder", own, false, taking, book, time));
        }
        Path base = settings.folder();
        Feed.list(settings.intake().feeds(), base).forEach(f -> feeds.add(new FeedDoor(f, taking, book, time)));
        Mailbox.list(settings.intake().mailboxes(), base).forEach(m -> mailboxes.add(new ImapDoor(m, taking, book)));
    }

    /// Where `./reeve import` puts messages for a running desk, or for one that starts later.
    public static Path inbox(Settings settings) {
        return settings.dataDir().resolve("inbox");
    }

    public void start() {
        every(() -> folders.forEach(FolderDoor::round));
        every(() -> feeds.forEach(FeedDoor::round));
        mailboxes.forEach(ImapDoor::start);
    }

    private void every(Runnable work) {
        var unused = rounds.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException failed) {
                        LOG.warn("a door's round failed and is tried again: {}", failed.toString());
                    }
                },
                0,
                ROUND.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        mailboxes.forEach(ImapDoor::close);
    }
}
