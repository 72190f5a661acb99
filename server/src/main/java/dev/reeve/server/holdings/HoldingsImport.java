package dev.reeve.server.holdings;

import dev.reeve.server.database.Database;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Loads inventories. All good lines of one go in, in one transaction; bad ones are named and left out.
public final class HoldingsImport {
    /// Lines that are sent to the database together.
    private static final int CHUNK = 5000;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final AccountStore accounts;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    public HoldingsImport(Database database, Vault vault, InstantSource clock) {
        this.jdbc = database.jdbc();
        this.vault = vault;
        this.accounts = new AccountStore(jdbc, vault);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
        this.clock = clock;
    }

    /// @param source which inventory speaks; one does not touch what another said
    /// @param snapshot whether this is all that the source knows of: what it no longer names has ended
    /// @param endMany whether a snapshot may end more than half of what was held
    /// @param dryRun whether nothing is kept
    public record How(String source, boolean snapshot, boolean endMany, boolean dryRun) {}

    /// @param progress told the number of lines now and then
    public ImportReport load(Path file, How how, IntConsumer progress) {
        String digest = digest(file);
        String name = String.valueOf(file.getFileName());
        return run(
                how,
                digest,
                gather -> InventoryFile.read(file, new InventoryFile.Sink() {
                    @Override
                    public void line(int number, Map<String, String> fields) {
                        gather.line(name + ":" + number + ": ", fields);
                        progress.accept(number);
                    }

                    @Override
                    public void refused(int number, String why) {
                        gather.refuse(name + ":" + number + ": " + why);
                    }
                }));
    }

    /// Lines that came another way, such as by the events endpoint.
    ///
    /// @param digest SHA-256 of what came
    public ImportReport load(List<Map<String, String>> lines, String digest, How how) {
        return run(how, digest, gather -> {
            int number = 0;
            for (Map<String, String> line : lines) {
                number++;
                gather.line("line " + number + ": ", line);
            }
        });
    }

    private interface Lines {
        void into(Gather gather);
    }

    private ImportReport run(How how, String digest, Lines lines) {
        ImportReport report = transactions.execute(status -> {
            Instant now = clock.instant();
            Incoming incoming = new Incoming(jdbc, vault, accounts, how.source());
            Gather gather = new Gather(new LineReader(how.snapshot()), incoming);
            lines.into(gather);
            gather.flush();
            Settled settled = incoming.settle(how, now, gather.refused);
            ImportReport done = new ImportReport(
                    gather.loaded,
                    gather.refused + settled.problems().size(),
                    problems(gather, settled),
                    settled.added(),
                    settled.corrected(),
                    settled.ended(),
                    settled.note());
            if (done.loaded() > 0) {
                record(how, digest, now, done);
            }
            if (how.dryRun()) {
                status.setRollbackOnly();
            }
            return done;
        });
        return java.util.Objects.requireNonNull(report);
    }

    private static List<String> problems(Gather gather, Settled settled) {
        List<String> all = new ArrayList<>(gather.problems);
        all.addAll(settled.problems());
        return all.subList(0, Math.min(all.size(), ImportReport.PROBLEMS_MAX));
    }

    private void record(How how, String digest, Instant now, ImportReport report) {
        jdbc.sql("""
                        insert into inventory (source, at, loaded, refused, digest)
                        values (:source, :now, :loaded, :refused, :digest)
                        """)
                .param("source", how.source())
                .param("now", Timestamp.from(now))
                .param("loaded", report.loaded())
                .param("refused", report.refused())
                .param("digest", digest)
                .update();
    }

    /// What settling did.
    record Settled(int added, int corrected, int ended, List<String> problems, String note) {}

    /// Reads lines and passes the good ones on in chunks.
    private static final class Gather {
        private final LineReader reader;
        private final Incoming incoming;
        private final List<Incoming.Placed> chunk = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private int loaded;
        private int refused;

        Gather(LineReader reader, Incoming incoming) {
            this.reader = reader;
            this.incoming = incoming;
        }

        void line(String place, Map<String, String> fields) {
            try {
                chunk.add(new Incoming.Placed(place, reader.read(fields)));
                loaded++;
            } catch (LineReader.WrongLineException e) {
                refuse(place + e.getMessage());
            }
            if (chunk.size() == CHUNK) {
                flush();
            }
        }

        void refuse(String problem) {
            refused++;
            if (problems.size() < ImportReport.PROBLEMS_MAX) {
                problems.add(problem);
            }
        }

        void flush() {
            if (!chunk.isEmpty()) {
                incoming.add(chunk);
                chunk.clear();
            }
        }
    }

    static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(Path file) {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[65536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            throw new dev.reeve.server.settings.SetupException("there is no file " + file + "; check the path", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
