package dev.reeve.server.desk;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.formats.Formats;
import dev.reeve.formats.Provider;
import dev.reeve.server.journal.JournalUnavailableException;
import dev.reeve.server.pgp.PgpSignatures;
import dev.reeve.server.reading.TimedReading;
import java.time.Instant;
import java.util.function.Supplier;

/// Reads a message and finds who sent it, within the time that one message may take.
final class Reader implements AutoCloseable {
    /// The fact of transport that says under which name a bare table or document came.
    private static final String FILE_NAME = "file-name";

    private final Supplier<Formats> formats;
    private final Supplier<Provider> provider;
    private final ReporterTrust trust;
    private final PgpSignatures signatures;
    private final TimedReading timed;

    Reader(
            Supplier<Formats> formats,
            Supplier<Provider> provider,
            ReporterTrust trust,
            PgpSignatures signatures,
            TimedReading timed) {
        this.formats = formats;
        this.provider = provider;
        this.trust = trust;
        this.signatures = signatures;
        this.timed = timed;
    }

    record Taken(Formats.Read read, Sender sender) {}

    /// @throws TimedReading.TookTooLongException when it was given up
    Taken read(MessageEvent.Received received, Instant at, byte[] raw) {
        Formats now = formats.get();
        Provider own = provider.get();
        try {
            return timed.within(() -> {
                Formats.Read read = now.parse(received.transport().getOrDefault(FILE_NAME, ""), raw, own);
                return new Taken(read, Sender.of(received, at, read.message(), trust, signatures));
            });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailableException("reading it was stopped, and begins again later", stopped);
        }
    }

    @Override
    public void close() {
        timed.close();
    }
}
