package dev.reeve.server.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads all evidence through once and names every piece that is no longer what was received. Sealed evidence is
/// read as
/// ciphertext is: decrypted in memory, compared with its hash, shown to nobody.
public final class EvidenceVerifier {
    /// Faults that are listed one by one.
    static final int FAULTS_MAX = 100;

    private final EvidenceStore store;
    private final JdbcClient jdbc;

    public EvidenceVerifier(EvidenceStore store, JdbcClient jdbc) {
        this.store = store;
        this.jdbc = jdbc;
    }

    /// @param faults what is wrong, each with the hash
    public record Verified(long whole, long erased, List<String> faults) {}

    public Verified verify() {
        List<String> faults = new ArrayList<>();
        long[] counts = new long[2];
        jdbc.sql("select sha256, erased_at is not null from evidence order by sha256")
                .query((row, n) -> {
                    if (row.getBoolean(2)) {
                        counts[1]++;
                    } else {
                        check(row.getString(1).strip()).ifPresentOrElse(faults::add, () -> counts[0]++);
                    }
                    return n;
                })
                .list();
        jdbc.sql(
                        "select message_id, sha256 from message m where not exists (select 1 from evidence e where e.sha256 = m.sha256)")
                .query((row, n) ->
                        "the raw bytes of message " + row.getString(1) + " (" + row.getString(2) + ") are not kept")
                .list()
                .forEach(faults::add);
        return new Verified(
                counts[0], counts[1], faults.stream().limit(FAULTS_MAX).toList());
    }

    private Optional<String> check(String sha256) {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = store.openSealed(sha256).orElseThrow(() -> new IOException("it has no key"))) {
            while (in.read(buffer) >= 0) {
                // Reading to the end is the check.
            }
            return Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.of(
                    "evidence " + sha256 + ": its file is gone: " + gone.getMessage() + "; restore it from a backup");
        } catch (IOException | RuntimeException damaged) {
            return Optional.of("evidence " + sha256 + ": " + damaged.getMessage());
        }
    }
}
