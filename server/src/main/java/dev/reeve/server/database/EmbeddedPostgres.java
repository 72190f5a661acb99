package dev.reeve.server.database;

import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL under the data folder: made on the first start, reached over 127.0.0.1 with a random password,
/// never as root, with checksums and every commit flushed. It ends with this process.
///
/// A second process that finds it running uses it as a guest: it neither starts nor stops it.
public final class EmbeddedPostgres implements AutoCloseable {
    /// Name of the superuser, and of the database.
    public static final String NAME = "reeve";

    /// How long recovery after a crash may take before we give up on it.
    private static final long READY_MILLIS_MAX = 300_000;

    private static final long POLL_MILLIS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final Path home;
    private final Path data;
    private final DatabaseUser user;
    private final String password;
    private final Path binaries;
    private Optional<PostgresProcess> process = Optional.empty();
    private int port;

    private EmbeddedPostgres(Path home, DatabaseUser user, Path binaries, String password) {
        this.home = home;
        this.data = home.resolve("data");
        this.user = user;
        this.binaries = binaries;
        this.password = password;
    }

    /// Starts it, or joins the one that already runs on this folder.
    ///
    /// @param home folder of its binaries, data, password and log; made if missing
    /// @throws SetupException saying what the operator must do
    public static EmbeddedPostgres start(Path home) {
        try {
            DatabaseUser user = DatabaseUser.ofThisProcess();
            Files.createDirectories(home);
            if (user.drop()) {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            }
            user.checkCanReach(home);
            EmbeddedPostgres postgres =
                    new EmbeddedPostgres(home, user, PostgresBinaries.unpackInto(home), passwordIn(home));
            postgres.begin();
            return postgres;
        } catch (IOException e) {
            throw new SetupException(
                    "the embedded database can't be set up in " + home + " (" + e + "); check its disk and permissions",
                    e);
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String password() {
        return password;
    }

    /// Whether another process runs it and we only use it.
    public boolean isGuest() {
        return process.isEmpty();
    }

    /// Its process id, for those who watch it.
    public Optional<Long> pid() {
        return process.map(PostgresProcess::pid);
    }

    private void begin() throws IOException {
        if (Files.exists(data)) {
            checkVersion();
            if (joinRunning()) {
                return;
            }
        } else {
            makeCluster();
        }
        port = FreePort.keptIn(home.resolve("port"));
        process = Optional.of(PostgresProcess.start(
                user.command(
                        true,
                        List.of(
                                binaries.resolve("bin/postgres").toString(),
                                "-D",
                                data.toString(),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "port=" + port,
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "fsync=on",
                                "-c",
                                "synchronous_commit=on",
                                "-c",
                                "max_connections=250",
                                "-c",
                                "shared_buffers=128MB",
                                "-c",
                                "max_wal_size=1GB",
                                "-c",
                                "timezone=UTC",
                                "-c",
                                "log_timezone=UTC")),
                home.resolve("postgres.log")));
        awaitReady();
    }

    private void checkVersion() throws IOException {
        String major = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!major.equals(PostgresBinaries.MAJOR)) {
            throw new SetupException(data + " belongs to PostgreSQL " + major + " and this Reeve brings "
                    + PostgresBinaries.MAJOR + "; run the Reeve that made it, or move the data with its tools");
        }
    }

    /// @return whether one was running and answers to our password
    private boolean joinRunning() throws IOException {
        Path lock = data.resolve("postmaster.pid");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Files.exists(lock)) {
            List<String> lines = Files.readAllLines(lock);
            if (!isOurs(lines)) {
                // Its process is gone, and another one may have its number by now: PostgreSQL would refuse to start.
                Files.deleteIfExists(lock);
                return false;
            }
            if (lines.size() > 3 && !lines.get(3).isBlank()) {
                port = Integer.parseInt(lines.get(3).strip());
                if (refusal().isEmpty()) {
                    return true;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new SetupException("a PostgreSQL with process id " + lines.get(0) + " holds " + data
                        + " and doesn't answer; end it (kill -INT "
                        + lines.get(0).strip() + ") and start again");
            }
            pause();
        }
        return false;
    }

    private boolean isOurs(List<String> lines) {
        if (lines.isEmpty()) {
            return false;
        }
        try {
            byte[] commandLine =
                    Files.readAllBytes(Path.of("/proc", lines.get(0).strip(), "cmdline"));
            String command = new String(commandLine, java.nio.charset.StandardCharsets.UTF_8);
            return command.contains("postgres") && command.contains(data.toString());
        } catch (IOException gone) {
            return false;
        }
    }

    /// Made aside and moved into place, so that a crash leaves no half of it.
    private void makeCluster() throws IOException {
        Path fresh = home.resolve("data.new");
        PostgresBinaries.deleteTree(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(fresh);
        Path secret = home.resolve("password.initdb");
        Files.deleteIfExists(secret);
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, password);
        user.own(secret);
        try {
            run(user.command(
                    false,
                    List.of(
                            binaries.resolve("bin/initdb").toString(),
                            "-D",
                            fresh.toString(),
                            "-U",
                            NAME,
                            "--pwfile=" + secret,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--data-checksums")));
        } finally {
            Files.deleteIfExists(secret);
        }
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(List<String> command) throws IOException {
        Process made = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("postgres.log").toFile()))
                .start();
        try {
            if (!made.waitFor(3, TimeUnit.MINUTES) || made.exitValue() != 0) {
                throw new SetupException("the embedded database could not be made; " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetupException("interrupted while making the embedded database", e);
        } finally {
            made.destroyForcibly();
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MILLIS_MAX);
        Optional<String> refusal = refusal();
        while (refusal.isPresent()) {
            boolean dead = process.map(p -> !p.isRunning()).orElse(true);
            if (dead || System.nanoTime() > deadline) {
                close();
                throw new SetupException(
                        "the embedded database does not start: " + (dead ? "" : refusal.get() + "; ") + lastWords());
            }
            pause();
            refusal = refusal();
        }
    }

    /// Why it takes no connection; empty when it does.
    private Optional<String> refusal() {
        Properties login = new Properties();
        login.setProperty("user", NAME);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "5");
        login.setProperty("socketTimeout", "10");
        try (Connection connection = DriverManager.getConnection(url("postgres"), login)) {
            return connection.isValid(5) ? Optional.empty() : Optional.of("it doesn't answer");
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private String lastWords() {
        Path log = home.resolve("postgres.log");
        try {
            List<String> lines = Files.readAllLines(log);
            return "see " + log + ", which ends:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "see " + log;
        }
    }

    private static String passwordIn(Path home) throws IOException {
        Path file = home.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path fresh = home.resolve("password.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(random), StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return Files.readString(file).strip();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetupException("interrupted while waiting for the embedded database", e);
        }
    }

    /// Ends it if it is ours, in good order.
    @Override
    public void close() {
        process.ifPresent(p -> {
            try {
                p.stop(user.command(
                        false,
                        List.of(
                                binaries.resolve("bin/pg_ctl").toString(),
                                "stop",
                                "-D",
                                data.toString(),
                                "-m",
                                "fast",
                                "-w",
                                "-t",
                                "60")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        LOG.debug("embedded database in {} closed", home);
    }
}
