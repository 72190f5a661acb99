package dev.reeve.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// A fresh database for a test class, with our schema in it. One embedded PostgreSQL serves the whole test run;
/// each
/// database is a copy of one that was migrated once.
///
/// ```java
/// @RegisterExtension
/// static final TestDatabase DATABASE = new TestDatabase();
/// ```
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Database database;
    private String name;

    public Database get() {
        return database;
    }

    public DataSource dataSource() {
        return database.dataSource();
    }

    public JdbcClient jdbc() {
        return database.jdbc();
    }

    /// Another connection pool to the same database, as another process would have it.
    public Database again() {
        return Database.at(Server.POSTGRES.url(name), EmbeddedPostgres.NAME, Server.POSTGRES.password(), 4);
    }

    /// A fresh database for a whole desk, as the environment variables that make it use it.
    public static java.util.Map<String, String> environment(Path folder) throws IOException {
        String fresh = "test_" + COUNT.incrementAndGet();
        Server.copy(fresh);
        Path password = Files.writeString(folder.resolve("database-password"), Server.POSTGRES.password());
        return java.util.Map.of(
                "REEVE_DATA_DIR", folder.resolve("data").toString(),
                "REEVE_DB_URL", Server.POSTGRES.url(fresh),
                "REEVE_DB_USER", EmbeddedPostgres.NAME,
                "REEVE_DB_PASSWORD_FILE", password.toString());
    }

    /// Ends every connection to this database, as a crash of it would.
    public void cutConnections() {
        Server.system()
                .sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    static EmbeddedPostgres server() {
        return Server.POSTGRES;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        name = "test_" + COUNT.incrementAndGet();
        Server.copy(name);
        database = Database.at(Server.POSTGRES.url(name), EmbeddedPostgres.NAME, Server.POSTGRES.password(), 10);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database.close();
    }

    /// Started when first asked for, ended with the test run.
    private static final class Server {
        private static final Path HOME = home();
        private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start(HOME);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(Server::end));
            system().sql("create database " + TEMPLATE).update();
            Database.at(POSTGRES.url(TEMPLATE), EmbeddedPostgres.NAME, POSTGRES.password(), 2)
                    .close();
        }

        static synchronized void copy(String name) {
            system().sql("create database " + name + " template " + TEMPLATE + " strategy file_copy")
                    .update();
        }

        static JdbcClient system() {
            return JdbcClient.create(
                    new DriverManagerDataSource(POSTGRES.url("postgres"), EmbeddedPostgres.NAME, POSTGRES.password()));
        }

        private static Path home() {
            try {
                Path home = Files.createTempDirectory("reeve-test-postgres-");
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void end() {
            POSTGRES.close();
            try {
                PostgresBinaries.deleteTree(HOME);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
