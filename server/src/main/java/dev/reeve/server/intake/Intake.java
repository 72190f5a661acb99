package dev.reeve.server.intake;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceStore.Stored;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The durable step between a door and everything else: when {@link #receive} returns, the raw bytes, the sender's
/// address and the fact of receipt are on the disk, and the door may acknowledge. The same bytes are one message,
/// however often and through whatever door they come.
public final class Intake {
    /// Half a hash in the name: enough that nobody can make two messages with one name by trying.
    private static final int NAME_DIGITS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final EvidenceStore evidence;
    private final Vault vault;
    private final PostgresJournal journal;
    private final InstantSource clock;
    private final IntakeListener listener;

    public Intake(
            EvidenceStore evidence,
            Vault vault,
            PostgresJournal journal,
            InstantSource clock,
            IntakeListener listener) {
        this.evidence = evidence;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
        this.listener = listener;
    }

    /// @param at when it was recorded; null where it was here before, for nothing new was recorded then
    public record Receipt(
            MessageId message, String sha256, @Nullable Instant at) {
        public boolean already() {
            return at == null;
        }
    }

    /// @param sizeMax most bytes that are taken
    /// @throws EvidenceTooLargeException when there are more; nothing was kept
    /// @throws IOException when the bytes can't be read or kept: the sender should come again
    public Receipt receive(InputStream bytes, long sizeMax, Envelope envelope)
            throws IOException, EvidenceTooLargeException {
        Taking taking = new Taking(envelope);
        evidence.store(bytes, sizeMax, taking);
        Receipt receipt = taking.receipt();
        if (!receipt.already()) {
            tell(receipt.message(), envelope.reporter());
        }
        return receipt;
    }

    /// Records a message, with the rows of its evidence and its sender's address, in one transaction.
    private final class Taking implements EvidenceStore.Committing {
        private final Envelope envelope;
        private @Nullable Receipt receipt;

        Taking(Envelope envelope) {
            this.envelope = envelope;
        }

        @Override
        public boolean commit(Stored stored, Consumer<JdbcClient> row) {
            MessageId name = new MessageId("m-" + stored.sha256().substring(0, NAME_DIGITS));
            List<Recorded<Event>> before = journal.read(StreamId.of(name));
            if (isOther(before, stored)) {
                name = new MessageId("m-" + stored.sha256());
                before = journal.read(StreamId.of(name));
            }
            Instant now = clock.instant();
            boolean fresh = before.isEmpty() && record(name, stored, envelope, now, row);
            receipt = new Receipt(name, stored.sha256(), fresh ? now : null);
            return fresh;
        }

        Receipt receipt() {
            return Objects.requireNonNull(receipt);
        }
    }

    private static boolean isOther(List<Recorded<Event>> before, Stored stored) {
        return before.stream()
                .map(Recorded::event)
                .anyMatch(event -> event instanceof MessageEvent.Received received
                        && !received.sha256().equals(stored.sha256()));
    }

    /// @return false when another receipt of the same bytes was quicker
    private boolean record(MessageId name, Stored stored, Envelope envelope, Instant now, Consumer<JdbcClient> row) {
        String address = envelope.reporterAddress();
        Vault.Sealed sealed = address == null ? null : vault.seal(address);
        MessageEvent.Received received = new MessageEvent.Received(
                envelope.door(),
                stored.sha256(),
                stored.sizeBytes(),
                envelope.reporter(),
                sealed == null ? null : sealed.personal(),
                envelope.token(),
                envelope.correlation(),
                envelope.transport());
        StreamAppend append =
                new StreamAppend(StreamId.of(name), 0, now, new ActorId(envelope.door() + "-door"), List.of(received));
        try {
            journal.append(List.of(append), sealed == null ? List.of(row) : List.of(row, sealed.row()));
            return true;
        } catch (VersionConflictException sameBytesAtTheSameTime) {
            return false;
        }
    }

    /// What follows is picked up from the journal in any case; a listener that fails takes nothing back.
    private void tell(MessageId message, ReporterId reporter) {
        try {
            listener.received(message, reporter);
        } catch (RuntimeException e) {
            LOG.error("could not wake the processing of {}; the next sweep will find it", message, e);
        }
    }

    /// Names a reporter without telling who it is.
    public static ReporterId reporter(dev.reeve.server.keys.SecretKeyFile key, String address) {
        byte[] mac = key.mac(
                "reporter",
                address.strip().toLowerCase(java.util.Locale.ROOT).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new ReporterId("r-" + java.util.HexFormat.of().formatHex(mac, 0, 12));
    }
}
