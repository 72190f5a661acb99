package dev.reeve.server.backup;

import dev.reeve.server.database.Database;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.postgresql.PGConnection;

/// Puts a backup into an empty data folder. The file is read through and held against its list of hashes before
/// anything is
/// written.
public final class Restore {
    private final Path file;

    public Restore(Path file) {
        this.file = file;
    }

    /// Reads the whole file and compares every entry with the list at its end.
    ///
    /// @throws SetupException naming what does not fit
    public void verify() throws IOException {
        Map<String, String> found = new HashMap<>();
        String manifest = "";
        try (TarArchiveInputStream tar = open()) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(Backup.MANIFEST)) {
                    manifest = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                } else {
                    MessageDigest digest = Backup.sha256();
                    new DigestInputStream(tar, digest).transferTo(OutputStream.nullOutputStream());
                    found.put(entry.getName(), HexFormat.of().formatHex(digest.digest()));
                }
            }
        }
        if (manifest.isEmpty()) {
            throw new SetupException(file + " is not a whole backup: its list of contents is missing");
        }
        for (String line : manifest.split("\n")) {
            String name = line.substring(66);
            if (!line.substring(0, 64).equals(found.remove(name))) {
                throw new SetupException(file + " is damaged: " + name + " is not what was backed up");
            }
        }
        if (!found.isEmpty()) {
            throw new SetupException(file + " holds what was not backed up: " + found.keySet());
        }
    }

    /// Makes the data folder, before a database is opened in it.
    ///
    /// @throws SetupException when it is in use
    public static void makeFolder(Path dataDir) throws IOException {
        for (String part : List.of("keys", "evidence", "postgres")) {
            if (Files.exists(dataDir.resolve(part))) {
                throw new SetupException(dataDir + " holds a desk already (" + part + "); name an empty data-dir");
            }
        }
        // As root the database runs as another user, who must be able to pass through.
        Files.createDirectories(
                dataDir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    }

    /// Writes keys, evidence and anchors.
    public void files(Settings settings) throws IOException {
        Path dataDir = settings.dataDir();
        try (TarArchiveInputStream tar = open()) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (name.startsWith("keys/") || name.startsWith("evidence/")) {
                    write(tar, inside(dataDir, name));
                } else if (name.equals("anchors.jsonl")) {
                    write(tar, settings.anchor().file());
                }
            }
        }
    }

    /// No name in the file leads out of the folder.
    private static Path inside(Path dataDir, String name) {
        Path path = dataDir.resolve(name).normalize();
        if (!path.startsWith(dataDir)) {
            throw new SetupException("the backup names a file outside its folder: " + name);
        }
        return path;
    }

    private static void write(InputStream in, Path path) throws IOException {
        Path folder = path.getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.copy(in, path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    /// Fills the tables of a fresh database, all of them or none.
    ///
    /// @throws SetupException when it holds a desk, or the backup does not fit
    public void tables(Database database, Consumer<String> progress) throws IOException, SQLException {
        try (TarArchiveInputStream tar = open();
                Connection connection = database.direct().getConnection()) {
            connection.setAutoCommit(false);
            List<String> known = Backup.list(connection);
            refuseUsed(connection);
            List<ForeignKey> foreignKeys = foreignKeys(connection);
            try (Statement statement = connection.createStatement()) {
                // Tables come in the order of their names; whether rows fit together is asked when all are there.
                for (ForeignKey key : foreignKeys) {
                    statement.execute("alter table " + key.table + " drop constraint " + key.name);
                }
                statement.execute("truncate " + String.join(", ", known));
            }
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals("SCHEMA")) {
                    same(new String(tar.readAllBytes(), StandardCharsets.UTF_8), Backup.schema(connection));
                } else if (entry.getName().startsWith("tables/")) {
                    String table = entry.getName().substring(7, entry.getName().length() - 5);
                    if (!known.contains(table)) {
                        throw new SetupException("this Reeve has no table " + table);
                    }
                    progress.accept("table " + table);
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "copy " + table + Backup.columns(connection, table) + " from stdin (format binary)",
                                    tar);
                }
            }
            try (Statement statement = connection.createStatement()) {
                for (ForeignKey key : foreignKeys) {
                    statement.execute(
                            "alter table " + key.table + " add constraint " + key.name + " " + key.definition);
                }
            }
            sequences(connection);
            connection.commit();
        }
    }

    private static void refuseUsed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet used = statement.executeQuery("select exists (select from journal)")) {
            used.next();
            if (used.getBoolean(1)) {
                throw new SetupException("the database holds a desk already; name an empty one in database.url");
            }
        }
    }

    /// @param table and name, quoted where they need it
    private record ForeignKey(String table, String name, String definition) {}

    private static List<ForeignKey> foreignKeys(Connection connection) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
                        from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
                        """)) {
            while (rows.next()) {
                keys.add(new ForeignKey(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return keys;
    }

    private static void same(String backup, String here) {
        if (!backup.equals(here)) {
            throw new SetupException("the backup was made by another version of Reeve (migrations " + backup + ", here "
                    + here + "); restore it with that version, then upgrade");
        }
    }

    private static void sequences(Connection connection) throws SQLException {
        List<String> updates = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select format('select setval(%L, coalesce((select max(%I) from %I), 0) + 1, false)',
                                      pg_get_serial_sequence(quote_ident(table_name), column_name), column_name, table_name)
                        from information_schema.columns
                        where table_schema = 'public' and is_identity = 'YES'
                        """)) {
            while (rows.next()) {
                updates.add(rows.getString(1));
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String update : updates) {
                statement.execute(update);
            }
        }
    }

    private TarArchiveInputStream open() throws IOException {
        return new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }
}
