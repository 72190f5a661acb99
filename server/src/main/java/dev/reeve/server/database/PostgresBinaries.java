package dev.reeve.server.database;

import dev.reeve.server.settings.SetupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks the PostgreSQL that comes with Reeve, once, into a folder named by its version.
final class PostgresBinaries {
    /// Of the archive in the build; a new one is unpacked beside the old.
    static final String VERSION = "18.6.0";

    /// The major version, which a data folder belongs to for good.
    static final String MAJOR = "18";

    private PostgresBinaries() {}

    /// @return the folder that holds `bin`
    static Path unpackInto(Path home) throws IOException {
        Path target = home.resolve("postgresql-" + VERSION);
        if (Files.isDirectory(target)) {
            return target;
        }
        Path unfinished = Files.createTempDirectory(home, "unpacking-");
        try (InputStream archive = archive()) {
            unpack(archive, unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(unfinished);
        }
        return target;
    }

    private static InputStream archive() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String name = switch (machine) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
            default -> "/none";
        };
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null || !System.getProperty("os.name", "").startsWith("Linux")) {
            throw new SetupException("there is no embedded PostgreSQL for " + System.getProperty("os.name") + " on "
                    + machine + "; run one of your own and set database.url");
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.resolveSibling("."));
                    writeEntry(tar, entry, path);
                }
                entry = tar.getNextEntry();
            }
        }
        open(into);
    }

    private static void writeEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /// Folders as well, whatever our umask is: the user that runs the database must enter them.
    private static void open(Path into) throws IOException {
        try (Stream<Path> all = Files.walk(into)) {
            for (Path folder : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
