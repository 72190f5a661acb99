package dev.reeve.server.evidence;

import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.keys.SecretKeyFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Raw bytes, each once, in a file named by their SHA-256 under `evidence/ab/cd/`. Every file has its own random
/// key,
/// wrapped by the master key in its row: erasing the wrapped key erases the bytes, sealing wraps it under another
/// key.
///
/// The file is in place and flushed before its row is committed, which may be in one transaction with what needs it. A
/// crash between leaves a file without a row, which the next store of the same bytes replaces; a row without a file
/// can't come about.
public final class EvidenceStore {
    /// @param already whether the same bytes were here before
    public record Stored(String sha256, long sizeBytes, boolean already) {}

    /// Largest evidence that {@link #read} takes into memory at once.
    private static final long READ_BYTES_MAX = 64_000_000;

    /// So many that different bytes seldom wait for each other.
    private static final int LOCKS = 1024;

    private final EvidenceFiles files;
    private final KeyRing keys;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final InstantSource clock;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    /// @param folder of all evidence; made if missing
    public EvidenceStore(Path folder, KeyRing keys, DataSource dataSource, InstantSource clock) {
        this.files = new EvidenceFiles(folder);
        this.keys = keys;
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.clock = clock;
    }

    /// Deletes what a crash left half received; it was never acknowledged. For the one server, before its doors
    /// open.
    public void sweep() {
        files.sweep();
    }

    private record Row(long sizeBytes, String keyId, Optional<byte[]> wrapped, boolean sealed) {}

    /// Durable when it returns.
    ///
    /// @throws EvidenceTooLargeException when there are more bytes than allowed; nothing is kept
    public Stored store(InputStream bytes, long sizeMax) throws IOException, EvidenceTooLargeException {
        return store(bytes, sizeMax, (stored, row) -> false);
    }

    /// Commits the row of evidence whose file is in place.
    public interface Committing {
        /// @param row writes it, in whatever transaction it is given; does nothing when it is there already
        /// @return whether it is committed; otherwise the store does it in a transaction of its own
        boolean commit(Stored stored, Consumer<JdbcClient> row);
    }

    /// As above, with the row committed together with what needs it. Two with the same bytes wait for each other here;
    /// only the one server stores evidence, so that is enough.
    public Stored store(InputStream bytes, long sizeMax, Committing committing)
            throws IOException, EvidenceTooLargeException {
        EvidenceFiles.Spooled spooled = files.spool(bytes, sizeMax);
        ReentrantLock lock = locks.get(Math.floorMod(spooled.sha256().hashCode(), LOCKS));
        lock.lock();
        try {
            boolean already = row(spooled.sha256()).flatMap(Row::wrapped).isPresent();
            Stored stored = new Stored(spooled.sha256(), spooled.sizeBytes(), already);
            if (already) {
                committing.commit(stored, to -> {});
                return stored;
            }
            // Its name is durable before any row can say that it is there.
            files.moveIntoPlace(spooled);
            byte[] wrapped = keys.master().encrypt(spooled.key(), spooled.sha256());
            if (!committing.commit(stored, to -> claim(to, spooled, wrapped))) {
                transactions.executeWithoutResult(status -> claim(jdbc, spooled, wrapped));
            }
            return stored;
        } finally {
            lock.unlock();
            Files.deleteIfExists(spooled.file());
        }
    }

    private void claim(JdbcClient to, EvidenceFiles.Spooled spooled, byte[] wrapped) {
        int claimed = to.sql("""
                        insert into evidence (sha256, size_bytes, key_id, wrapped_key, stored_at)
                        values (:sha256, :size, :keyId, :wrapped, :now)
                        on conflict (sha256) do update
                        set key_id = excluded.key_id, wrapped_key = excluded.wrapped_key, stored_at = excluded.stored_at,
                            sealed = false, erased_at = null
                        where evidence.erased_at is not null
                        """)
                .param("sha256", spooled.sha256())
                .param("size", spooled.sizeBytes())
                .param("keyId", keys.master().id())
                .param("wrapped", wrapped)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (claimed != 1) {
            throw new IllegalStateException(
                    "evidence " + spooled.sha256() + " was stored by two at once: only the one server may store");
        }
    }

    public Stored store(byte[] bytes) throws IOException {
        try {
            return store(new java.io.ByteArrayInputStream(bytes), bytes.length);
        } catch (EvidenceTooLargeException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The bytes as received; the stream throws {@link EvidenceDamagedException} if they no longer are.
    ///
    /// @return empty when nothing of that hash is kept, or it was erased
    /// @throws EvidenceSealedException when it is sealed; see {@link #openSealed}
    public Optional<InputStream> open(String sha256) throws IOException {
        Optional<Row> row = row(sha256);
        if (row.isPresent() && row.get().sealed()) {
            throw new EvidenceSealedException(sha256);
        }
        return open(sha256, row, keys.master());
    }

    /// As {@link #open}, for sealed evidence. Whoever calls this has journalled who looks, and why, before.
    public Optional<InputStream> openSealed(String sha256) throws IOException {
        Optional<Row> row = row(sha256);
        return open(sha256, row, row.isPresent() && row.get().sealed() ? keys.seal() : keys.master());
    }

    private Optional<InputStream> open(String sha256, Optional<Row> row, SecretKeyFile wrapping) throws IOException {
        Optional<byte[]> wrapped = row.flatMap(Row::wrapped);
        if (wrapped.isEmpty()) {
            return Optional.empty();
        }
        byte[] key = wrapping.decrypt(wrapped.get(), sha256);
        InputStream file = new BufferedInputStream(Files.newInputStream(files.path(sha256)), 8192);
        return Optional.of(new EvidenceInput(file, key, sha256));
    }

    /// All of it at once, for what was taken within the limit of one message.
    public Optional<byte[]> read(String sha256) throws IOException {
        Optional<InputStream> opened = open(sha256);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            byte[] bytes = in.readNBytes((int) READ_BYTES_MAX);
            if (in.read() >= 0) {
                throw new IOException("evidence " + sha256 + " is too large to be read at once");
            }
            return Optional.of(bytes);
        }
    }

    /// From now on only {@link #openSealed} reads it. Sealing twice is sealing once.
    public void seal(String sha256) {
        transactions.executeWithoutResult(status -> row(sha256).ifPresent(row -> {
            if (row.wrapped().isEmpty() || row.sealed()) {
                return;
            }
            byte[] key = keys.master().decrypt(row.wrapped().get(), sha256);
            jdbc.sql("""
                            update evidence set sealed = true, key_id = :keyId, wrapped_key = :wrapped
                            where sha256 = :sha256
                            """)
                    .param("keyId", keys.seal().id())
                    .param("wrapped", keys.seal().encrypt(key, sha256))
                    .param("sha256", sha256)
                    .update();
            Arrays.fill(key, (byte) 0);
        }));
    }

    /// Forgets the key and deletes the file: also copies of the file can't be read any more.
    public void erase(String sha256) throws IOException {
        jdbc.sql("""
                        update evidence set wrapped_key = null, erased_at = :now
                        where sha256 = :sha256 and erased_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("sha256", sha256)
                .update();
        Files.deleteIfExists(files.path(sha256));
    }

    private Optional<Row> row(String sha256) {
        return jdbc.sql("select size_bytes, key_id, wrapped_key, sealed from evidence where sha256 = :sha256")
                .param("sha256", sha256)
                .query((row, number) -> new Row(
                        row.getLong("size_bytes"),
                        row.getString("key_id"),
                        Optional.ofNullable(row.getBytes("wrapped_key")),
                        row.getBoolean("sealed")))
                .optional();
    }
}
