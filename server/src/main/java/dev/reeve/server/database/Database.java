package dev.reeve.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Connections to PostgreSQL with our schema in it: the embedded one, or the operator's own when its address is
/// set.
public final class Database implements AutoCloseable {
    private static final int VERSION_MIN = 15;

    private final Optional<EmbeddedPostgres> embedded;
    private final PGSimpleDataSource direct;
    private final HikariDataSource pool;

    private Database(Optional<EmbeddedPostgres> embedded, PGSimpleDataSource direct, int connections) {
        this.embedded = embedded;
        this.direct = direct;
        this.pool = pool(direct, connections);
    }

    /// Starts or joins the embedded one if no address is set, and brings the schema up to date.
    ///
    /// @throws SetupException saying what the operator must do
    public static Database open(Settings settings) {
        Settings.Database wanted = settings.database();
        if (wanted.url() != null) {
            return open(Optional.empty(), source(wanted.url(), wanted.user(), password(wanted.passwordFile())), wanted);
        }
        EmbeddedPostgres embedded = EmbeddedPostgres.start(settings.dataDir().resolve("postgres"));
        try {
            createDatabase(embedded);
            return open(
                    Optional.of(embedded),
                    source(embedded.url(EmbeddedPostgres.NAME), EmbeddedPostgres.NAME, embedded.password()),
                    wanted);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /// A database that is already there and that somebody else looks after, such as one of a test.
    public static Database at(String url, String user, String password, int connections) {
        Database database = new Database(Optional.empty(), source(url, user, password), connections);
        database.migrate();
        return database;
    }

    private static Database open(
            Optional<EmbeddedPostgres> embedded, PGSimpleDataSource source, Settings.Database wanted) {
        checkVersion(source);
        Database database = new Database(embedded, source, wanted.connections());
        database.migrate();
        return database;
    }

    /// Pooled connections.
    public DataSource dataSource() {
        return pool;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(pool);
    }

    /// A new connection at each call, for those who keep one for themselves.
    public DataSource direct() {
        return direct;
    }

    public Optional<EmbeddedPostgres> embedded() {
        return embedded;
    }

    private void migrate() {
        try {
            Flyway.configure()
                    .dataSource(direct)
                    .locations("classpath:db/migration")
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            close();
            throw new SetupException("the database can't be brought up to date: " + e.getMessage(), e);
        }
    }

    private static HikariDataSource pool(DataSource source, int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(-1);
        config.setPoolName("reeve");
        return new HikariDataSource(config);
    }

    private static PGSimpleDataSource source(String url, String user, @Nullable String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(10);
        source.setTcpKeepAlive(true);
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("reeve");
        return source;
    }

    private static @Nullable String password(@Nullable Path file) {
        try {
            return file == null ? null : Files.readString(file).strip();
        } catch (IOException e) {
            throw new SetupException(
                    "database.password-file " + file + " can't be read; check path and permissions", e);
        }
    }

    private static void checkVersion(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_version_num")) {
            row.next();
            int major = row.getInt(1) / 10_000;
            if (major < VERSION_MIN) {
                throw new SetupException("the database is PostgreSQL " + major + "; Reeve needs " + VERSION_MIN
                        + " or later: upgrade it, or unset database.url to use the embedded one");
            }
        } catch (SQLException e) {
            throw new SetupException(
                    "the database doesn't take us (" + e.getMessage()
                            + "); check database.url, database.user and database.password-file",
                    e);
        }
    }

    private static void createDatabase(EmbeddedPostgres embedded) {
        DataSource system = source(embedded.url("postgres"), EmbeddedPostgres.NAME, embedded.password());
        JdbcClient jdbc = JdbcClient.create(system);
        boolean there = jdbc.sql("select exists (select from pg_database where datname = :name)")
                .param("name", EmbeddedPostgres.NAME)
                .query(Boolean.class)
                .single();
        if (!there) {
            jdbc.sql("create database " + EmbeddedPostgres.NAME).update();
        }
    }

    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
