package dev.reeve.server.app;

import dev.reeve.server.database.Database;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.journal.Projection;
import dev.reeve.server.settings.Settings;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is kept: the database, the journal and what is projected from it, keys, evidence, holdings. Takes the
/// settings
/// and
/// the clock.
@Configuration(proxyBeanMethods = false)
class StoreParts {
    /// All tables that follow from the journal; a new one is one entry here.
    static List<Projection> projections() {
        return List.of();
    }

    @Bean
    Database database(Settings settings) {
        return Database.open(settings);
    }

    @Bean
    DataSource dataSource(Database database) {
        return database.dataSource();
    }

    @Bean
    JdbcClient jdbcClient(Database database) {
        return database.jdbc();
    }

    @Bean
    EventCodec eventCodec() {
        return new EventCodec();
    }

    @Bean(initMethod = "start")
    PostgresJournal journal(Database database, EventCodec codec, Settings settings, InstantSource clock) {
        return new PostgresJournal(
                database,
                codec,
                projections(),
                new Anchors(settings.anchor().file()),
                settings.anchor().every(),
                clock);
    }
}
