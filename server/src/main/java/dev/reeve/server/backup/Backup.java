package dev.reeve.server.backup;

import dev.reeve.server.database.Database;
import dev.reeve.server.settings.Settings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.postgresql.PGConnection;

/// Writes everything that the desk keeps into one tar file, while the desk runs: the tables as of one instant (one
/// snapshot),
/// then the evidence files, keys and anchors. An evidence file is on the disk before its row is, so that no row of
/// the snapshot
/// lacks its file. The last entry lists the SHA-256 of all the others.
///
/// The file holds the keys: whoever has it can read everything but what was erased.
public final class Backup {
    /// What is not copied: it belongs to the installation, not to its data.
    static final Set<String> LEFT_OUT = Set.of("flyway_schema_history");

    static final String MANIFEST = "MANIFEST";
    private static final int COPY_BUFFER = 64 * 1024;

    private final Database database;
    private final Settings settings;
    private final List<String> manifest = new ArrayList<>();

    public Backup(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// @param file is written under another name first, and has its own only when it is whole
    /// @param progress told what is being copied
    /// @return entries written
    public int write(Path file, Consumer<String> progress) throws IOException, SQLException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial, StandardOpenOption.WRITE));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tables(tar, progress);
            folder(tar, settings.dataDir().resolve("evidence"), "evidence", progress);
            folder(tar, settings.dataDir().resolve("keys"), "keys", progress);
            Path anchors = settings.anchor().file();
            if (Files.exists(anchors)) {
                file(tar, anchors, "anchors.jsonl");
            }
            bytes(tar, MANIFEST, String.join("\n", manifest).getBytes(StandardCharsets.UTF_8));
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return manifest.size();
    }

    private void tables(TarArchiveOutputStream tar, Consumer<String> progress) throws IOException, SQLException {
        try (Connection connection = database.direct().getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            bytes(tar, "SCHEMA", schema(connection).getBytes(StandardCharsets.UTF_8));
            for (String table : list(connection)) {
                progress.accept("table " + table);
                Path spool = Files.createTempFile(settings.dataDir(), "backup-", ".copy");
                try {
                    try (OutputStream out = Files.newOutputStream(spool)) {
                        connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyOut(
                                        "copy " + table + columns(connection, table) + " to stdout (format binary)",
                                        out);
                    }
                    file(tar, spool, "tables/" + table + ".copy");
                } finally {
                    Files.deleteIfExists(spool);
                }
            }
            connection.rollback();
        }
    }

    /// The newest migration: a backup is restored by a Reeve with the same tables.
    static String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select string_agg(version, ',' order by installed_rank) from flyway_schema_history where success")) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    /// Names come from the database's own catalogue.
    static List<String> list(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select quote_ident(tablename) from pg_tables where schemaname = 'public' order by 1")) {
            while (rows.next()) {
                if (!LEFT_OUT.contains(rows.getString(1))) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    /// The columns that hold something of their own, in parentheses; generated ones follow from them.
    static String columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select '(' || string_agg(quote_ident(column_name), ', ' order by ordinal_position) || ')'
                from information_schema.columns
                where table_schema = 'public' and quote_ident(table_name) = ? and is_generated = 'NEVER'
                """)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        }
    }

    private void folder(TarArchiveOutputStream tar, Path folder, String name, Consumer<String> progress)
            throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        progress.accept(name);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            // Erased while we copy: then it is not to be kept.
            if (Files.exists(file)) {
                file(tar, file, name + "/" + folder.relativize(file));
            }
        }
    }

    private void file(TarArchiveOutputStream tar, Path file, String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(file));
        entry.setMode(0600);
        tar.putArchiveEntry(entry);
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[COPY_BUFFER];
            int read = in.read(buffer);
            while (read >= 0) {
                tar.write(buffer, 0, read);
                read = in.read(buffer);
            }
        }
        tar.closeArchiveEntry();
        manifest.add(HexFormat.of().formatHex(digest.digest()) + "  " + name);
    }

    private void bytes(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        entry.setMode(0600);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
        if (!name.equals(MANIFEST)) {
            manifest.add(HexFormat.of().formatHex(sha256().digest(bytes)) + "  " + name);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
