package dev.reeve.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

final class EmbeddedPostgresTest {
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("reeve-postgres-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void deleteFolder() throws IOException {
        PostgresBinaries.deleteTree(folder);
    }

    /// One test for its whole life, because making a cluster takes seconds.
    @Test
    void itIsMadeOnceServesGuestsSurvivesBeingKilledAndKeepsWhatWasWritten() throws IOException {
        Settings settings = Settings.defaults(folder);
        try (Database database = Database.open(settings)) {
            assertThat(show(database, "fsync")).isEqualTo("on");
            assertThat(show(database, "data_checksums")).isEqualTo("on");
            assertThat(show(database, "listen_addresses")).isEqualTo("127.0.0.1");
            database.jdbc().sql("create table kept (n int)").update();
            database.jdbc().sql("insert into kept values (42)").update();

            try (Database guest = Database.open(settings)) {
                assertThat(guest.embedded().orElseThrow().isGuest()).isTrue();
                assertThat(kept(guest)).isEqualTo(42);
            }
            assertThat(kept(database)).as("a guest that leaves stops nothing").isEqualTo(42);

            long pid = database.embedded().orElseThrow().pid().orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(kept(database)).isEqualTo(42));
            assertThat(database.embedded().orElseThrow().pid()).isNotEqualTo(java.util.Optional.of(pid));
        }
        // A process id in the lock that is another's by now, as after a restart of a container.
        Files.writeString(
                folder.resolve("postgres/data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("postgres/data") + "\n");
        try (Database database = Database.open(settings)) {
            assertThat(kept(database)).isEqualTo(42);
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        EmbeddedPostgres postgres = TestDatabase.server();
        JdbcClient stranger = JdbcClient.create(
                new DriverManagerDataSource(postgres.url("postgres"), EmbeddedPostgres.NAME, "guess"));
        assertThatThrownBy(() -> stranger.sql("select 1").query().singleValue())
                .rootCause()
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void theDataOfAnotherMajorVersionIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "9\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("belongs to PostgreSQL 9");
    }

    @Test
    void aFolderThatTheDatabaseCantEnterIsNamed() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, java.util.Set.of(PosixFilePermission.OWNER_EXECUTE));
        DatabaseUser root = new DatabaseUser(true, null);
        Path below = closed;
        assertThatThrownBy(() -> root.checkCanReach(below))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("chmod o+x " + closed);
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedByItsSettings() throws IOException {
        Path file = Files.writeString(
                folder.resolve("reeve.yaml"), "database: {url: 'jdbc:postgresql://127.0.0.1:1/none', user: x}");
        Settings settings = Settings.read(
                file,
                java.util.Map.of(),
                new dev.reeve.server.settings.SettingsPlaces(false, java.util.Map.of(), folder));
        assertThatThrownBy(() -> Database.open(settings))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("check database.url");
    }

    private static String show(Database database, String setting) {
        return database.jdbc().sql("show " + setting).query(String.class).single();
    }

    private static int kept(Database database) {
        return database.jdbc().sql("select n from kept").query(Integer.class).single();
    }
}
