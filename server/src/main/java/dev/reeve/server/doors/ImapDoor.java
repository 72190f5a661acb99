package dev.reeve.server.doors;

import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one mailbox and waits for more: by IDLE (RFC 2177) where the server has it, else by asking again. How far it
/// has come is remembered as UIDVALIDITY and UID (RFC 9051 §2.3.1.1), so that nothing needs to be marked in the
/// mailbox; when the server numbers anew, all is seen again, and the same bytes are one message.
///
/// A message that the server can't hand out is tried again over new connections and then left in the mailbox, and the
/// books say which; the next one goes on.
final class ImapDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImapDoor.class);

    /// After so long without news the server is asked, whatever IDLE promised.
    private static final Duration ASK_AGAIN = Duration.ofMinutes(2);

    private static final Duration CONNECT_MAX = Duration.ofSeconds(20);

    /// Longer than {@link #ASK_AGAIN}, for a connection that waits is silent.
    private static final Duration ANSWER_MAX = ASK_AGAIN.plusMinutes(1);

    private static final Duration RETRY_FIRST = Duration.ofSeconds(2);
    private static final Duration RETRY_LAST = Duration.ofMinutes(5);
    private static final int TRIES_MAX = 3;

    /// Messages between two notes of the place.
    private static final int BATCH = 50;

    private final Mailbox mailbox;
    private final String name;
    private final Taking taking;
    private final DoorBook book;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("imap-alarm").factory());
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable IMAPStore store;
    private long stuckUid = -1;
    private int stuckTries;

    ImapDoor(Mailbox mailbox, Taking taking, DoorBook book) {
        this.mailbox = mailbox;
        this.name = "mailbox " + mailbox.name();
        this.taking = taking;
        this.book = book;
        this.thread = Thread.ofVirtual().name("imap-" + mailbox.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Duration pause = RETRY_FIRST;
        while (!closed) {
            try {
                boolean wasGood = connectAndRead();
                pause = wasGood ? RETRY_FIRST : pause;
            } catch (MessagingException | IOException | RuntimeException failed) {
                if (!closed) {
                    LOG.warn("{} can't be read now and is tried again: {}", name, failed.toString());
                    book.bad(name, "it can't be read: " + failed.getMessage());
                }
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(RETRY_LAST) > 0 ? RETRY_LAST : pause.multipliedBy(2);
        }
    }

    /// @return true after a connection that ended by itself once something had been read
    private boolean connectAndRead() throws MessagingException, IOException {
        Session session = Session.getInstance(properties());
        try (IMAPStore open = (IMAPStore) session.getStore(mailbox.tls() == Mailbox.Tls.TLS ? "imaps" : "imap")) {
            store = open;
            open.connect(
                    mailbox.host(),
                    mailbox.port(),
                    mailbox.user(),
                    Files.readString(mailbox.passwordFile()).strip());
            try (IMAPFolder folder = (IMAPFolder) open.getFolder(mailbox.folder())) {
                folder.open(mailbox.after() == Mailbox.After.LEAVE ? Folder.READ_ONLY : Folder.READ_WRITE);
                while (!closed) {
                    drain(folder);
                    await(open, folder);
                }
            } catch (FolderClosedException | StoreClosedException hungUp) {
                return true;
            }
        } finally {
            store = null;
        }
        return true;
    }

    /// Waits until the server has news, or a while.
    private void await(IMAPStore open, IMAPFolder folder) throws MessagingException {
        if (!open.hasCapability("IDLE")) {
            try {
                Thread.sleep(ASK_AGAIN.dividedBy(4));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                closed = true;
            }
            return;
        }
        // Any other command ends IDLE.
        ScheduledFuture<?> wake = alarm.schedule(
                () -> folder.doCommand(protocol -> {
                    protocol.noop();
                    return null;
                }),
                ASK_AGAIN.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            folder.idle(true);
        } finally {
            wake.cancel(false);
        }
    }

    private void drain(IMAPFolder folder) throws MessagingException, IOException {
        long validity = folder.getUIDValidity();
        long last = lastUid(validity);
        List<IMAPMessage> fresh = after(folder, last);
        int taken = 0;
        List<IMAPMessage> done = new ArrayList<>();
        for (IMAPMessage message : fresh) {
            long uid = folder.getUID(message);
            taken += take(message, uid, done) ? 1 : 0;
            last = uid;
            if (done.size() >= BATCH) {
                clear(folder, done);
                book.good(name, validity + ":" + last, taken);
                taken = 0;
            }
        }
        clear(folder, done);
        book.good(name, validity + ":" + last, taken);
    }

    private long lastUid(long validity) {
        String place = book.find(name).map(DoorBook.Line::place).orElse("");
        int colon = place.indexOf(':');
        boolean same = colon > 0 && place.substring(0, colon).equals(String.valueOf(validity));
        return same ? Long.parseLong(place.substring(colon + 1)) : 0;
    }

    private static List<IMAPMessage> after(IMAPFolder folder, long last) throws MessagingException {
        List<IMAPMessage> fresh = new ArrayList<>();
        for (Message message : folder.getMessagesByUID(last + 1, UIDFolder.LASTUID)) {
            // `n:*` names the last message even where it is older than n.
            if (message instanceof IMAPMessage one && folder.getUID(one) > last) {
                fresh.add(one);
            }
        }
        fresh.sort(Comparator.comparingInt(Message::getMessageNumber));
        return fresh;
    }

    private boolean take(IMAPMessage message, long uid, List<IMAPMessage> done) throws MessagingException, IOException {
        if (message.isExpunged()) {
            return false;
        }
        try (InputStream bytes = raw(message)) {
            boolean fresh = taking.take("imap", bytes, message.getSize(), Map.of("source", name));
            done.add(message);
            return fresh;
        } catch (MessagingException | IOException failed) {
            stuckTries = uid == stuckUid ? stuckTries + 1 : 1;
            stuckUid = uid;
            if (stuckTries < TRIES_MAX) {
                throw failed;
            }
            book.bad(name, "the message with UID " + uid + " was left there: " + failed.getMessage());
            LOG.error("{}: the message with UID {} was left there", name, uid, failed);
            return false;
        }
    }

    /// The message as the server holds it, without marking it as read.
    private static InputStream raw(IMAPMessage message) throws MessagingException {
        message.setPeek(true);
        return message.getMimeStream();
    }

    private void clear(IMAPFolder folder, List<IMAPMessage> done) throws MessagingException {
        Message[] messages = done.toArray(Message[]::new);
        done.clear();
        if (messages.length == 0) {
            return;
        }
        switch (mailbox.after()) {
            case LEAVE -> {}
            case DELETE -> {
                folder.setFlags(messages, new jakarta.mail.Flags(jakarta.mail.Flags.Flag.DELETED), true);
                folder.expunge(messages);
            }
            case MOVE -> {
                Folder target = folder.getStore().getFolder(mailbox.moveTo());
                if (!target.exists() && !target.create(Folder.HOLDS_MESSAGES)) {
                    throw new MessagingException("there is no folder " + mailbox.moveTo() + ", and it can't be made");
                }
                folder.copyMessages(messages, target);
                folder.setFlags(messages, new jakarta.mail.Flags(jakarta.mail.Flags.Flag.DELETED), true);
                folder.expunge(messages);
            }
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        for (String protocol : List.of("imap", "imaps")) {
            String prefix = "mail." + protocol + ".";
            properties.put(prefix + "connectiontimeout", String.valueOf(CONNECT_MAX.toMillis()));
            properties.put(prefix + "timeout", String.valueOf(ANSWER_MAX.toMillis()));
            properties.put(prefix + "writetimeout", String.valueOf(CONNECT_MAX.toMillis()));
            properties.put(prefix + "ssl.checkserveridentity", "true");
            properties.put(prefix + "starttls.enable", String.valueOf(mailbox.tls() == Mailbox.Tls.STARTTLS));
            properties.put(prefix + "starttls.required", String.valueOf(mailbox.tls() == Mailbox.Tls.STARTTLS));
            properties.put(prefix + "peek", "true");
            properties.put(prefix + "fetchsize", "1000000");
        }
        return properties;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        alarm.shutdownNow();
        IMAPStore open = store;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException gone) {
                LOG.debug("{}: {}", name, gone.toString());
            }
        }
    }
}
